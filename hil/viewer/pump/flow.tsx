import type { JSX } from 'preact';
import { type Look, painted } from './look.ts';

interface FlowProps {
  readonly look: Look;
  readonly path: string;
  /** Distance between two marks in the drug. */
  readonly gap: number;
  /** Distance that the drug has moved; null hides the marks, as in a flow too fast for the eye. */
  readonly moved: number | null;
}

/** Draws a tube with drug. In the truth, marks in the drug show that it moves. */
export function Flow({ look, path, gap, moved }: FlowProps): JSX.Element {
  return (
    <g stroke-linecap="round" stroke-linejoin="round">
      <path {...painted(look, 'tube')} d={path} />
      <path {...painted(look, 'drug')} d={path} />
      {look === 'truth' && moved !== null && (
        <path
          {...painted(look, 'grain')}
          d={path}
          stroke-dasharray={`0.01 ${gap.toFixed(2)}`}
          stroke-dashoffset={offsetOf(moved, gap)}
        />
      )}
    </g>
  );
}

/** Returns the offset of a dash pattern that has moved by a distance. The pattern repeats after a gap. */
function offsetOf(moved: number, gap: number): string {
  return (-(moved - gap * Math.floor(moved / gap))).toFixed(2).replace(/^-(0\.00)$/, '$1');
}
