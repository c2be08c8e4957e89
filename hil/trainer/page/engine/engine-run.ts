import type { EventRecord, TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { isEvent } from '../../../../firmware-sim/trace/record.ts';
import type { OpenBench } from '../../../open-bench.ts';
import { refusedText } from '../../../scenario/actions/act.ts';
import { definitionOf } from '../../../scenario/actions/action-table.ts';
import { playScenario } from '../../../scenario/play-scenario.ts';
import { refusedEntries, type Scenario } from '../../../scenario/scenario.ts';
import type { EngineReply, EntryRefusal, RunFacts, RunSummary } from './messages.ts';
import { ownMeans } from './own-means.ts';
import type { ReadPlan } from './read-plan.ts';

/** Wall time after which a run shows its progress. */
const SILENT_US = 200_000;
/** Wall time between two messages of progress. */
const PROGRESS_US = 100_000;
/** Records in one message. A larger one would hold up a frame of the page. */
const BATCH_RECORDS_MAX = 5000;

export interface EngineRunOptions {
  readonly id: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly send: (reply: EngineReply) => void;
  /** False for a run whose records the page does not need. */
  readonly sendsRecords: boolean;
  /** Time on the wall, which decides when a run is long enough to show its progress. */
  readonly wallNowUs: () => number;
}

/** Rig of a scenario in a page: `model`, or `loopback` for line faults and for a field from a sensor. */
export function ownRigOf({ timeline, fieldFrom }: Scenario): 'model' | 'loopback' {
  const needsLine = fieldFrom !== undefined || timeline.some(({ action }) => definitionOf(action).needsLine === true);
  return needsLine ? 'loopback' : 'model';
}

/** One run of a plan: sends its records in batches, and its progress if it takes long. */
export class EngineRun {
  readonly #plan: ReadPlan;
  readonly #options: EngineRunOptions;
  readonly #startUs: number;
  readonly #refusals: EntryRefusal[] = [];
  #records: TraceRecord[] = [];
  #recordCount = 0;
  #shownUs = 0;

  constructor(plan: ReadPlan, options: EngineRunOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#startUs = options.wallNowUs();
  }

  /** Runs to the end. Throws `HilError` if the run fails or is interrupted. */
  async run(): Promise<RunSummary> {
    const { scenario } = this.#plan;
    const { seed, signal } = this.#options;
    const result = await playScenario(
      scenario,
      {
        rig: ownRigOf(scenario),
        seed,
        signal,
        invariants: [],
        continuesAfterRefusal: true,
        onBench: (bench) => this.#begin(bench),
        onRecord: (record) => this.#hear(record),
        onTurn: (pumpUs) => this.#turn(pumpUs),
      },
      ownMeans,
    );
    this.#flush(result.pumpUs);
    const { fingerprint, pumpUs: endUs, studies } = result;
    return { fingerprint, endUs, recordCount: this.#recordCount, studies, refusals: this.#refusals };
  }

  #begin(bench: OpenBench): void {
    const { id, send, seed, sendsRecords } = this.#options;
    const { product } = bench.body;
    if (sendsRecords)
      send({ kind: 'begun', id, facts: factsOf(this.#plan, { seed, product, signals: bench.trace.signals }) });
    for (const record of bench.trace.records) this.#hear(record);
  }

  #hear(record: TraceRecord): void {
    this.#recordCount += 1;
    if (isEvent(record) && record.e === 'bench.refusal') this.#refusals.push(this.#refusalOf(record));
    if (!this.#options.sendsRecords) return;
    this.#records.push(record);
    if (this.#records.length >= BATCH_RECORDS_MAX) this.#flush(record.t);
  }

  #refusalOf(record: EventRecord): EntryRefusal {
    const { t: atUs, name, field, why, says } = record;
    const input = this.#plan.inputOf.get(String(name));
    const refusal = { entry: String(name), atUs, field: String(field), why: String(why), says: String(says) };
    if (input !== undefined) return { ...refusal, input };
    const unexpected = this.#unexpectedText(refusal);
    return unexpected === undefined ? refusal : { ...refusal, unexpected };
  }

  #unexpectedText({ entry: name, says }: EntryRefusal): string | undefined {
    const { base } = this.#plan.parts;
    const entry = base.timeline.find((one) => one.name === name);
    if (entry === undefined || definitionOf(entry.action).mayBeRefused === true) return undefined;
    return refusedEntries(base.expect).has(name) ? undefined : refusedText(base.file, entry.place, `"${name}"`, says);
  }

  #turn(pumpUs: number): void {
    this.#flush(pumpUs);
    const { id, send, wallNowUs } = this.#options;
    const nowUs = wallNowUs();
    if (nowUs - this.#startUs < SILENT_US || nowUs - this.#shownUs < PROGRESS_US) return;
    this.#shownUs = nowUs;
    const { endsAtUs } = this.#plan.scenario;
    send({ kind: 'progress', id, atUs: pumpUs, ...(endsAtUs === undefined ? {} : { endUs: endsAtUs }) });
  }

  #flush(toUs: number): void {
    if (this.#records.length === 0) return;
    this.#options.send({ kind: 'records', id: this.#options.id, records: this.#records, toUs });
    this.#records = [];
  }
}

/** Returns the facts of a run that are known before its first record. */
export function factsOf(
  { scenario, inputs, inputOf }: ReadPlan,
  { seed, product, signals }: Pick<RunFacts, 'seed' | 'product' | 'signals'>,
): RunFacts {
  const { name, says, timeline } = scenario;
  const entries = timeline.map((entry) => {
    const input = inputOf.get(entry.name);
    const facts = { name: entry.name, atUs: entry.atUs, action: entry.action.kind };
    return input === undefined ? facts : { ...facts, input };
  });
  return { scenario: name, says, seed, product, signals, entries, inputs };
}
