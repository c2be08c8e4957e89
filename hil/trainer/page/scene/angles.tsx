import type { JSX } from 'preact';
import { usePicked } from './picked.ts';
import type { SceneProps } from './scene-props.ts';

/** Shortest lag that is said: smaller ones come from rounding. */
const GAP_DEG_MIN = 3;
/** Width of a character as a share of its height, in most fonts. */
const CHARACTER_WIDTH = 0.56;

/** The angles in numbers, with the state of the rotor. */
export function Angles({ calm, product, layout, texts }: SceneProps): JSX.Element | null {
  const commanded = usePicked(calm, ({ commandedDeg }) => Math.floor(commandedDeg));
  const rotor = usePicked(calm, ({ rotorDeg }) => Math.floor(rotorDeg));
  const state = usePicked(calm, ({ rotorState }) => rotorState);
  if (product.drive.kind !== 'rollers') return null;
  // The angles as they are shown: the third number is then the difference of the other two.
  const gapDeg = commanded - rotor;
  const lines = [
    { kind: 'ghost-text', text: texts.scene.commanded(commanded) },
    { kind: state === 'turning' ? '' : 'warn-text', text: texts.scene.rotor(rotor, texts.rotorStates[state] ?? state) },
    ...(gapDeg >= GAP_DEG_MIN ? [{ kind: 'warn-text', text: texts.scene.gap(gapDeg) }] : []),
  ];
  const { x, y, width } = layout.angles;
  const longest = Math.max(...lines.map(({ text }) => text.length));
  const size = Math.min(layout.textSize * 1.1, width / (longest * CHARACTER_WIDTH));
  return (
    <g class="angles" font-size={size}>
      {lines.map(({ kind, text }, index) => (
        <text key={index} class={kind} x={x} y={y + index * size * 1.3}>
          {text}
        </text>
      ))}
    </g>
  );
}
