import { crc16 } from '../../protocol/tables/crc16.ts';
import { nonlinearityDeg } from './as5600.ts';
import type { BenchKind } from './bench-kind.ts';

/** Size of the image with the layout of `hil/sketch/config.h`. */
export const CONFIG_BYTES = 78;
const CRC_OFFSET = 76;
const CORRECTIONS_OFFSET = 60;
const CORRECTIONS_COUNT = 16;
const COUNTS = 4096;
const MAGIC = 0x4c52;
const VERSION = 1;
const DRIVES = { 'step dir': 0, 'four wire': 1 } as const;
const part = { encoder: 1, index: 2, field: 4, servo: 8, magnet: 16, piezo: 32 } as const;
/** Field of one count of an SS49E at 5 V and ten bits: 4.8828 mV per count, 14 mV/mT. */
const FIELD_UT_PER_COUNT = 349;
const FIELD_ZERO_SIXTEENTHS = 512 * 16;
const FIELD_HYSTERESIS_TENTHS = 5;
const SERVO_OFF_US = 1000;
const SERVO_ON_US = 2000;
const BACK_STEPS_MAX = 1000;
/** Shipped value of item 21 of CONF. */
const SLIP_EVENT_MILLI_DEG = 5000;
const CALIBRATION_DATE = 20_260_101;

export interface EepromOptions {
  readonly unitNumber: number;
  /** False for a board that was never calibrated. */
  readonly calibrated: boolean;
}

/** Returns the EEPROM image of a board on this bench. */
export function eepromImage(kind: BenchKind, { unitNumber, calibrated }: EepromOptions): Uint8Array {
  const bytes = new Uint8Array(CONFIG_BYTES);
  const view = new DataView(bytes.buffer);
  const u16 = (offset: number, value: number): void => view.setUint16(offset, value, true);
  const u32 = (offset: number, value: number): void => view.setUint32(offset, value, true);
  const brakes = { none: 0, level: part.magnet, servo: part.servo };
  u16(0, MAGIC);
  bytes[2] = VERSION;
  bytes[3] = CONFIG_BYTES;
  u16(4, unitNumber);
  bytes[6] = DRIVES[kind.drive];
  bytes[8] = part.encoder | part.index | part.field | part.piezo | brakes[kind.brake];
  bytes[9] = 4 * kind.microsteps;
  u32(10, kind.turnSteps.numerator);
  u32(14, kind.turnSteps.denominator);
  u16(18, kind.stepsPerSecondMax);
  u16(20, 60_000);
  u16(22, SERVO_OFF_US);
  u16(24, SERVO_ON_US);
  u16(26, BACK_STEPS_MAX);
  u16(28, Math.max(1000, Math.ceil(1_000_000 / kind.stepsPerSecondMax)));
  view.setInt32(30, FIELD_UT_PER_COUNT, true);
  u16(34, FIELD_ZERO_SIXTEENTHS);
  u16(36, FIELD_HYSTERESIS_TENTHS);
  u32(38, calibrated ? kind.residualMilliDeg : 1000);
  u32(42, kind.backlashDeg * 1000);
  u32(46, calibrated ? CALIBRATION_DATE : 0);
  u32(50, unitNumber);
  u16(56, SLIP_EVENT_MILLI_DEG);
  if (calibrated) {
    for (let i = 0; i < CORRECTIONS_COUNT; i += 1) view.setInt8(CORRECTIONS_OFFSET + i, correction(kind, i));
  }
  return sealed(bytes);
}

/** Adds the CRC to an image. */
export function sealed(bytes: Uint8Array): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(CRC_OFFSET, crc16(bytes, CRC_OFFSET), true);
  return bytes;
}

/**
 * Returns the encoder error in counts at the reading 256 i. The error depends on the true angle that gives this
 * reading.
 */
function correction(kind: BenchKind, index: number): number {
  const seenDeg = (index * 360) / CORRECTIONS_COUNT;
  let trueDeg = seenDeg;
  // The error is below a degree and changes slowly. Three iterations leave far less than a count.
  for (let round = 0; round < 3; round += 1) trueDeg = seenDeg - nonlinearityDeg(kind.nonlinearity, trueDeg);
  return Math.round(((seenDeg - trueDeg) * COUNTS) / 360);
}
