import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { isOfScanner } from './picked.ts';
import { Scanner } from './scanner.tsx';
import type { Point } from './scene-layout.ts';
import type { SceneProps } from './scene-props.ts';

/** Outlines of a patient who lies on the back, 290 long, the head on the left. */
const HEAD =
  'M 63 97 C 60 108 50 114 36 113 C 22 112 13 103 14 91 C 15 80 22 72.5 32 71.5 C 34.5 71 35.5 69.4 37 69.4 C 38.8 69.4 38.6 71.8 40.5 72.6 C 44 73.4 46 74.5 48.5 76 C 51 77.5 51.5 80 54 83.5 C 57 88 62 89 63 97 Z';
const TORSO =
  'M 56 98 C 60 84 74 72 97 69 C 121 66 136 74 153 74 C 171 74 186 79 204 83 C 226 79 242 75 258 79 C 277 84 296 90 311 90 C 313 82 317 72 322 71 C 329 72 328 92 326 106 C 325 113 316 114 306 114 C 280 113 250 113 214 115 C 170 117 110 117 78 114 C 64 112 54 107 56 98 Z';
/** Arm at the side of the body, and the crease between the legs and the trunk. */
const ARM = 'M 84 92 C 100 99 124 103 148 103 C 162 103 176 101 190 99';
const SPINE = 'M 66 108 C 100 111 150 108 200 109';
const CATHETER = 'M 163 89 C 176 97 174 108 160 108 L 112 108.5';
/** Pump of this patient. */
const PUMP: Point = { x: 158, y: 86 };
const TABLE_Y = 118;
/** A patient of 1.75 m is 290 units long, and a phone 150 mm; it is drawn thicker than it is. */
const UNITS_PER_MM = 290 / 1750;
const DEVICE_LONG = 150 * UNITS_PER_MM;
const DEVICE_THICK = 5;
/** A patient beside a scanner is smaller, and lies lower. */
const BESIDE_SCANNER = { scale: 0.56, x: -6, y: 52 } as const;
const SCANNER_CENTRE_X = 252;

/** Returns the pump's place in the picture of the patient, before the patient is moved into a scanner. */
export function pumpPointOf(hasScanner: boolean): Point {
  const { scale, x, y } = BESIDE_SCANNER;
  return hasScanner ? { x: x + PUMP.x * scale, y: y + PUMP.y * scale } : PUMP;
}

/** The patient on a table, with pump and catheter. The patient moves into the scanner; the scanner stands still. */
export function Patient({ field, layout, hasMagnet, hasScanner, texts }: SceneProps): JSX.Element {
  const place = hasMagnet ? layout.patient : layout.patientAlone;
  const textSize = layout.textSize / place.scale;
  const { magnet, distanceMm } = field.value;
  const device = magnet === undefined || magnet === 'hand magnet' ? undefined : texts.scene.device(magnet, distanceMm);
  const lying = useMemo(() => <Lying />, []);
  return (
    <g class="patient" transform={`translate(${place.x} ${place.y}) scale(${place.scale})`}>
      {hasScanner ? (
        <BesideScanner isInside={isOfScanner(field.value)} label={texts.scene.scanner} textSize={textSize}>
          {lying}
        </BesideScanner>
      ) : (
        <g>
          <path class="pedestal" d={`M 96 ${TABLE_Y} h 130 l 10 34 h -150 Z`} />
          {lying}
        </g>
      )}
      {device !== undefined && !hasScanner && <Device label={device} distanceMm={distanceMm} textSize={textSize} />}
    </g>
  );
}

interface BesideScannerProps {
  readonly isInside: boolean;
  readonly label: string;
  readonly textSize: number;
  readonly children: JSX.Element;
}

function BesideScanner({ isInside, label, textSize, children }: BesideScannerProps): JSX.Element {
  const { scale, x, y } = BESIDE_SCANNER;
  const inX = SCANNER_CENTRE_X - PUMP.x * scale;
  return (
    <g>
      <path class="pedestal" d={`M 6 ${y + TABLE_Y * scale} H 162 v 9 H 104 v 61 H 56 v -61 H 6 Z`} />
      <Scanner centreX={SCANNER_CENTRE_X} label={label} textSize={textSize} />
      <g class="slides" transform={`translate(${isInside ? inX : x} ${y})`}>
        <g transform={`scale(${scale})`}>{children}</g>
      </g>
    </g>
  );
}

/** Body, pillow and table top. */
function Lying(): JSX.Element {
  return (
    <g>
      <path class="pillow" d="M 6 116 C 4 104 10 100 30 104 C 48 107 60 106 66 116 Z" />
      <path class="table" d={`M 6 ${TABLE_Y} H 336`} />
      <path class="body" d={HEAD} />
      <path class="body" d={TORSO} />
      <path class="spine" d={SPINE} />
      <path class="line" d={CATHETER} />
      <path class="arm-line" d={ARM} />
      <circle class="implant" cx={PUMP.x} cy={PUMP.y} r={9} />
    </g>
  );
}

interface DeviceProps {
  readonly label: string;
  readonly distanceMm: number;
  readonly textSize: number;
}

/** A phone or a laptop above the pump, to the scale of the patient. */
function Device({ label, distanceMm, textSize }: DeviceProps): JSX.Element {
  const y = PUMP.y - distanceMm * UNITS_PER_MM - DEVICE_THICK;
  return (
    <g class="device">
      <path class="device-gap" d={`M ${PUMP.x} ${PUMP.y} V ${y + DEVICE_THICK}`} />
      <rect x={PUMP.x - DEVICE_LONG / 2} y={y} width={DEVICE_LONG} height={DEVICE_THICK} rx={2} />
      <text x={PUMP.x + DEVICE_LONG / 2 + 6} y={y + 5} font-size={textSize}>
        {label}
      </text>
    </g>
  );
}
