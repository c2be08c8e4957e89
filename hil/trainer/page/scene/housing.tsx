import type { JSX } from 'preact';
import type { Moment } from '../play/moment.ts';
import { OUTLET_DEG } from './roller-pump.tsx';
import { HOUSING_RADIUS, onCircle, TUBE_RADIUS } from './scene-layout.ts';

const ORIGIN = { x: 0, y: 0 };
const LOOPS_DEG = [28, 152, 332];
/** Path of the catheter from the outlet of the tube through the connector and away to the left. */
const CATHETER = 'M -160 107 C -196 132 -206 158 -236 176 S -268 232 -276 262';
const DROP_SPACING = 22;
/** Units of the catheter that a microlitre fills: as many as in the tube of a turn of 30 uL. */
const UNITS_PER_UL = (2 * Math.PI * TUBE_RADIUS) / 30;

/**
 * Shell of the pump round the origin: suture loops, connector, catheter, and the rim. Other components draw its
 * middle.
 */
export function Housing(): JSX.Element {
  const connector = onCircle(ORIGIN, HOUSING_RADIUS, OUTLET_DEG);
  return (
    <g class="housing">
      {LOOPS_DEG.map((deg) => {
        const at = onCircle(ORIGIN, HOUSING_RADIUS + 6, deg);
        return <circle key={deg} class="loop" cx={at.x} cy={at.y} r={12} />;
      })}
      <g transform={`translate(${connector.x} ${connector.y}) rotate(${OUTLET_DEG})`}>
        <rect class="connector" x={-24} y={-26} width={48} height={40} rx={8} />
        <rect class="barb" x={-13} y={-46} width={26} height={24} rx={5} />
      </g>
      <circle class="shell" r={HOUSING_RADIUS} />
      <circle class="rim" r={HOUSING_RADIUS - 9} />
    </g>
  );
}

interface CatheterProps {
  readonly moment: Moment;
  readonly isSeeThrough: boolean;
  readonly isFast: boolean;
  readonly blockedLabel: string;
}

/** The catheter, with drug that moves as it is delivered. */
export function Catheter({ moment, isSeeThrough, isFast, blockedLabel }: CatheterProps): JSX.Element {
  const isBlocked = moment.catheter === 'occluded';
  const travelled = (moment.deliveredUl * UNITS_PER_UL) % DROP_SPACING;
  return (
    <g class="catheter">
      <path class="catheter-wall" d={CATHETER} />
      {isSeeThrough && <path class={isBlocked ? 'catheter-drug pressed' : 'catheter-drug'} d={CATHETER} />}
      {isSeeThrough && !isFast && !isBlocked && (
        <path
          class="drops"
          d={CATHETER}
          stroke-dasharray={`0.1 ${DROP_SPACING - 0.1}`}
          stroke-dashoffset={(-travelled).toFixed(1)}
        />
      )}
      {isSeeThrough && isBlocked && (
        <g transform="translate(-257 206)">
          <path class="block" d="M -16 -12 L 16 12 M -16 12 L 16 -12" />
          <text class="block-label" x={26} y={30}>
            {blockedLabel}
          </text>
        </g>
      )}
    </g>
  );
}
