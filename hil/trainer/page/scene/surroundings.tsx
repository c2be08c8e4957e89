import type { JSX } from 'preact';
import { arcPath, pointAt } from '../../../viewer/pump/polar.ts';
import { HOUSING_HALF } from '../../../viewer/pump/pump-geometry.ts';
import { pumpPointOf } from './patient.tsx';
import { isOfScanner, useField } from './picked.ts';
import { PUMP_SCALE, SKIN_RADIUS } from './scene-layout.ts';
import type { SceneProps } from './scene-props.ts';

/** Two lines from the pump in the patient to the pump in the scene: one is the other, enlarged. */
export function Lens({ moment, layout, hasMagnet, hasScanner }: SceneProps): JSX.Element | null {
  const isInside = isOfScanner(useField(moment));
  if (layout.name === 'tall' || (hasScanner && isInside)) return null;
  const patient = hasMagnet ? layout.patient : layout.patientAlone;
  const pump = pumpPointOf(hasScanner);
  const from = `${patient.x + pump.x * patient.scale} ${patient.y + pump.y * patient.scale}`;
  const [upper, lower] = [64, 132].map((deg) => {
    const [x, y] = pointAt(deg, HOUSING_HALF * PUMP_SCALE);
    return `${layout.hub.x + x} ${layout.hub.y + y}`;
  });
  return <path class="lens" d={`M ${upper} L ${from} L ${lower}`} />;
}

/** Skin over the pump, where the magnet stops. */
export function Skin({ hasMagnet, layout, texts }: SceneProps): JSX.Element | null {
  if (!hasMagnet) return null;
  const { hub, name, textSize } = layout;
  const [fromDeg, toDeg] = name === 'wide' ? [63, 128] : [118, 214];
  const [x, y] = pointAt(name === 'wide' ? 126 : 120, SKIN_RADIUS);
  return (
    <g class="skin" transform={`translate(${hub.x} ${hub.y})`}>
      <path d={arcPath(fromDeg, toDeg, SKIN_RADIUS)} />
      <text class="quiet" x={x + 10} y={y + textSize} font-size={textSize * 0.85}>
        {texts.scene.skin}
      </text>
    </g>
  );
}
