import type { CpuWatch } from '../avr/cpu/insight.ts';
import { GdbLine } from './gdb-line.ts';
import { GdbStub } from './gdb-stub.ts';

/** A debugger's port for one run. */
export class GdbSession {
  readonly port: number;
  readonly watch: CpuWatch;
  readonly #line: GdbLine;

  /** Listens at the port. Throws `HilError` (usage) if another program has it. */
  constructor(port: number) {
    this.port = port;
    this.#line = new GdbLine(port);
    this.watch = new GdbStub(this.#line);
  }

  async close(): Promise<void> {
    await this.#line.close();
  }
}
