import type { JSX } from 'preact';
import { type Look, painted } from './look.ts';
import { pointAt } from './polar.ts';
import { HOUSING_HALF } from './pump-geometry.ts';

/** Titanium housing of a pump with a roller head: broad shoulders for the ports, round below. */
const SHOULDERED =
  'M -40 -89 H 40 C 76 -89 89 -76 89 -40 V 4 C 89 54 52 89 0 89 C -52 89 -89 54 -89 4 V -40 C -89 -76 -76 -89 -40 -89 Z';
const ROUND = `M 0 ${-HOUSING_HALF} A ${HOUSING_HALF} ${HOUSING_HALF} 0 0 1 0 ${HOUSING_HALF} A ${HOUSING_HALF} ${HOUSING_HALF} 0 0 1 0 ${-HOUSING_HALF} Z`;

/** Angle and radius of each suture loop. */
const SHOULDERED_LOOPS = [
  [45, 111],
  [135, 94],
  [315, 111],
] as const;
const ROUND_LOOPS = [
  [45, 92],
  [135, 92],
  [315, 92],
] as const;

export interface HousingProps {
  readonly look: Look;
  readonly shape: 'shouldered' | 'round';
  readonly hasAccessPort: boolean;
}

/** Draws the housing with its edge, suture loops and ports. */
export function Housing({ look, shape, hasAccessPort }: HousingProps): JSX.Element {
  const outline = shape === 'round' ? ROUND : SHOULDERED;
  const loops = shape === 'round' ? ROUND_LOOPS : SHOULDERED_LOOPS;
  return (
    <g>
      {loops.map(([deg, radius]) => (
        <SutureLoop key={deg} look={look} deg={deg} radius={radius} />
      ))}
      <path {...painted(look, 'body')} d={outline} />
      <path {...painted(look, 'shell')} d={outline} transform="scale(0.955)" />
      {shape === 'round' ? (
        <Port look={look} x={0} y={-58} radius={16} />
      ) : (
        <Port look={look} x={65} y={-65} radius={12.5} />
      )}
      {hasAccessPort && (
        <Port look={look} x={shape === 'round' ? -48 : -66} y={shape === 'round' ? -50 : -65} radius={9} />
      )}
    </g>
  );
}

function SutureLoop({
  look,
  deg,
  radius,
}: {
  readonly look: Look;
  readonly deg: number;
  readonly radius: number;
}): JSX.Element {
  const [x, y] = pointAt(deg, radius);
  return <circle {...painted(look, 'loop')} cx={x} cy={y} r={5.5} />;
}

/** Draws a port: the ring around it, and the septum that a needle goes through. */
function Port({
  look,
  x,
  y,
  radius,
}: {
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}): JSX.Element {
  return (
    <g>
      <circle {...painted(look, 'port')} cx={x} cy={y} r={radius} />
      <circle {...painted(look, 'septum')} cx={x} cy={y} r={radius * 0.56} />
    </g>
  );
}
