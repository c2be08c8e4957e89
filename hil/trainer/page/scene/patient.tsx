import type { JSX } from 'preact';

/** Path of a patient who lies on the back, 290 long, the head on the left. */
const BODY =
  'M 58 96 C 62 84 74 72 98 70 C 122 68 136 75 152 75 C 172 75 186 79 204 83 C 226 80 240 76 256 80 ' +
  'C 276 85 296 90 312 90 C 314 82 317 74 322 73 C 329 74 327 92 325 106 C 324 112 316 113 306 113 ' +
  'C 280 113 250 113 214 115 C 170 117 110 117 78 113 C 66 111 56 106 58 96 Z';
/** Pump and catheter of this patient. */
export const PUMP_IN_PATIENT = { x: 158, y: 87 };
const CATHETER = 'M 163 90 C 174 98 172 109 160 109 L 112 109';
const TABLE_Y = 118;
/** A patient of 1.75 m is 290 units long, and a phone 150 mm; it is drawn thicker than it is. */
const UNITS_PER_MM = 290 / 1750;
const DEVICE_LONG = 150 * UNITS_PER_MM;
const DEVICE_THICK = 4;
/** Scale and shift of a patient before and in the scanner. */
const SMALL = 0.56;
const CENTRE_X = 252;

interface PatientProps {
  readonly hasScanner: boolean;
  readonly isInside: boolean;
  readonly scannerLabel: string;
  readonly textSize: number;
  /** A phone or a laptop near the pump, and its distance. */
  readonly device: Device | undefined;
}

export interface Device {
  readonly label: string;
  readonly distanceMm: number;
}

/** The patient on a table, with pump and catheter. The patient moves into the scanner; the scanner stands still. */
export function Patient({ hasScanner, isInside, scannerLabel, textSize, device }: PatientProps): JSX.Element {
  if (!hasScanner)
    return (
      <g class="patient">
        <path class="table" d={`M 14 ${TABLE_Y} H 336`} />
        <Body />
        {device !== undefined && <DevicePicture {...device} textSize={textSize} />}
      </g>
    );
  const inX = CENTRE_X - PUMP_IN_PATIENT.x * SMALL;
  return (
    <g class="patient">
      <path class="gantry" d="M 180 24 h 144 a 14 14 0 0 1 14 14 v 26 h -172 v -26 a 14 14 0 0 1 14 -14 Z" />
      <rect class="bore" x={166} y={64} width={172} height={50} />
      <path class="gantry" d="M 166 114 h 172 v 22 a 10 10 0 0 1 -10 10 h -152 a 10 10 0 0 1 -10 -10 Z" />
      <text class="quiet" x={CENTRE_X} y={48} text-anchor="middle" font-size={textSize}>
        {scannerLabel}
      </text>
      <g class="slides" transform={`translate(${isInside ? inX : -6} 40)`}>
        <g transform={`scale(${SMALL})`}>
          <path class="table" d={`M 10 ${TABLE_Y} H 336`} />
          <Body />
        </g>
      </g>
    </g>
  );
}

function Body(): JSX.Element {
  return (
    <g>
      <circle class="body" cx={38} cy={92} r={20} />
      <path class="body" d={BODY} />
      <path class="spine" d="M 62 110 H 200" />
      <path class="line" d={CATHETER} />
      <circle class="implant" cx={PUMP_IN_PATIENT.x} cy={PUMP_IN_PATIENT.y} r={8.5} />
    </g>
  );
}

/** The device above the pump, to the scale of the patient. */
function DevicePicture({ label, distanceMm, textSize }: Device & { readonly textSize: number }): JSX.Element {
  const y = PUMP_IN_PATIENT.y - distanceMm * UNITS_PER_MM - DEVICE_THICK;
  return (
    <g class="device">
      <path class="device-gap" d={`M ${PUMP_IN_PATIENT.x} ${PUMP_IN_PATIENT.y} V ${y + DEVICE_THICK}`} />
      <rect x={PUMP_IN_PATIENT.x - DEVICE_LONG / 2} y={y} width={DEVICE_LONG} height={DEVICE_THICK} rx={2} />
      <text x={PUMP_IN_PATIENT.x + DEVICE_LONG / 2 + 6} y={y + 5} font-size={textSize}>
        {label}
      </text>
    </g>
  );
}
