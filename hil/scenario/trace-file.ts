import { LineDigest } from '../../firmware-sim/trace/digest.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { HilError } from '../base/hil-error.ts';
import { nativeHash } from '../base/native-hash.ts';
import type { BenchOptions } from '../bench-options.ts';
import type { RigCheckState } from '../check/check-store.ts';
import { OutputFile } from '../files/output-file.ts';
import type { OpenBench } from '../open-bench.ts';
import type { TraceSink } from './play-scenario.ts';
import type { Scenario } from './scenario.ts';
import { type TraceOrigin, traceHeader } from './trace-header.ts';

/**
 * Number of lines per write in virtual time. A write per line would cost as much as the record itself: 1.7 us a line,
 * against 0.1 us in pieces of 64 lines.
 */
const PIECE_LINES_MAX = 64;

/**
 * Trace on disk: a header, one line per record, and a last line with the hashes. A run at wall speed writes each line
 * at once. In virtual time at most 64 lines wait for the next `flush`, which the run calls at every turn of the event
 * loop (16 ms). A killed process therefore leaves a readable trace that lacks at most those lines.
 */
export class TraceFile implements TraceSink {
  readonly #file: OutputFile;
  readonly #origin: TraceOrigin;
  readonly #evidence = new LineDigest(nativeHash());
  #linesMax = PIECE_LINES_MAX;
  #lineCount = 0;
  #piece = '';

  /**
   * Opens the file at once, so that an unwritable path is refused before the motor turns. `begin` replaces an older
   * file. Throws `HilError` TRACE_UNWRITABLE (usage).
   */
  constructor(path: string, origin: TraceOrigin = {}) {
    this.#origin = origin;
    this.#file = new OutputFile(path, { option: '--trace', code: 'TRACE_UNWRITABLE' });
  }

  /** Receives the first failed write. Later records of the trace are lost. */
  set onFailure(tell: (failure: HilError) => void) {
    this.#file.onFailure = tell;
  }

  /** Writes the header and the records so far, replaces an older file, and from now on writes each new record. */
  begin(bench: OpenBench, scenario: Scenario, options: BenchOptions & { readonly rigCheck: RigCheckState }): void {
    const isPaced = bench.rig.identity.time === 'wall' || (options.speed ?? 'auto') !== 'auto';
    if (isPaced) this.#linesMax = 1;
    this.#line(JSON.stringify(traceHeader(bench, scenario, { ...options, ...this.#origin })));
    for (const record of bench.trace.records) this.#line(JSON.stringify(record));
    this.flush();
    this.#file.publish();
    bench.trace.listen((_record, line) => this.#line(line));
  }

  /** Writes the waiting lines. */
  flush(): void {
    this.#file.write(this.#piece);
    this.#piece = '';
    this.#lineCount = 0;
  }

  /**
   * Writes the last line and closes the file. The line has the hashes of the pump's records, of the rig's records, and
   * of this file so far. Leaves no file if the run never began. Throws TRACE_UNWRITABLE (bench) if the file is
   * incomplete.
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
