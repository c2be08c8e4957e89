import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { LineDigest } from '../firmware-sim/trace/digest.ts';
import type { Trace } from '../firmware-sim/trace/trace.ts';
import type { Bench } from './bench.ts';
import { HilError } from './hil-error.ts';
import { nativeHash } from './native-hash.ts';
import type { Scenario } from './scenario/scenario.ts';
import { type TraceHeaderOptions, traceHeader } from './trace-header.ts';

/** Characters gathered before they are written. */
const PIECE_CHARS = 65_536;

/** A trace on disk: the header, a line a record as it comes, and a last line with the hashes. What was lived is kept, however the run ends. */
export class TraceFile {
  readonly #path: string;
  readonly #file: number;
  readonly #evidence = new LineDigest(nativeHash());
  readonly #isNew: boolean;
  #hasBegun = false;
  #piece = '';

  /**
   * Opens at once, so that a path that cannot be written is known before anything turns; what the file holds is
   * replaced only when the run begins.
   */
  constructor(path: string) {
    this.#path = path;
    this.#isNew = !existsSync(path);
    try {
      this.#file = openSync(path, 'a');
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new HilError('TRACE_UNWRITABLE', 'usage', `--trace ${path} cannot be written (${why}).`, { cause: error });
    }
  }

  begin(bench: Bench, scenario: Scenario, options: TraceHeaderOptions): void {
    this.#hasBegun = true;
    if (fstatSync(this.#file).isFile()) ftruncateSync(this.#file, 0);
    this.#line(JSON.stringify(traceHeader(bench, scenario, options)));
    for (const record of bench.trace.records) this.#line(JSON.stringify(record));
    bench.trace.listen((_record, line) => this.#line(line));
  }

  /**
   * The last line: hashes of what the pump lived through, of what the rig did, and of this file up to here.
   * A run that never began leaves no file behind.
   */
  end(trace: Trace | undefined): void {
    try {
      if (trace !== undefined) {
        const hashes = {
          fingerprint: trace.fingerprint(),
          rigHash: trace.rigHash(),
          evidenceHash: this.#evidence.hex(),
        };
        this.#piece += `${JSON.stringify({ end: 'rollerloop trace', ...hashes })}\n`;
      }
      this.#flush();
    } finally {
      closeSync(this.#file);
      if (this.#isNew && !this.#hasBegun) rmSync(this.#path, { force: true });
    }
  }

  #line(line: string): void {
    this.#evidence.add(line);
    this.#piece += `${line}\n`;
    if (this.#piece.length >= PIECE_CHARS) this.#flush();
  }

  #flush(): void {
    try {
      for (let bytes = Buffer.from(this.#piece); bytes.length > 0; )
        bytes = bytes.subarray(writeSync(this.#file, bytes));
    } catch (error) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new HilError('TRACE_UNWRITABLE', 'bench', `The trace could not be written to ${this.#path} (${why}).`, {
        cause: error,
      });
    }
    this.#piece = '';
  }
}
