import type { JSX } from 'preact';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { Moment } from '../play/moment.ts';
import type { Texts } from '../texts/texts.ts';
import { FieldGlow } from './field-glow.tsx';
import { FieldScale } from './field-scale.tsx';
import { Catheter, Housing } from './housing.tsx';
import { type Holding, Magnet } from './magnet.tsx';
import { type MagnetPlace, placeByRun, SKIN_RADIUS } from './magnet-place.ts';
import { OtherPump } from './other-pump.tsx';
import { type Device, Patient, PUMP_IN_PATIENT } from './patient.tsx';
import { RollerPump } from './roller-pump.tsx';
import { arcPath, HOUSING_RADIUS, onCircle, type SceneLayout } from './scene-layout.ts';
import { isBlurred } from './shown-angle.ts';

export interface SceneProps {
  readonly moment: Moment;
  readonly product: Product;
  readonly speed: number;
  readonly layout: SceneLayout;
  readonly isSeeThrough: boolean;
  readonly hasMagnet: boolean;
  readonly hasScanner: boolean;
  /** Place of the magnet in the user's hand; `away` if held far from the pump. */
  readonly held: MagnetPlace | 'away' | undefined;
  readonly isFlat: boolean;
  readonly holding: Holding;
  readonly texts: Texts;
  /** What the picture shows, in a sentence. */
  readonly label: string;
}

/** The scene: patient, pump with its rotor and the commanded rotor, field, magnet. */
export function Scene(props: SceneProps): JSX.Element {
  const { moment, layout, texts, label } = props;
  const { hub, field, textSize } = layout;
  const patient = props.hasMagnet ? layout.patient : layout.patientAlone;
  return (
    <svg class={`scene ${layout.name}`} viewBox={`0 0 ${layout.width} ${layout.height}`}>
      <title>{texts.scene.title}</title>
      <Definitions />
      <Lens layout={layout} patient={patient} hasScanner={props.hasScanner} isInside={isInScanner(moment)} />
      <svg role="img" aria-label={label} width={layout.width} height={layout.height} overflow="visible">
        <FieldGlow {...props} />
        <Skin {...props} />
        <g transform={`translate(${hub.x} ${hub.y})`}>
          <Pump {...props} />
        </g>
      </svg>
      <g transform={`translate(${field.x} ${field.y})`}>
        <ScaleOf {...props} />
      </g>
      <g transform={`translate(${patient.x} ${patient.y}) scale(${patient.scale})`}>
        <Patient
          hasScanner={props.hasScanner}
          isInside={isInScanner(moment)}
          scannerLabel={texts.scene.scanner}
          textSize={textSize / patient.scale}
          device={deviceOf(props)}
        />
      </g>
      <Disclaimer layout={layout} lines={texts.disclaimer} />
      <Alarm {...props} />
      {props.isSeeThrough && <Angles {...props} />}
      {props.hasMagnet && <TheMagnet {...props} />}
    </svg>
  );
}

/** A phone or a laptop near the pump. */
function deviceOf({ moment, texts }: SceneProps): Device | undefined {
  const { magnet, distanceMm } = moment.field;
  if (magnet === undefined || magnet === 'hand magnet') return undefined;
  return { label: texts.scene.device(magnet, distanceMm), distanceMm };
}

function isInScanner({ field }: Moment): boolean {
  return field.fieldMt > 0 && field.magnet === undefined;
}

function Definitions(): JSX.Element {
  return (
    <defs>
      <radialGradient id="shell" cx="0.38" cy="0.3" r="0.85">
        <stop class="metal-1" offset="0" />
        <stop class="metal-2" offset="0.6" />
        <stop class="metal-3" offset="1" />
      </radialGradient>
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

interface LensProps {
  readonly layout: SceneLayout;
  readonly patient: SceneLayout['patient'];
  readonly hasScanner: boolean;
  readonly isInside: boolean;
}

/** Two lines from the pump in the patient to the pump in the scene. */
function Lens({ layout, patient, hasScanner, isInside }: LensProps): JSX.Element | null {
  if (layout.name === 'tall' || (hasScanner && isInside)) return null;
  const scale = hasScanner ? 0.56 : 1;
  const from = {
    x: patient.x + (PUMP_IN_PATIENT.x * scale - (hasScanner ? 6 : 0)) * patient.scale,
    y: patient.y + (PUMP_IN_PATIENT.y * scale + (hasScanner ? 40 : 0)) * patient.scale,
  };
  const [upper, lower] = [52, 158].map((deg) => onCircle(layout.hub, HOUSING_RADIUS, deg));
  if (upper === undefined || lower === undefined) return null;
  return <path class="lens" d={`M ${upper.x} ${upper.y} L ${from.x} ${from.y} L ${lower.x} ${lower.y}`} />;
}

/** Skin over the pump, where the magnet stops. */
function Skin({ hasMagnet, layout, texts }: SceneProps): JSX.Element | null {
  if (!hasMagnet) return null;
  const [fromDeg, toDeg] = layout.name === 'wide' ? [35, 145] : [100, 215];
  const at =
    layout.name === 'wide'
      ? onCircle(layout.hub, SKIN_RADIUS + 8, fromDeg)
      : onCircle(layout.hub, SKIN_RADIUS + 26, 208);
  return (
    <g class="skin">
      <path d={arcPath(layout.hub, SKIN_RADIUS, fromDeg, toDeg)} />
      <text class="quiet" x={at.x + 4} y={at.y} font-size={layout.textSize * 0.9}>
        {texts.scene.skin}
      </text>
    </g>
  );
}

function Pump({ moment, product, speed, isSeeThrough, texts }: SceneProps): JSX.Element {
  const { drive } = product;
  if (drive.kind !== 'rollers') return <OtherPump moment={moment} product={product} isSeeThrough={isSeeThrough} />;
  const turn = { meanDeg: 0, degPerSecond: moment.degPerSecond, speed, stepDeg: 1 };
  return (
    <g>
      <Catheter
        moment={moment}
        isSeeThrough={isSeeThrough}
        isFast={isBlurred(turn)}
        blockedLabel={texts.scene.blocked}
      />
      <Housing />
      <RollerPump moment={moment} quantities={drive.quantities} speed={speed} isSeeThrough={isSeeThrough} />
    </g>
  );
}

function ScaleOf({ moment, product, layout, texts }: SceneProps): JSX.Element {
  const { drive } = product;
  const quantities = drive.kind === 'rollers' ? drive.quantities : undefined;
  return (
    <FieldScale
      fieldMt={moment.field.fieldMt}
      bandMt={
        quantities === undefined ? undefined : [quantities.stallFieldMtMin.value, quantities.stallFieldMtMax.value]
      }
      thresholdMt={quantities?.stallFieldMt.value}
      width={layout.field.width}
      textSize={layout.textSize}
      texts={texts.scene.field}
      decimal={texts.decimal}
    />
  );
}

/** The angles in numbers, with the state of the rotor. */
function Angles({ moment, product, layout, texts }: SceneProps): JSX.Element | null {
  if (product.drive.kind !== 'rollers') return null;
  const { x, y } = layout.angles;
  const line = layout.textSize * 1.5;
  const state = texts.rotorStates[moment.rotorState] ?? moment.rotorState;
  const isStopped = moment.rotorState !== 'turning';
  // The angles as they are shown: the third number is then the difference of the other two.
  const gapDeg = Math.floor(moment.commandedDeg) - Math.floor(moment.rotorDeg);
  return (
    <g class="angles" font-size={layout.textSize + 1}>
      <text class="ghost-text" x={x} y={y - line}>
        {texts.scene.commanded(moment.commandedDeg)}
      </text>
      <text class={isStopped ? 'warn-text' : ''} x={x} y={y}>
        {texts.scene.rotor(moment.rotorDeg, state)}
      </text>
      {gapDeg >= 3 && (
        <text class="warn-text" x={x} y={y + line}>
          {texts.scene.gap(gapDeg)}
        </text>
      )}
    </g>
  );
}

function TheMagnet({ moment, layout, held, isFlat, holding, texts }: SceneProps): JSX.Element {
  const place = held === undefined ? placeByRun(moment.field) : held === 'away' ? undefined : held;
  return (
    <Magnet place={place} isFlat={place?.isFlat ?? isFlat} layout={layout} texts={texts.magnet} holding={holding} />
  );
}

/** Disclaimer inside the picture, because the picture is copied and projected without the page. */
function Disclaimer({
  layout,
  lines,
}: {
  readonly layout: SceneLayout;
  readonly lines: readonly string[];
}): JSX.Element {
  const shown = layout.name === 'wide' ? [lines.join(' ')] : lines;
  const size = layout.textSize * 0.8;
  return (
    <text
      class="quiet disclaimer"
      y={layout.height - 7 - (shown.length - 1) * size * 1.3}
      font-size={size}
      text-anchor="middle"
    >
      {shown.map((line, index) => (
        <tspan key={line} x={layout.width / 2} dy={index === 0 ? 0 : size * 1.3}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** The alarms that the pump sounds. They are heard near the patient, so they are shown without see-through too. */
function Alarm({ moment, layout, texts }: SceneProps): JSX.Element | null {
  const { alarms } = moment;
  if (alarms.length === 0) return null;
  const { x, y } = layout.alarm;
  const causes = alarms.map((cause) => texts.logEntries[cause] ?? cause).join(', ');
  return (
    <g class="alarm" transform={`translate(${x} ${y})`}>
      <path d="M 0 -5 h 7 l 8 -7 v 24 l -8 -7 h -7 Z" />
      <path class="wave" d="M 20 -6 a 9 9 0 0 1 0 12 M 26 -11 a 16 16 0 0 1 0 22" />
      <text x={38} y={layout.textSize * 0.36} font-size={layout.textSize}>
        {causes}
      </text>
    </g>
  );
}
