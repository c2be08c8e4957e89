import { HilError } from '../../base/hil-error.ts';
import { needsHand } from '../../scenario/needs.ts';
import type { ListedScenario, Outcome, RanFacts } from '../../scenario/outcome.ts';
import type { RunResult, Sensitivity } from '../../scenario/run-result.ts';
import type { ListEntry } from './scenario-list.ts';

export interface Judged {
  readonly result: RunResult;
  readonly sensitivity: Sensitivity;
}

/** Result of one run: its verdicts, or its failure. */
export type RunEnd = (Judged | { readonly failure: HilError }) & {
  readonly ran?: RanFacts;
  /** Failures of its output files. They leave its verdicts as they are. */
  readonly unwritten?: readonly HilError[];
};

export interface SeriesOptions {
  /** Runs one scenario of the list. It may throw a `HilError` or return it. */
  readonly run: (entry: ListEntry) => Promise<RunEnd>;
  /** Reports a bug of this program and returns it as a failure. */
  readonly printBug: (error: unknown) => Promise<HilError>;
  /** Marks the quarantined checks of an outcome. */
  readonly mark?: (outcome: Outcome) => Outcome;
  /** True to skip the rest after the first outcome that is neither a pass nor a skip. */
  readonly isFailFast?: boolean;
  /** Failure of the options that apply to all scenarios. */
  readonly refusal?: HilError | undefined;
  /** Receives each outcome as soon as it is known. */
  readonly onOutcome: (outcome: Outcome) => void;
}

const NEEDS_A_HAND = 'it needs a magnet in a hand at the sensor; name it to run it';
/** Codes of failures that every further scenario would meet too. After one of them the rest of the list is skipped. */
const ENDS_LIST: readonly string[] = [
  'INTERRUPTED',
  'RIG_UNKNOWN',
  'PTY_UNAVAILABLE',
  'NO_LINE',
  'PUMP_NOT_RIG',
  'HEX_MISSING',
];

/**
 * Runs a list of scenarios. Each is judged, fails, or is skipped with a reason. After a failure of rig or link the next
 * scenario opens the rig again. If it fails like that too, the rest is skipped.
 */
export class ScenarioSeries {
  readonly #options: SeriesOptions;
  #isRigInDoubt = false;
  /** Reason why the rest of the list is skipped. */
  #ended: string | undefined;
  #isCut = false;

  constructor(options: SeriesOptions) {
    this.#options = options;
  }

  /** Runs the list. Returns the outcomes in the order of the list. */
  async run(entries: readonly ListEntry[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const entry of entries) {
      const found = await this.#outcomeOf(entry);
      const outcome = this.#options.mark?.(found) ?? found;
      if (this.#options.isFailFast === true && !isFine(outcome))
        this.#ended ??= `${outcome.label} did not pass (\`--fail-fast\`)`;
      this.#options.onOutcome(outcome);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async #outcomeOf(entry: ListEntry): Promise<Outcome> {
    const { isFromAll, read, ...listed } = entry;
    if (this.#ended !== undefined) return this.#skipped(listed, this.#ended);
    const { refusal } = this.#options;
    if (refusal !== undefined) {
      this.#ended = `an option for all scenarios was refused (${refusal.code})`;
      return { ...listed, kind: 'failed', failure: refusal };
    }
    if (read instanceof HilError) return { ...listed, kind: 'failed', failure: read };
    if (isFromAll && needsHand(read)) return { ...listed, kind: 'skipped', reason: NEEDS_A_HAND };
    const end = await this.#endOf(entry);
    const ran = end.ran === undefined ? {} : { ran: end.ran };
    if (!('failure' in end)) {
      this.#isRigInDoubt = false;
      const { result, sensitivity } = end;
      return { ...listed, result, sensitivity, ...ran, kind: 'judged' };
    }
    const { failure } = end;
    if (failure.code === 'TIME_LIMIT') {
      this.#ended = failure.message;
      this.#isCut = true;
      return this.#skipped(listed, `${failure.message} It ended this run.`);
    }
    if (isFromAll && isUnfit(failure)) return { ...listed, kind: 'skipped', reason: oneLine(failure.message) };
    // A board that lacks the sensor for this scenario may still run the others.
    const isSensorMissing = failure.code === 'RIG_LACKS' && needsHand(read);
    if (!isSensorMissing) this.#learn(failure, listed.label);
    return { ...listed, ...ran, kind: 'failed', failure };
  }

  #skipped(listed: ListedScenario, reason: string): Outcome {
    return { ...listed, kind: 'skipped', reason, ...(this.#isCut ? { isCut: true } : {}) };
  }

  async #endOf(entry: ListEntry): Promise<RunEnd> {
    try {
      return await this.#options.run(entry);
    } catch (error) {
      return { failure: error instanceof HilError ? error : await this.#options.printBug(error) };
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

function isFine(outcome: Outcome): boolean {
  if (outcome.kind === 'judged') return outcome.result.verdict === 'pass' || outcome.isExcused === true;
  return outcome.kind === 'skipped';
}

/** Returns whether the series would run this entry if no other entry ended the list early. */
export function isRunnable({ isFromAll, read }: ListEntry): boolean {
  return !(read instanceof HilError) && !(isFromAll && needsHand(read));
}

/**
 * Returns whether `all` skips a scenario for this failure: the pump or the rig lacks something that the scenario needs.
 */
function isUnfit({ code, fault }: HilError): boolean {
  return fault === 'usage' && !ENDS_LIST.includes(code);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
