import type { HilError } from '../base/hil-error.ts';
import { OutputFile } from '../files/output-file.ts';
import { VcdWriter } from './vcd-writer.ts';

const BUFFER_CHARS = 65_536;

/** A dump of an emulated board in a file. */
export class VcdFile {
  readonly probe: VcdWriter;
  readonly #file: OutputFile;
  #buffer = '';

  /** Throws `HilError` VCD_UNWRITABLE (usage) where the path cannot be written. */
  constructor(path: string) {
    this.#file = new OutputFile(path, { option: '--vcd', code: 'VCD_UNWRITABLE' });
    this.probe = new VcdWriter((text) => this.#write(text));
  }

  /** Told when a write fails. */
  set onFailure(tell: (failure: HilError) => void) {
    this.#file.onFailure = tell;
  }

  /** The run begins: an older file is replaced. */
  begin(): void {
    this.#file.publish();
  }

  /** A run that never began leaves no file behind. Throws VCD_UNWRITABLE (bench) where the file is incomplete. */
  end(): void {
    this.probe.end();
    this.#flush();
    this.#file.close();
    if (this.#file.failure !== undefined) throw this.#file.failure;
  }

  #write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length >= BUFFER_CHARS) this.#flush();
  }

  #flush(): void {
    this.#file.write(this.#buffer);
    this.#buffer = '';
  }
}
