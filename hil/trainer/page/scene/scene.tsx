import type { JSX } from 'preact';
import { AlarmSign } from './alarm-sign.tsx';
import { Angles } from './angles.tsx';
import { Disclaimer } from './disclaimer.tsx';
import { FieldGlow } from './field-glow.tsx';
import { FieldScale } from './field-scale.tsx';
import { Magnet } from './magnet.tsx';
import { placeByRun } from './magnet-place.ts';
import { Patient } from './patient.tsx';
import { PumpInScene } from './pump-in-scene.tsx';
import { Reservoir } from './reservoir.tsx';
import type { SceneProps } from './scene-props.ts';
import { Lens, Skin } from './surroundings.tsx';

/** The scene: patient, pump with its rotor and the commanded rotor, reservoir, field, magnet. */
export function Scene(props: SceneProps): JSX.Element {
  const { layout, texts, label } = props;
  const { hub, width, height } = layout;
  return (
    <svg class={`scene ${layout.name}`} viewBox={`0 0 ${width} ${height}`}>
      <title>{texts.scene.title}</title>
      <Definitions />
      <Lens {...props} />
      <svg role="img" aria-label={label} width={width} height={height} overflow="visible">
        <FieldGlow {...props} />
        <Skin {...props} />
        <g transform={`translate(${hub.x} ${hub.y})`}>
          <PumpInScene {...props} />
        </g>
      </svg>
      <ScaleOf {...props} />
      <Patient {...props} />
      <Reservoir {...props} />
      <Disclaimer layout={layout} lines={texts.disclaimer} />
      <AlarmSign {...props} />
      {props.isSeeThrough && <Angles {...props} />}
      {props.hasMagnet && <TheMagnet {...props} />}
    </svg>
  );
}

function Definitions(): JSX.Element {
  return (
    <defs>
      <radialGradient id="glow">
        <stop class="glow-1" offset="0" />
        <stop class="glow-2" offset="1" />
      </radialGradient>
      <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch-line" d="M 0 0 V 7" />
      </pattern>
    </defs>
  );
}

function ScaleOf({ field, product, layout, texts }: SceneProps): JSX.Element {
  const { drive } = product;
  const { fieldMt } = field.value;
  const quantities = drive.kind === 'rollers' ? drive.quantities : undefined;
  return (
    <FieldScale
      fieldMt={fieldMt}
      bandMt={
        quantities === undefined ? undefined : [quantities.stallFieldMtMin.value, quantities.stallFieldMtMax.value]
      }
      thresholdMt={quantities?.stallFieldMt.value}
      place={layout.field}
      textSize={layout.textSize}
      texts={texts.scene.field}
      decimal={texts.decimal}
    />
  );
}

function TheMagnet({ field, layout, held, isFlat, holding, texts }: SceneProps): JSX.Element {
  const hand = held.value;
  const place = hand === undefined ? placeByRun(field.value) : hand === 'away' ? undefined : hand;
  return (
    <Magnet
      place={place}
      isFlat={place?.isFlat ?? isFlat.value}
      layout={layout}
      texts={texts.magnet}
      holding={holding}
    />
  );
}
