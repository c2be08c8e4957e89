import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { nativeDigestOf } from '../base/native-hash.ts';
import type { Bench } from '../bench.ts';
import { OutputFile } from '../files/output-file.ts';
import { CsvRows } from './csv-rows.ts';
import { chosenSignals } from './csv-signals.ts';

const BUFFER_CHARS = 65_536;

/** Chosen signals of one run in a CSV file. Lines that begin with `#` identify the run. */
export class CsvFile {
  readonly #file: OutputFile;
  readonly #names: readonly string[];
  readonly #head: Readonly<Record<string, string | number>>;
  #rows: CsvRows | undefined;
  #buffer = '';

  /** Opens the file. Throws `HilError` OUT_UNWRITABLE (usage) for a path that cannot be written. */
  constructor(path: string, names: readonly string[], head: Readonly<Record<string, string | number>>) {
    this.#file = new OutputFile(path, { option: '--out', code: 'OUT_UNWRITABLE' });
    this.#names = names;
    this.#head = head;
  }

  /** Replaces an older file. Called when the run begins. */
  begin({ trace, body, rig }: Bench): void {
    const { product } = body;
    const head = {
      schema: 'rollerloop/csv/1',
      ...this.#head,
      pump: product.id,
      pumpHash: nativeDigestOf(JSON.stringify(product)),
      rig: rig.identity.name,
      rigMade: rig.identity.made,
    };
    for (const [key, value] of Object.entries(head)) this.#line(`# ${key}: ${String(value).replace(/[\r\n]+/g, ' ')}`);
    this.#file.publish();
    this.#rows = new CsvRows(chosenSignals(trace.signals, this.#names), (row) => this.#line(row));
    for (const record of trace.records) this.#rows.hear(record);
  }

  hear(record: TraceRecord): void {
    this.#rows?.hear(record);
  }

  /** Ends the file. Writes no file if the run never began. Throws OUT_UNWRITABLE (bench) if the file is incomplete. */
  end(endUs: number): void {
    this.#rows?.end(endUs);
    this.#file.write(this.#buffer);
    this.#buffer = '';
    this.#file.close();
    if (this.#file.failure !== undefined) throw this.#file.failure;
  }

  #line(text: string): void {
    this.#buffer += `${text}\n`;
    if (this.#buffer.length < BUFFER_CHARS) return;
    this.#file.write(this.#buffer);
    this.#buffer = '';
  }
}
