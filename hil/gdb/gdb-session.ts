import type { CpuWatch } from '../avr/cpu/insight.ts';
import { GdbLine } from './gdb-line.ts';
import { GdbStub } from './gdb-stub.ts';

/** Chip that a debugger looks into: the firmware's in the pump, or the sketch's on the emulated rig. */
export type GdbChip = 'firmware' | 'rig';

/** A debugger's port for one run. */
export class GdbSession {
  readonly chip: GdbChip;
  readonly port: number;
  readonly watch: CpuWatch;
  readonly #line: GdbLine;

  /** Listens at the port. `onLeft` is called once GDB has left. Throws `HilError` (usage) if another program has the port. */
  constructor(chip: GdbChip, port: number, onLeft: () => void) {
    this.chip = chip;
    this.port = port;
    this.#line = new GdbLine(port);
    this.watch = new GdbStub(this.#line, onLeft);
  }

  async close(): Promise<void> {
    await this.#line.close();
  }
}
