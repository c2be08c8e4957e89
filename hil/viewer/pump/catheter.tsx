import type { JSX } from 'preact';
import { type Look, painted } from './look.ts';
import { BLOCK_POINT, CATHETER_PATH } from './pump-geometry.ts';

export interface CatheterProps {
  readonly look: Look;
  /** Distance that the drug has moved; null hides its marks. */
  readonly moved: number | null;
  readonly isBlocked: boolean;
}

/** Distance between two marks in the drug. */
const GAP = 8;

/** Draws the connector and the catheter behind it. The drug in the true picture moves, unless the catheter is blocked. */
export function Catheter({ look, moved, isBlocked }: CatheterProps): JSX.Element {
  const [x, y] = BLOCK_POINT;
  const offset = moved === null ? 0 : moved - GAP * Math.floor(moved / GAP);
  return (
    <g class={isBlocked ? 'catheter is-blocked' : 'catheter'}>
      <path {...painted(look, 'catheter')} d={CATHETER_PATH} stroke-linecap="round" />
      {look === 'truth' && <path {...painted(look, 'drug')} stroke-width={3.6} d={CATHETER_PATH} />}
      {look === 'truth' && moved !== null && !isBlocked && (
        <path
          {...painted(look, 'grain')}
          stroke-width={1.9}
          stroke-linecap="round"
          d={CATHETER_PATH}
          stroke-dasharray={`0.01 ${GAP}`}
          stroke-dashoffset={(-offset).toFixed(2)}
        />
      )}
      <g transform="translate(-57 67) rotate(131)">
        <rect {...painted(look, 'port')} x={-3} y={-6} width={25} height={12} rx={2.6} />
        <path {...painted(look, 'septum')} d="M 6 -6 V 6 M 10.5 -6 V 6 M 15 -6 V 6" />
      </g>
      {look === 'truth' && isBlocked && (
        <path class="block" stroke="#b3261e" stroke-width={2.6} stroke-linecap="round" d={cross(x, y, 5.4)} />
      )}
    </g>
  );
}

function cross(x: number, y: number, half: number): string {
  return `M ${x - half} ${y - half} l ${2 * half} ${2 * half} m ${-2 * half} 0 l ${2 * half} ${-2 * half}`;
}
