import type { JSX } from 'preact';
import type { ValvesState } from '../texts/texts.ts';
import { Flow } from './flow.tsx';
import { type Look, painted } from './look.ts';
import { CONNECTOR } from './pump-geometry.ts';

export interface ValveTrainProps {
  readonly look: Look;
  readonly state: ValvesState;
  /** Cycles so far. In the first half of each the chamber fills, in the second half it empties. */
  readonly cycles: number;
  readonly hasFlowActivatedValve: boolean;
}

const INLET = 'M 52 -30 V 12 H 0';
const OUT = `M 0 12 H -44 C -58 12 -62 22 -60 38 L ${CONNECTOR}`;
/** Distance between marks in the drug: one cycle moves it so far. */
const GAP = 16;
/** Room of the metering chamber, and where its piston stands empty and full. */
const [CHAMBER_TOP, CHAMBER_HEIGHT] = [-14, 52];

/** Draws a pump with valves: reservoir, inlet valve, metering chamber, outlet valve and, where it has one, the third valve. */
export function ValveTrain({ look, state, cycles, hasFlowActivatedValve }: ValveTrainProps): JSX.Element {
  const phase = cycles - Math.floor(cycles);
  const isFilling = phase < 0.5;
  const isOpen = state !== 'metering';
  const fill = isOpen ? 1 : isFilling ? 2 * phase : 2 - 2 * phase;
  const isInletOpen = isOpen || isFilling;
  const isOutletOpen = isOpen || !isFilling;
  return (
    <g>
      <Bellows look={look} />
      {[INLET, OUT].map((path) => (
        <Flow key={path} look={look} path={path} gap={GAP} moved={state === 'shut' ? 0 : cycles * GAP} />
      ))}
      <Chamber look={look} fill={fill} />
      <Valve look={look} x={32} y={12} isOpen={isInletOpen} isVertical={false} />
      <Valve look={look} x={-32} y={12} isOpen={isOutletOpen} isVertical={false} />
      {hasFlowActivatedValve && <Valve look={look} x={-60} y={42} isOpen={state !== 'shut'} isVertical={true} />}
    </g>
  );
}

/** Draws the folds of the reservoir, which a gas squeezes. */
export function Bellows({ look }: { readonly look: Look }): JSX.Element {
  return (
    <g>
      <circle {...painted(look, 'chamber')} r={78} />
      {[72, 66].map((radius) => (
        <circle key={radius} {...painted(look, 'shell')} r={radius} />
      ))}
    </g>
  );
}

function Chamber({ look, fill }: { readonly look: Look; readonly fill: number }): JSX.Element {
  const inside = CHAMBER_HEIGHT - 6;
  const height = Math.round(inside * (0.12 + 0.84 * fill) * 100) / 100;
  const top = CHAMBER_TOP + CHAMBER_HEIGHT - 3 - height;
  return (
    <g>
      <rect {...painted(look, 'metal')} x={-16} y={CHAMBER_TOP} width={32} height={CHAMBER_HEIGHT} rx={5} />
      {look !== 'film' && (
        <g>
          <rect {...painted(look, 'chamber')} x={-13} y={CHAMBER_TOP + 3} width={26} height={inside} rx={3} />
          <rect class="dose" fill="#8a6cb3" x={-13} y={top} width={26} height={height} rx={3} />
          <rect {...painted(look, 'roller')} class="part-roller" x={-14} y={top - 3} width={28} height={4} rx={2} />
        </g>
      )}
    </g>
  );
}

interface ValveProps {
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly isOpen: boolean;
  readonly isVertical: boolean;
}

/** Draws a valve: its bar lies along the flow if it is open, across it if it is shut. A film does not show the bar. */
function Valve({ look, x, y, isOpen, isVertical }: ValveProps): JSX.Element {
  const deg = isOpen === isVertical ? 0 : 90;
  return (
    <g class={isOpen ? 'valve is-open' : 'valve is-shut'} transform={`translate(${x} ${y})`}>
      <circle {...painted(look, 'roller')} class="part-roller" r={11} />
      {look !== 'film' && (
        <rect
          class="valve-bar"
          fill="#1d2528"
          x={-2.2}
          y={-9}
          width={4.4}
          height={18}
          rx={2}
          transform={`rotate(${deg})`}
        />
      )}
    </g>
  );
}
