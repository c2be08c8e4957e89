import { HilError } from '../base/hil-error.ts';
import { toolVersion } from '../base/tool-version.ts';
import { refuseClashes } from '../files/output-clash.ts';
import { chosenInvariants } from '../invariants/invariant-files.ts';
import { type JudgedTrace, type JudgeTraceOptions, judgeTrace, type ScenarioOfTrace } from '../judge/judge-trace.ts';
import type { KeptHeader } from '../judge/kept-header.ts';
import { scenarioFile, scenarioNamed, scenariosNamed } from '../scenario/library.ts';
import type { Outcome } from '../scenario/outcome.ts';
import { insensitive } from '../scenario/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { outColour } from './colour.ts';
import { listStatus } from './exit-status.ts';
import { outcomeJson, outcomeText } from './list-report.ts';
import { printFailure } from './print-failure.ts';
import { printOut } from './print-line.ts';
import { closingLine, lawsNotTriedLine } from './print-result.ts';

/** Id and version of the object that `--json` prints for a trace. */
const JUDGED_SCHEMA = 'rollerloop/judged/1';

export interface JudgeCommandOptions {
  readonly scenario?: string;
  /** Path given by `--invariants FILE`. */
  readonly invariants?: string;
  readonly shippedInvariants: boolean;
  readonly json: boolean;
}

/** One trace of the list and its outcome. `judged` is undefined for a trace that could not be judged. */
interface Entry {
  readonly path: string;
  readonly outcome: Outcome;
  readonly judged?: JudgedTrace;
}

/**
 * Judges each kept trace in turn. If a trace cannot be judged, the list goes on. Returns the exit status of the list.
 */
export function judge(paths: readonly string[], options: JudgeCommandOptions): number {
  const { scenario: asked, invariants: file, shippedInvariants: ships, json } = options;
  refuseClashes(
    [
      ...paths.map((path) => ({ name: `the trace ${path}`, path })),
      ...(asked === undefined ? [] : [{ name: `--scenario ${asked}`, path: scenarioFile(asked) }]),
      ...(file === undefined ? [] : [{ name: `--invariants ${file}`, path: file }]),
    ],
    [],
  );
  const scenario = asked === undefined ? undefined : scenarioOf(asked);
  const invariants = chosenInvariants({ file, ships });
  const entries = paths.map((path) => {
    const entry = entryOf(path, { invariants, ...(scenario === undefined ? {} : { scenario }) }, paths.length > 1);
    tell(entry, paths.length > 1, json);
    return entry;
  });
  if (json) printJson(entries);
  else if (entries.some(({ judged }) => judged !== undefined)) printOut(closingLine());
  return listStatus(entries.map(({ outcome }) => outcome));
}

/**
 * Reads the scenario of `--scenario` once. Reads it for each trace if its parameters take their values from the trace.
 */
function scenarioOf(asked: string): Scenario | ScenarioOfTrace {
  const [first, second] = scenariosNamed(asked);
  if (first !== undefined && first.parameters === undefined && second === undefined) return first;
  return (parameters) => scenarioNamed(asked, parameters);
}

function entryOf(path: string, options: JudgeTraceOptions, isOfSeveral: boolean): Entry {
  let known: Pick<Outcome, 'hash' | 'tags'> = { hash: null, tags: [] };
  const onBegin = (_: KeptHeader, { textHash, tags }: Scenario): void => {
    known = { hash: textHash === '' ? null : textHash, tags };
  };
  try {
    const judged = judgeTrace(path, { ...options, onBegin });
    const { result } = judged;
    const label = isOfSeveral ? `${result.scenario} (${path})` : result.scenario;
    const listed = { label, scenario: result.scenario, file: path, asked: path, product: result.pump, ...known };
    return { path, judged, outcome: { ...listed, kind: 'judged', result, sensitivity: insensitive } };
  } catch (failure) {
    if (!(failure instanceof HilError)) throw failure;
    const listed = {
      label: path,
      scenario: nameOf(options.scenario) ?? path,
      file: path,
      asked: path,
      product: null,
      ...known,
    };
    return { path, outcome: { ...listed, kind: 'failed', failure } };
  }
}

function nameOf(scenario: Scenario | ScenarioOfTrace | undefined): string | undefined {
  return typeof scenario === 'function' ? undefined : scenario?.name;
}

function tell({ outcome, judged }: Entry, isOfSeveral: boolean, json: boolean): void {
  if (!json && (isOfSeveral || judged !== undefined)) printOut(outcomeText(outcome).replace(/\n$/, ''));
  if (!json && judged !== undefined && judged.lawsNotTried.length > 0) printOut(lawsNotTriedLine(judged.lawsNotTried));
  if (!json && judged?.cut !== undefined) printOut(`      ${outColour.yellow('cut')}: ${judged.cut.says}`);
  if (outcome.kind === 'failed') printFailure(outcome.failure);
}

/** Prints one object, or an array if there are several. Rig and seed are unknown for a trace that cannot be read. */
function printJson(entries: readonly Entry[]): void {
  const objects = entries.map(({ path, outcome, judged }) => ({
    schema: JUDGED_SCHEMA,
    tool: toolVersion(),
    ...outcomeJson(outcome, { rig: null, seed: null }),
    trace: path,
    tracedBy: judged?.tracedBy ?? null,
    startedAt: judged?.startedAt ?? null,
    lawsNotTried: judged?.lawsNotTried ?? [],
    cut: judged?.cut ?? null,
  }));
  process.stdout.write(`${JSON.stringify(objects.length === 1 ? objects[0] : objects)}\n`);
}
