import type { JSX } from 'preact';
import { CONNECTOR } from './housing.tsx';
import { type Look, painted } from './look.ts';
import { arcPath, arcTo, pointAt } from './polar.ts';

/** Radii in units of the picture, whose housing is 178 wide. */
const RACE = 67;
const TUBE = 61.5;
const ORBIT = 49;
const ROLLER = 13;
/** Angles between which the tube lies on the race. One of two rollers always closes it. */
const WRAP_FROM_DEG = -58;
const WRAP_TO_DEG = 190;

const TUBE_PATH = `M -74 14 C -77 2 -62 -17 ${pointAt(WRAP_FROM_DEG, TUBE).join(' ')} ${arcTo(WRAP_FROM_DEG, WRAP_TO_DEG, TUBE)} C -28 57.5 -44 53 ${CONNECTOR}`;

export interface RollerHeadProps {
  readonly look: Look;
  readonly rollerCount: number;
  /** Angle of the rotor; null for one that is not seen. */
  readonly rotorDeg: number | null;
  /** Angle of the commanded rotor, drawn as a ghost; null without one. */
  readonly commandedDeg: number | null;
  readonly hasIndexMark: boolean;
  /** True if the rotor turns too fast for the eye: a ring stands for it. */
  readonly isBlurred: boolean;
  /** Angle by which the drug has moved: the rotor's, unless drug slips back. */
  readonly drugDeg: number;
}

/** Draws the roller head: race, tube with drug, rollers on their arms, hub. */
export function RollerHead(props: RollerHeadProps): JSX.Element {
  const { look, rollerCount, rotorDeg, commandedDeg, hasIndexMark, isBlurred, drugDeg } = props;
  return (
    <g>
      {look === 'film' && <Shadows />}
      <circle {...painted(look, 'chamber')} r={RACE} />
      {look !== 'film' && <Ticks look={look} />}
      <Tube look={look} drugDeg={drugDeg} />
      {rotorDeg !== null && isBlurred && <BlurredRing look={look} />}
      {rotorDeg !== null && !isBlurred && (
        <SolidRotor look={look} rollerCount={rollerCount} rotorDeg={rotorDeg} hasIndexMark={hasIndexMark} />
      )}
      {commandedDeg !== null && <Ghost rollerCount={rollerCount} commandedDeg={commandedDeg} />}
      <circle {...painted(look, 'roller')} class="part-hub" r={9} />
      <circle {...painted(look, 'pin')} r={2.6} />
    </g>
  );
}

/** Draws what an X-ray shows behind the roller head: gears, motor and battery. */
function Shadows(): JSX.Element {
  return (
    <g>
      <rect {...painted('film', 'inner')} x={18} y={22} width={48} height={34} rx={4} />
      <circle {...painted('film', 'inner')} cx={-26} cy={-22} r={20} />
      <circle {...painted('film', 'inner')} cx={-26} cy={-22} r={7} />
      <circle {...painted('film', 'inner')} cx={14} cy={-34} r={12} />
      <path {...painted('film', 'septum')} d="M 24 30 H 60 M 24 36 H 60 M 24 42 H 60 M 24 48 H 60" />
    </g>
  );
}

function Ticks({ look }: { readonly look: Look }): JSX.Element {
  const degs = Array.from({ length: 36 }, (_, index) => index * 10);
  const path = degs
    .map((deg) => `M ${pointAt(deg, RACE + 2).join(' ')} L ${pointAt(deg, RACE + (deg % 30 === 0 ? 6 : 4)).join(' ')}`)
    .join(' ');
  return <path {...painted(look, 'tick')} d={path} />;
}

/** Length of tube per degree of the rotor. */
const TUBE_PER_DEG = (2 * Math.PI * TUBE) / 360;
/** Marks in the drug, so that it is seen to move: one each 30 deg. */
const GRAIN_GAP = 30 * TUBE_PER_DEG;

function Tube({ look, drugDeg }: { readonly look: Look; readonly drugDeg: number }): JSX.Element {
  const movedInGap = (drugDeg % 30) * TUBE_PER_DEG;
  return (
    <g stroke-linecap="round">
      <path {...painted(look, 'tube')} d={TUBE_PATH} />
      {look !== 'film' && <circle {...painted(look, 'port')} cx={-74} cy={14} r={7} />}
      <path {...painted(look, 'drug')} d={TUBE_PATH} />
      {look === 'truth' && (
        <path
          {...painted(look, 'grain')}
          d={TUBE_PATH}
          stroke-dasharray={`0.01 ${GRAIN_GAP.toFixed(2)}`}
          stroke-dashoffset={(-movedInGap).toFixed(2)}
        />
      )}
    </g>
  );
}

interface SolidProps {
  readonly look: Look;
  readonly rollerCount: number;
  readonly rotorDeg: number;
  readonly hasIndexMark: boolean;
}

function SolidRotor({ look, rollerCount, rotorDeg, hasIndexMark }: SolidProps): JSX.Element {
  return (
    <g class="solid-rotor" transform={`rotate(${turned(rotorDeg)})`}>
      {rollersDeg(rollerCount).map((deg) => (
        <g key={deg} transform={`rotate(${deg})`}>
          <path {...painted(look, 'metal')} class="part-metal arm" d={ARM} />
        </g>
      ))}
      {rollersDeg(rollerCount).map((deg) => (
        <g key={deg} transform={`rotate(${deg})`}>
          <circle {...painted(look, 'roller')} class="part-roller roller" cy={-ORBIT} r={ROLLER} />
          <circle {...painted(look, 'pin')} cy={-ORBIT} r={2.6} />
        </g>
      ))}
      {hasIndexMark && <path class="index-mark" fill="#b3261e" d="M 0 -34 L 5.5 -23 H -5.5 Z" />}
    </g>
  );
}

/** Outline of an arm that points up, from the hub to the roller's pin. */
const ARM = `M -10 0 L -7.5 ${-ORBIT} A 7.5 7.5 0 0 1 7.5 ${-ORBIT} L 10 0 A 10 10 0 0 1 -10 0 Z`;

/** Draws the rotor that the pump commands, translucent over the true one. */
function Ghost({
  rollerCount,
  commandedDeg,
}: {
  readonly rollerCount: number;
  readonly commandedDeg: number;
}): JSX.Element {
  const dashed = { fill: '#0b7a75', 'fill-opacity': 0.12, stroke: '#0b7a75', 'stroke-width': 1.6 };
  return (
    <g class="ghost" transform={`rotate(${turned(commandedDeg)})`}>
      {rollersDeg(rollerCount).map((deg) => (
        <g key={deg} transform={`rotate(${deg})`} stroke-dasharray="4 3">
          <path class="ghost-part" {...dashed} fill-opacity={0.07} d={ARM} />
          <circle class="ghost-part ghost-roller" {...dashed} cy={-ORBIT} r={ROLLER} />
        </g>
      ))}
    </g>
  );
}

/** Draws the ring that the eye sees of a fast rotor. */
function BlurredRing({ look }: { readonly look: Look }): JSX.Element {
  const [wide, narrow] = [2 * ROLLER, ROLLER];
  const colour = look === 'film' ? '#fff' : '#9eaaab';
  return (
    <g class="blurred" fill="none" stroke={colour}>
      <circle class="blurred-part" r={ORBIT / 2} stroke-width={ORBIT - ROLLER} stroke-opacity={0.16} />
      <circle class="blurred-part" r={ORBIT} stroke-width={wide} stroke-opacity={0.3} />
      <circle class="blurred-part" r={ORBIT} stroke-width={narrow} stroke-opacity={0.35} />
      <path class="blurred-part" d={arcPath(20, 70, ORBIT)} stroke-width={2} stroke-opacity={0.8} />
      <path class="blurred-part" d={arcPath(200, 250, ORBIT)} stroke-width={2} stroke-opacity={0.8} />
    </g>
  );
}

function rollersDeg(rollerCount: number): readonly number[] {
  return Array.from({ length: rollerCount }, (_, index) => (360 / rollerCount) * index);
}

/** Returns an angle within a turn, rounded for the file. */
function turned(deg: number): number {
  const within = deg - 360 * Math.floor(deg / 360);
  return Math.round(within * 100) / 100;
}
