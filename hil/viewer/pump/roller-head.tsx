import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Flow } from './flow.tsx';
import { type Look, painted } from './look.ts';
import { pointAt } from './polar.ts';
import { INLET, RACE_RADIUS, TUBE_PATH, TUBE_PER_DEG } from './pump-geometry.ts';
import { BlurredRing, Gap, Ghost, GhostRing, SolidRotor } from './rotor.tsx';

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
  /** True if the commanded rotor does. */
  readonly isGhostBlurred: boolean;
  /** Angle by which the drug has moved: the rotor's, unless drug slips back. */
  readonly drugDeg: number;
}

/** Marks in the drug, so that it is seen to move: one each 12 deg. */
const GRAIN_GAP = 12 * TUBE_PER_DEG;

/** Draws the roller head: race, tube with drug, rollers on their arms, hub, and the angle that is missing. */
export function RollerHead(props: RollerHeadProps): JSX.Element {
  const { look, rollerCount, rotorDeg, commandedDeg, hasIndexMark, isBlurred, isGhostBlurred, drugDeg } = props;
  const chamber = useMemo(() => <Chamber look={look} />, [look]);
  const hub = useMemo(() => <Hub look={look} />, [look]);
  return (
    <g>
      {chamber}
      <Flow look={look} path={TUBE_PATH} gap={GRAIN_GAP} moved={isBlurred ? null : drugDeg * TUBE_PER_DEG} />
      {rotorDeg !== null && commandedDeg !== null && <Gap rotorDeg={rotorDeg} commandedDeg={commandedDeg} />}
      {rotorDeg !== null && isBlurred && <BlurredRing look={look} />}
      {rotorDeg !== null && !isBlurred && (
        <SolidRotor look={look} rollerCount={rollerCount} rotorDeg={rotorDeg} hasIndexMark={hasIndexMark} />
      )}
      {commandedDeg !== null && isGhostBlurred && <GhostRing />}
      {commandedDeg !== null && !isGhostBlurred && <Ghost rollerCount={rollerCount} commandedDeg={commandedDeg} />}
      {hub}
    </g>
  );
}

/** Draws what does not move: the race with its scale, and the inlet from the reservoir. */
function Chamber({ look }: { readonly look: Look }): JSX.Element {
  return (
    <g>
      {look === 'film' && <Shadows />}
      <circle {...painted(look, 'chamber')} r={RACE_RADIUS} />
      {look !== 'film' && <path {...painted(look, 'tick')} d={TICKS} />}
      {look !== 'film' && <circle {...painted(look, 'port')} cx={INLET[0]} cy={INLET[1]} r={6.6} />}
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

/** A mark each 10 deg around the race, longer each 30 deg. */
const TICKS = Array.from({ length: 36 }, (_, index) => index * 10)
  .map((deg) => {
    const outer = RACE_RADIUS + (deg % 30 === 0 ? 5 : 3.4);
    return `M ${pointAt(deg, RACE_RADIUS + 1.8).join(' ')} L ${pointAt(deg, outer).join(' ')}`;
  })
  .join(' ');

function Hub({ look }: { readonly look: Look }): JSX.Element {
  return (
    <g>
      <circle {...painted(look, 'roller')} class="part-hub" r={10} />
      <circle {...painted(look, 'pin')} r={3} />
    </g>
  );
}
