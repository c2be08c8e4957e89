import type { JSX } from 'preact';

/** What a picture of the roller head shows. */
export interface RotorProps {
  /** Rotor angle: 0 is up, and the rotor turns clockwise. */
  readonly rotorDeg: number;
  readonly rollerCount: number;
  /** Text for readers that do not see the picture. */
  readonly label: string;
}

/** Radii in units of the picture, which is 200 wide and 200 high with the hub in its middle. */
const TRACK_RADIUS = 70;
const ROLLER_RADIUS = 16;
const HUB_RADIUS = 10;

/** Draws the roller head: track, arms, rollers and hub. */
export function Rotor({ rotorDeg, rollerCount, label }: RotorProps): JSX.Element {
  const rollersDeg = Array.from({ length: rollerCount }, (_, index) => (360 / rollerCount) * index);
  return (
    <svg class="rotor" viewBox="-100 -100 200 200" role="img" aria-label={label}>
      <circle class="track" r={TRACK_RADIUS} />
      <g transform={`rotate(${rotorDeg})`}>
        {rollersDeg.map((deg) => (
          <g key={deg} transform={`rotate(${deg})`}>
            <line class="arm" y2={-TRACK_RADIUS} />
            <circle class="roller" cy={-TRACK_RADIUS} r={ROLLER_RADIUS} />
          </g>
        ))}
      </g>
      <circle class="hub" r={HUB_RADIUS} />
    </svg>
  );
}
