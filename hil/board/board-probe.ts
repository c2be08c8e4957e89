/** Signal of a board that a probe observes. */
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
  /** Receives a change. Times go backwards by the frame of a byte at most. */
  change(signal: ProbeSignal, value: number, cycles: number): void;
  /** Receives a byte on a line: ten bits from `startCycles` on. */
  frame(line: 'rx' | 'tx', byte: number, startCycles: number, bitCycles: number): void;
  /** Marks all changes before this cycle as reported. */
  upTo(cycles: number): void;
}
