import pc from 'picocolors';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { Progress } from '../../base/progress.ts';
import type { OpenBench } from '../../open-bench.ts';
import type { Speed } from '../../rigs/rig.ts';
import type { RunOptions } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type PumpView, pumpViewOf } from '../../viewer/pump/pump-view.ts';
import { EvenTime } from '../even-time.ts';
import { productWords } from '../product-words.ts';
import { heard, type RunState, stateAtStart } from '../run-state.ts';
import { terminalText } from '../styled-text.ts';
import { eventLines, type Size } from './play-view.ts';
import { watchView } from './watch-view.ts';

/** Columns and rows of a terminal that does not tell them. */
const USUAL: Size = { columns: 80, rows: 24 };
/** Rows of the terminal that the picture leaves: the line of progress, and the line of the cursor. */
const ROWS_LEFT = 2;

/**
 * Shows a run while it goes on: each event as a line on stderr and, on a terminal, a picture of the pump below. It only
 * listens, so the run stays the same.
 */
export function watchShown(
  progress: Progress,
  scenario: Scenario,
  { speed = 'auto', hasColours }: { readonly speed?: Speed | undefined; readonly hasColours: boolean },
): Pick<RunOptions, 'onBench' | 'onRecord' | 'onTurn'> {
  const { stderr } = process;
  let watched: Watched | undefined;
  progress.picture = () => {
    if (watched === undefined) return '';
    const { columns = USUAL.columns, rows = USUAL.rows } = stderr;
    const size = { columns: columns - 1, rows: rows - ROWS_LEFT };
    return terminalText(watched.lines(size), hasColours);
  };
  return {
    onBench: (bench) => {
      watched = new Watched(bench, scenario, speed);
      progress.tellSoon(pc.createColors(hasColours).bold(scenario.name));
    },
    onRecord: (record) => {
      const words = watched?.hear(record);
      if (words === undefined) return;
      const lines = eventLines(words, stderr.isTTY === true ? stderr.columns || USUAL.columns : Infinity);
      progress.tellSoon(terminalText(lines, hasColours));
    },
    onTurn: (pumpUs) => watched?.at(pumpUs),
  };
}

/** State of a run that goes on. */
class Watched {
  readonly #title: string;
  readonly #rig: string;
  readonly #pump: PumpView;
  readonly #speed: Speed;
  readonly #time: EvenTime;
  #run: RunState;
  #shownUs = 0;

  constructor(bench: OpenBench, scenario: Scenario, speed: Speed) {
    this.#title = scenario.name;
    this.#rig = bench.rig.identity.name;
    this.#pump = pumpViewOf(bench.body.product);
    this.#speed = speed;
    this.#time = new EvenTime(scenario, bench);
    this.#run = bench.trace.records.reduce(heard, stateAtStart);
  }

  /** Takes a record. Returns its words, if it has any. */
  hear(record: TraceRecord) {
    this.#run = heard(this.#run, record);
    return productWords(record, this.#pump.drive);
  }

  at(pumpUs: number): void {
    this.#shownUs = this.#time.at(pumpUs, this.#speed);
  }

  lines(size: Size) {
    return watchView(
      {
        title: this.#title,
        rig: this.#rig,
        pump: this.#pump,
        speed: this.#speed,
        run: this.#run,
        pumpUs: this.#shownUs,
      },
      size,
    );
  }
}
