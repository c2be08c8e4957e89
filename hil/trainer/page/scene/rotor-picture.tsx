import type { JSX } from 'preact';
import { ARM_RADIUS, ROLLER_RADIUS } from './scene-layout.ts';

interface RotorPictureProps {
  readonly deg: number;
  readonly rollerCount: number;
  readonly kind: 'solid' | 'ghost';
  readonly isHeld: boolean;
  readonly isBlurred: boolean;
}

/** The rotor round the origin: arms, rollers, hub and index mark; a ring if it turns too fast to be seen. */
export function RotorPicture({ deg, rollerCount, kind, isHeld, isBlurred }: RotorPictureProps): JSX.Element {
  if (isBlurred) return <circle class={`${kind} blur`} r={ARM_RADIUS} />;
  const rollersDeg = Array.from({ length: rollerCount }, (_, index) => (360 / rollerCount) * index);
  return (
    <g class={`${kind} rotor-picture${isHeld ? ' held' : ''}`} transform={`rotate(${deg.toFixed(2)})`}>
      {rollersDeg.map((at) => (
        <g key={at} transform={`rotate(${at})`}>
          <path class="arm" d={`M -19 0 L -15 ${-ARM_RADIUS} L 15 ${-ARM_RADIUS} L 19 0 Z`} />
          <circle class="roller" cy={-ARM_RADIUS} r={ROLLER_RADIUS} />
          {kind === 'solid' && <circle class="axle" cy={-ARM_RADIUS} r={9} />}
        </g>
      ))}
      {kind === 'solid' && <circle class="hub" r={34} />}
      {kind === 'solid' && <circle class="axle" r={10} />}
      {kind === 'solid' && <path class="index" d={`M 0 ${-ARM_RADIUS + 46} l 8 16 h -16 Z`} />}
    </g>
  );
}
