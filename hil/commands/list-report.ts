import { counted } from '../base/counted.ts';
import { toolVersion } from '../base/tool-version.ts';
import { comparisonLines } from '../report/comparison.ts';
import { repetitionLines } from '../report/repetitions.ts';
import type { Results } from '../report/results.ts';
import { failureResultOf, verdictOfFailure } from '../report/results-of.ts';
import { countsText } from '../report/totals.ts';
import type { Speed } from '../rigs/rig.ts';
import type { Outcome } from '../scenario/outcome.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { outColour } from './colour.ts';
import { printFailure } from './print-failure.ts';
import { printErr, printOut } from './print-line.ts';
import { assumptionLine, closingLine, jsonOf, textOf } from './print-result.ts';

/** Id and version of the object that `--json` prints for a scenario. */
const RUN_SCHEMA = 'rollerloop/run/1';
/** Id and version of the last object of `--json-lines`. */
const TOTALS_SCHEMA = 'rollerloop/totals/1';
/**
 * Length limit of a reason in the list. Stderr shows the whole message of a failure. JSON and JUnit hold the whole
 * reason of a skip.
 */
const SENTENCE_CHARS_MAX = 200;

/** Choices that apply to all scenarios of a list. */
export interface ListChoices {
  readonly pump?: string;
  /** Null if the rig is unknown, as for a trace that cannot be read. */
  readonly rig: string | null;
  readonly seed: number | null;
}

/** Choices for the printed report of a list. */
export interface ReportForm extends ListChoices {
  readonly speed: Speed;
  readonly faults?: string;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly jsonLines: boolean;
}

/**
 * Prints each outcome of a list as soon as it is known, or all at the end for `--json`. Prints totals too. Failures go
 * to stderr.
 */
export class RunPrinter {
  readonly #asked: ReportForm;
  readonly #isOfSeveral: boolean;
  /** True once a quiet report has shown a scenario that the time limit skipped. It shows the first alone. */
  #wasCut = false;

  constructor(asked: ReportForm, count: number) {
    this.#asked = asked;
    this.#isOfSeveral = count > 1;
  }

  outcome(outcome: Outcome): void {
    const { json, jsonLines, quiet } = this.#asked;
    if (jsonLines) printJson(this.#json(outcome));
    else if (!json && this.#isShown(outcome, quiet)) {
      printOut(outcomeText(outcome, this.#isOfSeveral).replace(/\n$/, ''));
    }
    if (outcome.kind === 'failed') printFailure(outcome.failure);
  }

  /** Prints the totals of the whole list and the lines that concern all its scenarios. */
  end(outcomes: readonly Outcome[], results: Results): void {
    const { json, jsonLines, quiet } = this.#asked;
    if (json) {
      const objects = outcomes.map((outcome) => this.#json(outcome));
      printJson(objects.length === 1 ? objects[0] : objects);
      // The objects of single scenarios have no place for them.
      for (const line of callLines(results)) printErr(line);
    } else if (jsonLines) printJson(totalsJson(results));
    else for (const line of endLines(results, this.#isOfSeveral, quiet)) printOut(line);
  }

  /**
   * Returns an object without date, host or duration, so that equal calls print equal bytes. `results.json` has these
   * facts.
   */
  #json(outcome: Outcome): object {
    const { speed, faults = null } = this.#asked;
    return { schema: RUN_SCHEMA, tool: toolVersion(), ...outcomeJson(outcome, this.#asked), speed, faults };
  }

  #isShown(outcome: Outcome, isQuiet: boolean): boolean {
    if (!isQuiet) return this.#isOfSeveral || outcome.kind !== 'failed';
    if (outcome.kind === 'judged') return outcome.result.verdict !== 'pass' || outcome.quarantined !== undefined;
    if (outcome.kind === 'failed') return this.#isOfSeveral;
    const isFirstCut = outcome.isCut === true && !this.#wasCut;
    this.#wasCut ||= isFirstCut;
    return isFirstCut;
  }
}

function printJson(object: object | undefined): void {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}

/** Returns the last line of `--json-lines`. It holds the totals; every other line holds a scenario. */
function totalsJson({ totals, assumed, comparison, repetitions, quarantineNotes, disclaimer }: Results): object {
  const identity = { schema: TOTALS_SCHEMA, tool: toolVersion() };
  return { ...identity, totals, assumed, comparison, repetitions, quarantineNotes, disclaimer };
}

/** Returns the lines that concern several scenarios, or none of them: quarantine, repetitions, earlier results. */
function callLines({ quarantineNotes, repetitions, comparison }: Results): readonly string[] {
  return [
    ...quarantineNotes.map((note) => `${outColour.yellow('quarantine')}: ${note}`),
    ...repetitionLines(repetitions),
    ...(comparison === null ? [] : comparisonLines(comparison)),
  ];
}

/** Returns the lines after the last outcome. For a single scenario its own text has totals and assumptions. */
function endLines(results: Results, isOfSeveral: boolean, isQuiet: boolean): readonly string[] {
  const { totals, scenarios, assumed } = results;
  const wasJudged = scenarios.some(({ fingerprint }) => fingerprint !== null);
  const totalLine = `${outColour.bold(`${counted(scenarios.length, 'scenario')}`)}: ${countsText(totals.scenarios)}; checks: ${countsText(totals.checks)}`;
  const isWhole = isOfSeveral && !isQuiet;
  return [
    ...callLines(results),
    ...(isWhole && assumed.length > 0 ? [assumptionLine(assumed).trimStart()] : []),
    ...(isOfSeveral || isQuiet || scenarios.length === 0 ? [totalLine] : []),
    ...(wasJudged ? [closingLine()] : []),
  ];
}

/** Returns the object that `--json` prints for one scenario of a list. */
export function outcomeJson(outcome: Outcome, { pump, rig, seed }: ListChoices): object {
  const { scenario, label, file, product, hash, tags, parameters, inputs } = outcome;
  const named = {
    label,
    file,
    scenarioHash: hash,
    tags,
    ...(parameters === undefined ? {} : { parameters }),
    ...(inputs === undefined ? {} : { inputs }),
  };
  if (outcome.kind === 'judged') {
    const quarantined = outcome.quarantined === undefined ? {} : { quarantined: outcome.quarantined };
    return { ...jsonOf(outcome.result, outcome.sensitivity), ...named, ...quarantined };
  }
  const asked = { scenario, ...named, pump: pump ?? product, rig, seed };
  if (outcome.kind === 'skipped')
    return { ...asked, verdict: 'skipped', reason: outcome.reason, disclaimer: DISCLAIMER };
  const { failure } = outcome;
  return {
    ...asked,
    verdict: verdictOfFailure(failure),
    failure: failureResultOf(failure),
    disclaimer: DISCLAIMER,
  };
}

/** Returns the text that stdout shows for one scenario of a list. Stderr shows the whole failure. */
export function outcomeText(outcome: Outcome, isOfSeveral = false): string {
  const { label } = outcome;
  if (outcome.kind === 'judged') {
    const { result, sensitivity, quarantined, isExcused = false } = outcome;
    const marks = quarantined === undefined ? {} : { quarantined };
    return textOf(result, sensitivity, { label, isOfSeveral, isExcused, ...marks });
  }
  if (outcome.kind === 'skipped') return `${outColour.dim('SKIPPED')}  ${label}: ${shortened(outcome.reason)}\n`;
  const { fault, code, message } = outcome.failure;
  const [sentence = ''] = message.split('\n');
  const why = fault === 'usage' ? `refused (${code})` : `failure of ${fault} (${code})`;
  // An interrupt is a wish of the user, and its sentence says so.
  const what = code === 'INTERRUPTED' ? '' : `${why}: `;
  return `${outColour.yellow('NOT DECIDED')}  ${label}: ${what}${shortened(sentence)}\n`;
}

function shortened(text: string): string {
  return text.length > SENTENCE_CHARS_MAX ? `${text.slice(0, SENTENCE_CHARS_MAX)}...` : text;
}
