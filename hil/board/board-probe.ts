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
  /** Receives a change. The time may be earlier than the previous one, by the frame of a byte at most. */
  change(signal: ProbeSignal, value: number, cycles: number): void;
  /** Receives a byte on a line. Its ten bits begin at `startCycles`. */
  frame(line: 'rx' | 'tx', byte: number, startCycles: number, bitCycles: number): void;
  /** States that every change before this cycle was reported. */
  upTo(cycles: number): void;
}
