import type { JSX } from 'preact';
import { placeByRun, pointOf } from './magnet-place.ts';
import type { SceneProps } from './scene.tsx';

/** Fields between which the glow grows from nothing to its full strength, in mT. */
const WEAK_MT = 0.3;
const STRONG_MT = 30;
const LINES = [-240, -180, -120, -60, 0, 60, 120, 180, 240];

/** The field in the scene: a glow round a magnet, parallel lines in a scanner. */
export function FieldGlow({ moment, layout, held }: SceneProps): JSX.Element | null {
  const { field } = moment;
  const place = held === 'away' ? undefined : (held ?? placeByRun(field));
  if (place !== undefined) {
    const at = pointOf(place, layout);
    return <circle class="glow" cx={at.x} cy={at.y} r={300} opacity={strength(field.fieldMt)} />;
  }
  if (field.fieldMt === 0) return null;
  if (field.magnet !== undefined) {
    const at = pointOf({ distanceMm: 10, azimuthDeg: field.azimuthDeg, isFlat: false }, layout);
    return <circle class="glow" cx={at.x} cy={at.y} r={300} opacity={strength(field.fieldMt)} />;
  }
  return (
    <g class="field-lines" transform={`translate(${layout.hub.x} ${layout.hub.y}) rotate(${field.azimuthDeg})`}>
      {LINES.map((x) => {
        const half = Math.sqrt(272 * 272 - x * x);
        return <path key={x} d={`M ${x} ${half.toFixed(0)} V ${(-half).toFixed(0)} m -5 9 l 5 -9 l 5 9`} />;
      })}
    </g>
  );
}

function strength(fieldMt: number): number {
  if (fieldMt <= WEAK_MT) return 0.15;
  return Math.min(1, 0.15 + (0.85 * Math.log(fieldMt / WEAK_MT)) / Math.log(STRONG_MT / WEAK_MT));
}
