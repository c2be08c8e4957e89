import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { HilError } from '../base/hil-error.ts';
import { quotedPath, visible } from '../base/quoted-text.ts';
import { readText } from '../files/read-text.ts';
import { type Verdict, verdicts } from '../scenario/checks/verdict.ts';

/** Size limit of the file: enough for ten thousand scenarios with ten checks each. */
const FILE_BYTES_MAX = 200_000_000;

/** Verdict of one check in an earlier call, and its margin. */
export interface CheckVerdict {
  readonly verdict: Verdict;
  /** Null for a check that has no number. */
  readonly margin: number | null;
  readonly unit: string;
}

const check = z.looseObject({
  name: z.string(),
  verdict: z.enum(verdicts as readonly [Verdict, ...Verdict[]]),
  margin: z.number().nullable().optional(),
  unit: z.string().optional(),
});
const scenario = z.looseObject({
  scenario: z.string(),
  checks: z.array(check).optional(),
  measurements: z.array(check).optional(),
});
const file = z.union([z.looseObject({ scenarios: z.array(scenario) }), z.array(scenario), scenario]);

/** Verdicts of the checks of an earlier call, by names of scenario and check. */
export class LastVerdicts {
  readonly #found = new Map<string, CheckVerdict>();

  /** Adds a verdict. If a scenario ran several times, the worst verdict is kept. */
  add(scenarioName: string, checkName: string, found: CheckVerdict): void {
    const key = keyOf(scenarioName, checkName);
    const before = this.#found.get(key);
    if (before === undefined || isWorse(found, before)) this.#found.set(key, found);
  }

  of(scenarioName: string, checkName: string): CheckVerdict | undefined {
    return this.#found.get(keyOf(scenarioName, checkName));
  }
}

function isWorse(a: CheckVerdict, b: CheckVerdict): boolean {
  if (a.verdict !== b.verdict) return verdicts.indexOf(a.verdict) < verdicts.indexOf(b.verdict);
  return a.margin !== null && (b.margin === null || a.margin < b.margin);
}

function keyOf(scenarioName: string, checkName: string): string {
  return JSON.stringify([scenarioName, checkName]);
}

/** Returns the file with the results: the path itself, or `results.json` in the folder of `run --out`. */
export function resultsFileOf(fileOrFolder: string): string {
  const isFolder = statSync(fileOrFolder, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(fileOrFolder, 'results.json') : fileOrFolder;
}

/**
 * Reads results of `run`: each a folder of `--out`, its `results.json`, or the output of `--json`. Several are the parts of one
 * campaign, as of `--shard`. Throws `HilError` (usage) RESULTS_UNREADABLE or RESULTS_INVALID.
 */
export function lastVerdictsFrom(filesOrFolders: readonly string[]): LastVerdicts {
  const last = new LastVerdicts();
  for (const one of filesOrFolders) addFrom(resultsFileOf(one), last);
  return last;
}

function addFrom(path: string, last: LastVerdicts): void {
  const allowed = 'for `--results` a folder that `run --out` wrote, or a file of `run --json`';
  const text = readText(path, { shownAs: path, bytesMax: FILE_BYTES_MAX, code: 'RESULTS', allowed });
  const read = file.safeParse(parsedJson(text, path));
  if (!read.success) throw invalid(path, 'does not contain results of `run`');
  const { data } = read;
  const scenarios = Array.isArray(data) ? data : 'scenarios' in data ? data.scenarios : [data];
  for (const one of scenarios as readonly z.output<typeof scenario>[]) {
    for (const { name, verdict, margin = null, unit = '' } of one.checks ?? one.measurements ?? [])
      last.add(one.scenario, name, { verdict, margin, unit });
  }
}

function parsedJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(path, `is not valid JSON (${visible((error as Error).message)})`);
  }
}

function invalid(path: string, what: string): HilError {
  const allowed = 'allowed: the folder of `run --out`, its results.json, or the output of `run --json`';
  return new HilError('RESULTS_INVALID', 'usage', `\`--results\`: ${quotedPath(path)} ${what}; ${allowed}.`);
}
