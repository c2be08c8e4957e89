import { HilError } from '../base/hil-error.ts';
import type { Outcome } from '../scenario/outcome.ts';
import type { RunResult, Sensitivity } from '../scenario/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ListEntry } from './scenario-list.ts';

export interface Judged {
  readonly result: RunResult;
  readonly sensitivity: Sensitivity;
}

export interface SeriesOptions {
  readonly run: (scenario: Scenario, label: string) => Promise<Judged>;
  /** Problem of the options that apply to all scenarios. */
  readonly refusal?: HilError | undefined;
  /** Receives each outcome as soon as it is known. */
  readonly onOutcome: (outcome: Outcome) => void;
}

const NEEDS_A_HAND = 'it needs a magnet in a hand at the sensor; name it to run it';
/** Codes of failures that every scenario of the list would meet, so that the rest is skipped. */
const ENDS_LIST: readonly string[] = [
  'INTERRUPTED',
  'RIG_UNKNOWN',
  'PTY_UNAVAILABLE',
  'NO_LINE',
  'PUMP_NOT_RIG',
  'HEX_MISSING',
];

/**
 * Runs a list of scenarios: each is judged, failed or skipped with a reason. After a failure of rig or link the next scenario
 * opens the rig again. If that fails too, the rest is skipped.
 */
export class ScenarioSeries {
  readonly #options: SeriesOptions;
  #isRigInDoubt = false;
  /** Reason why the rest of the list is skipped. */
  #ended: string | undefined;

  constructor(options: SeriesOptions) {
    this.#options = options;
  }

  /** Runs the list and returns the outcomes in its order. */
  async run(entries: readonly ListEntry[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const entry of entries) {
      const outcome = await this.#outcomeOf(entry);
      this.#options.onOutcome(outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async #outcomeOf({ isFromAll, read, ...listed }: ListEntry): Promise<Outcome> {
    if (this.#ended !== undefined) return { ...listed, kind: 'skipped', reason: this.#ended };
    const { refusal } = this.#options;
    if (refusal !== undefined) {
      this.#ended = `an option for all scenarios was refused (${refusal.code})`;
      return { ...listed, kind: 'failed', failure: refusal };
    }
    if (read instanceof HilError) return { ...listed, kind: 'failed', failure: read };
    if (isFromAll && read.fieldFrom !== undefined) return { ...listed, kind: 'skipped', reason: NEEDS_A_HAND };
    try {
      const judged = await this.#options.run(read, listed.label);
      this.#isRigInDoubt = false;
      return { ...listed, kind: 'judged', ...judged };
    } catch (error) {
      const failure = error instanceof HilError ? error : (await import('./print-bug.ts')).printBug(error);
      if (isFromAll && isUnfit(failure)) return { ...listed, kind: 'skipped', reason: oneLine(failure.message) };
      // A board without the sensor that this scenario needs may serve the others.
      const isSensorMissing = failure.code === 'RIG_LACKS' && read.fieldFrom !== undefined;
      if (!isSensorMissing) this.#learn(failure, listed.label);
      return { ...listed, kind: 'failed', failure };
    }
  }

  #learn({ code, fault }: HilError, label: string): void {
    if (code === 'INTERRUPTED') this.#ended = `interrupted during ${label}`;
    else if (ENDS_LIST.includes(code)) this.#ended = `${label} could not be run on this rig (${code})`;
    if (fault !== 'rig' && fault !== 'link') return;
    if (this.#isRigInDoubt) this.#ended = `the rig failed again after it was reopened (${code} in ${label})`;
    this.#isRigInDoubt = true;
  }
}

/** Returns whether `all` skips a scenario: it needs something that this pump or rig lacks. */
function isUnfit({ code, fault }: HilError): boolean {
  return fault === 'usage' && !ENDS_LIST.includes(code);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
