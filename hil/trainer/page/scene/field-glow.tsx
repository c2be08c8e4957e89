import type { JSX } from 'preact';
import { type MagnetPlace, placeByRun, pointOf } from './magnet-place.ts';
import type { SceneProps } from './scene-props.ts';

/** Fields between which the glow grows from nothing to its full strength, in mT. */
const WEAK_MT = 0.3;
const STRONG_MT = 30;
const GLOW_RADIUS = 320;
/** Lines of a scanner's field, by their distance from the hub, and the circle that they fill. */
const LINES = [-250, -190, -130, -65, 0, 65, 130, 190, 250];
const LINES_RADIUS = 300;

/** The field in the scene: a glow around a magnet, parallel lines in a scanner. */
export function FieldGlow({ field: now, layout, held }: SceneProps): JSX.Element | null {
  const field = now.value;
  const hand = held.value;
  const place = hand === 'away' ? undefined : (hand ?? placeByRun(field));
  const near: MagnetPlace | undefined =
    place ?? (field.magnet === undefined ? undefined : { distanceMm: 10, azimuthDeg: field.azimuthDeg, isFlat: false });
  if (place === undefined && field.fieldMt === 0) return null;
  if (near === undefined) return <Lines deg={field.azimuthDeg} {...layout.hub} />;
  const at = pointOf(near, layout);
  return <circle class="glow" cx={at.x} cy={at.y} r={GLOW_RADIUS} opacity={strength(field.fieldMt)} />;
}

interface LinesProps {
  readonly deg: number;
  readonly x: number;
  readonly y: number;
}

function Lines({ deg, x, y }: LinesProps): JSX.Element {
  return (
    <g class="field-lines" transform={`translate(${x} ${y}) rotate(${deg})`}>
      {LINES.map((from) => {
        const half = Math.round(Math.sqrt(LINES_RADIUS ** 2 - from ** 2));
        return <path key={from} d={`M ${from} ${half} V ${-half} m -7 13 l 7 -13 l 7 13`} />;
      })}
    </g>
  );
}

function strength(fieldMt: number): number {
  if (fieldMt <= WEAK_MT) return 0.15;
  return Math.min(1, 0.15 + (0.85 * Math.log(fieldMt / WEAK_MT)) / Math.log(STRONG_MT / WEAK_MT));
}
