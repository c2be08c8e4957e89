import type { JSX } from 'preact';
import type { RollerQuantities } from '../../../../firmware-sim/products/quantities/roller-quantities.ts';
import type { Moment } from '../play/moment.ts';
import { RotorPicture } from './rotor-picture.tsx';
import { arcPath, onCircle, RACE_RADIUS, TUBE_RADIUS } from './scene-layout.ts';
import { isBlurred, shownDeg } from './shown-angle.ts';

/** The tube lies on the race from the inlet clockwise to the outlet. */
const INLET_DEG = 292;
export const OUTLET_DEG = 236;
const ORIGIN = { x: 0, y: 0 };
const GAP_RADIUS = 226;
const DROP_SPACING = 22;
/** Distance that a mark in the tube moves in one turn of the rotor. */
const UNITS_PER_TURN = 2 * Math.PI * TUBE_RADIUS;

interface RollerPumpProps {
  readonly moment: Moment;
  readonly quantities: RollerQuantities;
  readonly speed: number;
  readonly isSeeThrough: boolean;
}

/** Inside of a roller pump, round the origin: race, tube with moving drug, rotor, commanded rotor, and the gap between them. */
export function RollerPump({ moment, quantities, speed, isSeeThrough }: RollerPumpProps): JSX.Element {
  const stepDeg = 360 / quantities.stepsPerRevolutionCount.value;
  const rollerCount = quantities.rollerCount.value;
  const turn = { meanDeg: moment.rotorDeg, degPerSecond: moment.degPerSecond, speed, stepDeg };
  const ghost = { meanDeg: moment.commandedDeg, degPerSecond: moment.commandedDegPerSecond, speed, stepDeg };
  const rotorDeg = shownDeg(turn);
  const ghostDeg = shownDeg(ghost);
  const isStopped = moment.rotorState !== 'turning' && moment.rotorState !== 'losing';
  if (!isSeeThrough) return <Lid />;
  return (
    <g class="inside">
      <circle class="well" r={RACE_RADIUS + 12} />
      <circle class="race" r={RACE_RADIUS} />
      <Tube rotorDeg={moment.rotorDeg} isFast={isBlurred(turn)} />
      <Gap fromDeg={rotorDeg} toDeg={ghostDeg} />
      <RotorPicture
        deg={rotorDeg}
        rollerCount={rollerCount}
        kind="solid"
        isHeld={isStopped}
        isBlurred={isBlurred(turn)}
      />
      <RotorPicture deg={ghostDeg} rollerCount={rollerCount} kind="ghost" isHeld={false} isBlurred={isBlurred(ghost)} />
    </g>
  );
}

function Tube({ rotorDeg, isFast }: { readonly rotorDeg: number; readonly isFast: boolean }): JSX.Element {
  const path = arcPath(ORIGIN, TUBE_RADIUS, INLET_DEG, OUTLET_DEG + 360);
  const inlet = onCircle(ORIGIN, TUBE_RADIUS, INLET_DEG);
  const travelled = ((rotorDeg / 360) * UNITS_PER_TURN) % DROP_SPACING;
  return (
    <g>
      <path class="tube" d={path} />
      <path class="tube-drug" d={path} />
      {!isFast && (
        <path
          class="drops"
          d={path}
          stroke-dasharray={`0.1 ${DROP_SPACING - 0.1}`}
          stroke-dashoffset={(-travelled).toFixed(1)}
        />
      )}
      <circle class="inlet" cx={inlet.x} cy={inlet.y} r={13} />
    </g>
  );
}

/** The angle that the rotor lags, as an arc; a ring once it is a whole turn. */
function Gap({ fromDeg, toDeg }: { readonly fromDeg: number; readonly toDeg: number }): JSX.Element | null {
  const gapDeg = toDeg - fromDeg;
  if (gapDeg < 3) return null;
  if (gapDeg >= 360) return <circle class="gap-arc" r={GAP_RADIUS} />;
  return <path class="gap-arc" d={arcPath(ORIGIN, GAP_RADIUS, fromDeg % 360, (fromDeg % 360) + gapDeg)} />;
}

/** The closed pump: what a clinician sees, with the fill port in its middle. */
function Lid(): JSX.Element {
  return (
    <g class="lid">
      <circle class="lid-plate" r={RACE_RADIUS + 12} />
      <circle class="lid-ring" r={150} />
      <circle class="port" r={46} />
      <circle class="septum" r={27} />
    </g>
  );
}
