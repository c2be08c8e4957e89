import { crc16 } from '../../../protocol/tables/crc16.ts';

/** Places and sizes in the EEPROM image, as `hil/sketch/config.h` has them. */
const layout = {
  unitNumber: [4, 2],
  drive: [6, 1],
  options: [7, 1],
  parts: [8, 1],
  slipQuantumSteps: [9, 1],
  turnNumerator: [10, 4],
  turnDenominator: [14, 4],
  stepsPerSecondMax: [18, 2],
  segmentMsMax: [20, 2],
  brakeOffUs: [22, 2],
  brakeOnUs: [24, 2],
  backStepsMax: [26, 2],
  backStepUs: [28, 2],
  fieldUtPerCount: [30, 4],
  fieldZeroSixteenths: [34, 2],
  fieldHysteresisTenths: [36, 2],
  residualMilliDeg: [38, 4],
  backlashMilliDeg: [42, 4],
  calibrationDate: [46, 4],
  slipEventMilliDeg: [56, 2],
} as const;
export type KeptItem = keyof typeof layout;

export const part = { encoder: 1, index: 2, field: 4, servo: 8, magnet: 16, piezo: 32 } as const;
const signedField = 8;

/** The bench that the board in TypeScript simulates. */
const likeSimulatedBench: Readonly<Record<KeptItem, number>> = {
  unitNumber: 1,
  drive: 1,
  options: signedField,
  parts: part.encoder | part.field | part.servo | part.piezo,
  slipQuantumSteps: 4,
  turnNumerator: 2048,
  turnDenominator: 1,
  stepsPerSecondMax: 500,
  segmentMsMax: 60_000,
  brakeOffUs: 1000,
  brakeOnUs: 2000,
  backStepsMax: 1000,
  backStepUs: 1000,
  fieldUtPerCount: 400,
  fieldZeroSixteenths: 512 * 16,
  fieldHysteresisTenths: 5,
  residualMilliDeg: 100,
  backlashMilliDeg: 0,
  calibrationDate: 20_260_101,
  slipEventMilliDeg: 0,
};

const CRC_OFFSET = 76;

/** Returns an image as hex digits. `spoil` makes its CRC wrong. */
export function keptImage(change: Partial<Record<KeptItem, number>> = {}, spoil = false): string {
  const bytes = new Uint8Array(78);
  bytes.set([0x52, 0x4c, 1, 78]);
  for (const [item, value] of Object.entries({ ...likeSimulatedBench, ...change })) {
    const [offset, size] = layout[item as KeptItem];
    for (let i = 0; i < size; i += 1) bytes[offset + i] = value >> (8 * i);
  }
  new DataView(bytes.buffer).setUint16(CRC_OFFSET, crc16(bytes, CRC_OFFSET) ^ (spoil ? 1 : 0), true);
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
