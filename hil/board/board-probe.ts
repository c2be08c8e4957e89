/** What somebody watches on a board, with its value at a moment in processor cycles. */
export type ProbeSignal =
  | 'step'
  | 'dir'
  | 'en'
  | 'brake'
  | 'coil1'
  | 'coil2'
  | 'coil3'
  | 'coil4'
  | 'index'
  | 'rotorDeg'
  | 'shaftDeg'
  | 'fieldMt';

export interface BoardProbe {
  /** Moments never go backwards by more than the frame of a byte. */
  change(signal: ProbeSignal, value: number, cycles: number): void;
  /** A byte on a line: ten bits from `startCycles` on. */
  frame(line: 'rx' | 'tx', byte: number, startCycles: number, bitCycles: number): void;
  /** Everything before this moment has been told. */
  upTo(cycles: number): void;
}
