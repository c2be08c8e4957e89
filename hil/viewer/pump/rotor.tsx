import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Look, painted } from './look.ts';
import { arcPath } from './polar.ts';
import { GAP_RADIUS, ORBIT_RADIUS, ROLLER_RADIUS } from './pump-geometry.ts';

/** Outline of an arm that points up, from the hub to the roller's pin. */
const ARM = `M -11 0 L -8 ${-ORBIT_RADIUS} A 8 8 0 0 1 8 ${-ORBIT_RADIUS} L 11 0 A 11 11 0 0 1 -11 0 Z`;
/** Shortest lag that is drawn: below it the two rotors cover each other. */
const GAP_DEG_MIN = 3;

interface SolidRotorProps {
  readonly look: Look;
  readonly rollerCount: number;
  readonly rotorDeg: number;
  readonly hasIndexMark: boolean;
}

/** Draws arms, rollers and index mark. Only the transform changes while the rotor turns. */
export function SolidRotor({ look, rollerCount, rotorDeg, hasIndexMark }: SolidRotorProps): JSX.Element {
  const parts = useMemo(
    () => (
      <g>
        {rollersDeg(rollerCount).map((deg) => (
          <path key={deg} {...painted(look, 'metal')} class="part-metal arm" d={ARM} transform={`rotate(${deg})`} />
        ))}
        {rollersDeg(rollerCount).map((deg) => (
          <g key={deg} transform={`rotate(${deg})`}>
            <circle {...painted(look, 'roller')} class="part-roller roller" cy={-ORBIT_RADIUS} r={ROLLER_RADIUS} />
            <circle {...painted(look, 'pin')} cy={-ORBIT_RADIUS} r={3} />
          </g>
        ))}
        {hasIndexMark && <path class="index-mark" fill="#b3261e" d="M 0 -35 L 5 -25 H -5 Z" />}
      </g>
    ),
    [look, rollerCount, hasIndexMark],
  );
  return (
    <g class="solid-rotor" transform={`rotate(${turned(rotorDeg)})`}>
      {parts}
    </g>
  );
}

interface GhostProps {
  readonly rollerCount: number;
  readonly commandedDeg: number;
}

/** Draws the rotor that the pump commands, translucent over the true one. */
export function Ghost({ rollerCount, commandedDeg }: GhostProps): JSX.Element {
  const parts = useMemo(() => {
    const dashed = { fill: '#0b7a75', 'fill-opacity': 0.1, stroke: '#0b7a75', 'stroke-width': 1.3 };
    return rollersDeg(rollerCount).map((deg) => (
      <g key={deg} transform={`rotate(${deg})`} stroke-dasharray="3.4 2.6">
        <path class="ghost-part" {...dashed} d={ARM} />
        <circle class="ghost-part ghost-roller" {...dashed} cy={-ORBIT_RADIUS} r={ROLLER_RADIUS} />
      </g>
    ));
  }, [rollerCount]);
  return (
    <g class="ghost" transform={`rotate(${turned(commandedDeg)})`}>
      {parts}
    </g>
  );
}

/** Draws the ring that the eye sees of a fast rotor. */
export function BlurredRing({ look }: { readonly look: Look }): JSX.Element {
  const colour = look === 'film' ? '#fff' : '#9eaaab';
  return (
    <g class="blurred" fill="none" stroke={colour}>
      <circle
        class="blurred-part"
        r={ORBIT_RADIUS / 2}
        stroke-width={ORBIT_RADIUS - ROLLER_RADIUS}
        stroke-opacity={0.16}
      />
      <circle class="blurred-part" r={ORBIT_RADIUS} stroke-width={2 * ROLLER_RADIUS} stroke-opacity={0.3} />
      <circle class="blurred-part" r={ORBIT_RADIUS} stroke-width={ROLLER_RADIUS} stroke-opacity={0.35} />
      <path class="blurred-part" d={arcPath(20, 70, ORBIT_RADIUS)} stroke-width={2} stroke-opacity={0.8} />
      <path class="blurred-part" d={arcPath(200, 250, ORBIT_RADIUS)} stroke-width={2} stroke-opacity={0.8} />
    </g>
  );
}

/** Draws the ring that the eye sees of a fast commanded rotor. */
export function GhostRing(): JSX.Element {
  return (
    <circle
      class="ghost-ring"
      r={ORBIT_RADIUS}
      fill="none"
      stroke="#0b7a75"
      stroke-width={2 * ROLLER_RADIUS}
      stroke-opacity={0.16}
    />
  );
}

interface GapProps {
  readonly rotorDeg: number;
  readonly commandedDeg: number;
}

/** Draws the angle by which the rotor lags, as an arc; a ring once it is a whole turn. */
export function Gap({ rotorDeg, commandedDeg }: GapProps): JSX.Element | null {
  const gapDeg = commandedDeg - rotorDeg;
  if (gapDeg < GAP_DEG_MIN) return null;
  const line = { class: 'gap-arc', fill: 'none', stroke: '#b3261e', 'stroke-width': 3.6, 'stroke-opacity': 0.8 };
  if (gapDeg >= 360) return <circle {...line} r={GAP_RADIUS} />;
  const fromDeg = turned(rotorDeg);
  return <path {...line} d={arcPath(fromDeg, fromDeg + gapDeg, GAP_RADIUS)} />;
}

function rollersDeg(rollerCount: number): readonly number[] {
  return Array.from({ length: rollerCount }, (_, index) => (360 / rollerCount) * index);
}

/** Returns an angle within a turn, rounded for the file. */
function turned(deg: number): number {
  const within = deg - 360 * Math.floor(deg / 360);
  return Math.round(within * 100) / 100;
}
