import { LineDigest } from '../../firmware-sim/trace/digest.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { HilError } from '../base/hil-error.ts';
import { nativeHash } from '../base/native-hash.ts';
import type { Bench } from '../bench.ts';
import { OutputFile } from '../files/output-file.ts';
import type { Scenario } from './scenario.ts';
import { type TraceHeaderOptions, traceHeader } from './trace-header.ts';

/**
 * In virtual time, lines that are gathered before they are written: one write for a line would cost as much as the record
 * itself (1.7 us; in pieces of 64 lines 0.1 us a line).
 */
const PIECE_LINES_MAX = 64;

/**
 * A trace on disk: the header, a line a record, and a last line with the hashes. A run that waits for the wall writes each line as
 * it comes. In virtual time at most 64 lines wait, and none longer than until the next `flush`, which the run calls at every
 * turn of the event loop (16 ms). So a killed process leaves all but those readable, under the trace's own name.
 */
export class TraceFile {
  readonly #file: OutputFile;
  readonly #evidence = new LineDigest(nativeHash());
  #linesMax = PIECE_LINES_MAX;
  #lineCount = 0;
  #piece = '';

  /**
   * Opens at once, so that a path that cannot be written is known before anything turns; an older file is replaced only
   * when the run begins. Throws `HilError` TRACE_UNWRITABLE (usage).
   */
  constructor(path: string) {
    this.#file = new OutputFile(path, { option: '--trace', code: 'TRACE_UNWRITABLE' });
  }

  /** Told when a write fails: records of the trace are lost from here on. */
  set onFailure(tell: (failure: HilError) => void) {
    this.#file.onFailure = tell;
  }

  begin(bench: Bench, scenario: Scenario, options: TraceHeaderOptions): void {
    const isPaced = bench.rig.identity.time === 'wall' || (options.speed ?? 'auto') !== 'auto';
    if (isPaced) this.#linesMax = 1;
    this.#line(JSON.stringify(traceHeader(bench, scenario, options)));
    for (const record of bench.trace.records) this.#line(JSON.stringify(record));
    this.flush();
    this.#file.publish();
    bench.trace.listen((_record, line) => this.#line(line));
  }

  /** Writes the lines that wait. */
  flush(): void {
    this.#file.write(this.#piece);
    this.#piece = '';
    this.#lineCount = 0;
  }

  /**
   * The last line: hashes of what the pump lived through, of what the rig did, and of this file up to here. A run that
   * never began leaves no file behind. Throws TRACE_UNWRITABLE (bench) where the file is incomplete.
   */
  end(trace: Trace | undefined): void {
    if (trace !== undefined) {
      const hashes = { fingerprint: trace.fingerprint(), rigHash: trace.rigHash(), evidenceHash: this.#evidence.hex() };
      this.#piece += `${JSON.stringify({ end: 'rollerloop trace', ...hashes })}\n`;
    }
    this.flush();
    this.#file.close();
    if (this.#file.failure !== undefined) throw this.#file.failure;
  }

  #line(line: string): void {
    this.#evidence.add(line);
    this.#piece += `${line}\n`;
    this.#lineCount += 1;
    if (this.#lineCount >= this.#linesMax) this.flush();
  }
}
