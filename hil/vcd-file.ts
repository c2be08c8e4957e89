import { closeSync, openSync, writeSync } from 'node:fs';
import { VcdWriter } from './board/vcd-writer.ts';
import { HilError } from './hil-error.ts';

const BUFFER_CHARS = 65_536;

/** A dump of an emulated board in a file. Throws `HilError` VCD_UNWRITABLE (usage) where that cannot be opened. */
export class VcdFile {
  readonly probe: VcdWriter;
  readonly #descriptor: number;
  #buffer = '';

  constructor(path: string) {
    try {
      this.#descriptor = openSync(path, 'w');
    } catch (cause) {
      const message = `--vcd cannot write ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`;
      throw new HilError('VCD_UNWRITABLE', 'usage', message, { cause });
    }
    this.probe = new VcdWriter((text) => this.#write(text));
  }

  end(): void {
    this.probe.end();
    writeSync(this.#descriptor, this.#buffer);
    closeSync(this.#descriptor);
  }

  #write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length < BUFFER_CHARS) return;
    writeSync(this.#descriptor, this.#buffer);
    this.#buffer = '';
  }
}
