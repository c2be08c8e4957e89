import type { HilError } from '../base/hil-error.ts';
import { OutputFile } from '../files/output-file.ts';
import { VcdWriter } from './vcd-writer.ts';

const BUFFER_CHARS = 65_536;

/** Writes the waves of an emulated board to a file. */
export class VcdFile {
  readonly probe: VcdWriter;
  readonly #file: OutputFile;
  #buffer = '';

  /** Opens the file. Throws `HilError` VCD_UNWRITABLE (usage) for a path that cannot be written. */
  constructor(path: string) {
    this.#file = new OutputFile(path, { option: '--vcd', code: 'VCD_UNWRITABLE' });
    this.probe = new VcdWriter((text) => this.#write(text));
  }

  /** Receives the first failed write. */
  set onFailure(tell: (failure: HilError) => void) {
    this.#file.onFailure = tell;
  }

  /** Replaces an older file. Called when the run begins. */
  begin(): void {
    this.#file.publish();
  }

  /** Ends the file. Writes no file if the run never began. Throws VCD_UNWRITABLE (bench) if the file is incomplete. */
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
