import type { JSX } from 'preact';
import { arcPath, pointAt } from '../../../viewer/pump/polar.ts';
import { HOUSING_HALF } from '../../../viewer/pump/pump-geometry.ts';
import { pumpPointOf } from './patient.tsx';
import { isOfScanner } from './picked.ts';
import { skinRadius } from './scene-layout.ts';
import type { SceneProps } from './scene-props.ts';

/** Two lines from the pump in the patient to the pump in the scene: one is the other, enlarged. */
export function Lens({ field, layout, hasMagnet, hasScanner }: SceneProps): JSX.Element | null {
  const isInside = isOfScanner(field.value);
  if (layout.name === 'tall' || (hasScanner && isInside)) return null;
  const patient = hasMagnet ? layout.patient : layout.patientAlone;
  const pump = pumpPointOf(hasScanner);
  const from = `${patient.x + pump.x * patient.scale} ${patient.y + pump.y * patient.scale}`;
  const [upper, lower] = [64, 132].map((deg) => {
    const [x, y] = pointAt(deg, HOUSING_HALF * layout.pumpScale);
    return `${layout.hub.x + x} ${layout.hub.y + y}`;
  });
  return <path class="lens" d={`M ${upper} L ${from} L ${lower}`} />;
}

/** Angles between which the skin is drawn: above them the shoulder of the housing reaches it. */
const [SKIN_FROM_DEG, SKIN_TO_DEG] = [63, 128];

/** Skin over the pump, where the magnet stops. */
export function Skin({ hasMagnet, layout, texts }: SceneProps): JSX.Element | null {
  if (!hasMagnet) return null;
  const { hub, textSize } = layout;
  const radius = skinRadius(layout);
  const [x, y] = pointAt(SKIN_TO_DEG, radius);
  return (
    <g class="skin" transform={`translate(${hub.x} ${hub.y})`}>
      <path d={arcPath(SKIN_FROM_DEG, SKIN_TO_DEG, radius)} />
      <text class="quiet" x={x + 10} y={y + textSize} font-size={textSize * 0.85}>
        {texts.scene.skin}
      </text>
    </g>
  );
}
