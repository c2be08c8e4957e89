import type { JSX } from 'preact';
import { Flow } from './flow.tsx';
import { type Look, painted } from './look.ts';
import { CONNECTOR } from './pump-geometry.ts';
import { Bellows } from './valve-train.tsx';

/** A capillary wound in a flat coil: half turns whose radius shrinks. */
const COIL =
  'M 58 -24 C 66 -6 56 46 10 50 A 44 44 0 0 1 -36 6 A 39 39 0 0 1 3 -33 A 36 36 0 0 1 39 3 A 31 31 0 0 1 8 34 A 28 28 0 0 1 -20 6 A 23 23 0 0 1 3 -17 A 20 20 0 0 1 23 3 A 15 15 0 0 1 8 18 C -8 18 -40 22 -46 34';
const OUT = `M -46 34 C -52 42 -56 56 ${CONNECTOR}`;
const GAP = 14;

/** Draws a gas-driven pump: the gas squeezes the reservoir, and a long capillary limits the flow. Nothing in it turns. */
export function Throttle({ look, cycles }: { readonly look: Look; readonly cycles: number }): JSX.Element {
  const share = cycles - Math.floor(cycles);
  return (
    <g stroke-linecap="round">
      <Bellows look={look} />
      <path {...painted(look, 'tube')} d={COIL} fill="none" stroke-width={3} />
      <path {...painted(look, 'drug')} d={COIL} fill="none" stroke-width={2.4} />
      {look === 'truth' && (
        <path
          {...painted(look, 'grain')}
          stroke-width={1.4}
          d={COIL}
          stroke-dasharray={`0.01 ${GAP}`}
          stroke-dashoffset={(-share * GAP).toFixed(2)}
        />
      )}
      <Flow look={look} path={OUT} gap={GAP} moved={cycles * GAP} />
      <circle {...painted(look, 'roller')} class="part-roller" cx={-46} cy={34} r={6} />
    </g>
  );
}
