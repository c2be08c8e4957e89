import type { HilError } from '../base/hil-error.ts';
import type { Bench } from '../bench.ts';
import type { BoardProbe } from '../board/board-probe.ts';
import { OutputFile } from '../files/output-file.ts';
import { boardWavesPath } from './board-waves-path.ts';
import { pumpWaves } from './pump-waves.ts';
import { VcdFile } from './vcd-file.ts';

const PIECE_CHARS = 65_536;

/**
 * Waves of one run: the signals of pump and plant on pump time and, on an emulated board, its pins on board time in a
 * second file. A file has one time axis, and either clock stands while the other runs.
 */
export class RunWaves {
  readonly #pump: OutputFile;
  readonly #board: VcdFile | undefined;
  #bench: Bench | undefined;

  /** Opens the files. Throws `HilError` VCD_UNWRITABLE (usage) for a path that cannot be written. */
  constructor(path: string, hasPins: boolean) {
    this.#pump = new OutputFile(path, { option: '--vcd', code: 'VCD_UNWRITABLE' });
    try {
      this.#board = hasPins ? new VcdFile(boardWavesPath(path)) : undefined;
    } catch (error) {
      this.#pump.close();
      throw error;
    }
  }

  /** Observer of the emulated board; undefined on another rig. */
  get probe(): BoardProbe | undefined {
    return this.#board?.probe;
  }

  /** Receives the first failed write. */
  set onFailure(tell: (failure: HilError) => void) {
    this.#pump.onFailure = tell;
    if (this.#board !== undefined) this.#board.onFailure = tell;
  }

  /** Replaces older files. Called when the run begins. */
  begin(bench: Bench): void {
    this.#bench = bench;
    this.#pump.publish();
    this.#board?.begin();
  }

  /** Replaces the older file of the pins only. Called for a board that failed before the run began. */
  beginBoard(): void {
    this.#board?.begin();
  }

  /** Writes the waves of the pump and ends both files. Throws VCD_UNWRITABLE (bench) if one of them is incomplete. */
  end(): void {
    if (this.#bench !== undefined) this.#writePump(this.#bench);
    this.#pump.close();
    this.#board?.end();
    if (this.#pump.failure !== undefined) throw this.#pump.failure;
  }

  #writePump({ trace, nowUs }: Bench): void {
    let text = '';
    for (const piece of pumpWaves(trace.records, trace.signals, nowUs)) {
      text += piece;
      if (text.length < PIECE_CHARS) continue;
      this.#pump.write(text);
      text = '';
    }
    this.#pump.write(text);
  }
}
