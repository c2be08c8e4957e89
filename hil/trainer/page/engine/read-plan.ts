import { HilError } from '../../../base/hil-error.ts';
import { didYouMean } from '../../../base/nearest-name.ts';
import { quoted } from '../../../base/quoted-text.ts';
import { problemText, readScenario } from '../../../scenario/language/read-scenario.ts';
import { combinationsOf } from '../../../scenario/parameters/combinations.ts';
import { readParameters } from '../../../scenario/parameters/read-parameters.ts';
import { substituted } from '../../../scenario/parameters/substitute.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { parseYaml } from '../../../yaml/parse-yaml.ts';
import { type Problem, Problems } from '../../../yaml/problem.ts';
import type { MapTree } from '../../../yaml/tree.ts';
import type { AddedEntry, NamedText, RunPlan, ScenarioSource, TextProblem } from './messages.ts';
import { PageSources } from './page-sources.ts';
import { roundedEntry } from './rounded-entry.ts';
import { type ExpectedRefusal, type SessionParts, sessionEntries, sessionText } from './session-text.ts';
import type { ShippedLibrary } from './shipped-library.ts';

/** A plan that can run. */
export interface ReadPlan {
  readonly ok: true;
  /** The scenario that runs: as written, or with the inputs on its timeline. */
  readonly scenario: Scenario;
  /** Inputs as they act. */
  readonly inputs: readonly AddedEntry[];
  /** Index of the input by the name of its entry. */
  readonly inputOf: ReadonlyMap<string, number>;
  readonly parts: SessionParts;
  readonly files: readonly NamedText[];
}

export type PlanResult = ReadPlan | { readonly ok: false; readonly problems: readonly TextProblem[] };

interface Base {
  readonly text: string;
  readonly file: string;
  readonly files: readonly NamedText[];
}

/**
 * Reads a plan. A plan without inputs, end or product is the scenario as it is written; any other becomes a session, whose
 * YAML is read as the command line reads it. Throws `HilError` SCENARIO_UNKNOWN (usage).
 */
export function readPlan(plan: RunPlan, library: ShippedLibrary): PlanResult {
  const { product, seed: _seed, untilUs } = plan;
  const source = baseOf(plan.source, library);
  const files = product?.kind === 'file' ? [...source.files, product.file] : source.files;
  const set = new Map(Object.entries(plan.set ?? {}));
  const read = readScenario(source.text, source.file, { sources: new PageSources(source.files), set });
  if (!read.ok) return { ok: false, problems: read.problems.map((problem) => said(problem)) };
  const base = read.scenario;
  const inputs = plan.inputs.map(roundedEntry);
  const parts: SessionParts = {
    base,
    tree: treeOf(source.text, set),
    product: product === undefined ? undefined : product.kind === 'shipped' ? product.id : product.file.path,
    inputs,
    endsAtUs: endOf(plan, base, inputs),
    refusals: [],
  };
  const isAsWritten = inputs.length === 0 && product === undefined && untilUs === undefined;
  if (isAsWritten) return { ok: true, scenario: base, inputs, inputOf: new Map(), parts, files };
  return readSession(parts, files);
}

/** Reads the YAML of a session. A program beyond the limits of the pump runs too: the pump refuses it. */
export function readSession(parts: SessionParts, files: readonly NamedText[]): PlanResult {
  const first = readOnce(parts, files);
  if (first.ok) return first;
  const beyond = first.problems.flatMap(({ input }) => programNamed(parts, input));
  if (beyond.length === 0) return first;
  const second = readOnce({ ...parts, refusals: [...parts.refusals, ...beyond] }, files);
  return second.ok ? { ...second, parts } : first;
}

function readOnce(parts: SessionParts, files: readonly NamedText[]): PlanResult {
  const entries = sessionEntries(parts);
  const inputOf = new Map(entries.flatMap(({ name, input }) => (input === undefined ? [] : [[name, input]])));
  const file = sessionFile(parts.base);
  const text = textOf(parts, file);
  if (typeof text !== 'string') return { ok: false, problems: [text] };
  const read = readScenario(text, file, { sources: new PageSources(files) });
  if (read.ok) return { ok: true, scenario: read.scenario, inputs: parts.inputs, inputOf, parts, files };
  const lines = linesOf(text);
  const problems = read.problems.map((problem) => {
    const index = problem.file === file ? lines.findLastIndex((line) => line <= problem.line) : -1;
    return said(problem, problem.line < (lines.at(-1) ?? 0) + 1 ? entries[index]?.input : undefined);
  });
  return { ok: false, problems };
}

/** Returns the YAML, or the problem of a value that YAML cannot hold. */
function textOf(parts: SessionParts, file: string): string | TextProblem {
  try {
    return sessionText(parts);
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    const { message } = error;
    return { file, line: 1, column: 1, found: message, allowed: 'a value that YAML holds', says: message };
  }
}

/** Returns the first lines of the entries of a timeline. */
function linesOf(text: string): readonly number[] {
  const timeline = treeOf(text, new Map()).entries.get('timeline')?.value;
  return timeline?.kind === 'list' ? timeline.items.map(({ place }) => place.line) : [];
}

/** Returns the refusal to expect of an input that programs the pump. */
function programNamed(parts: SessionParts, input: number | undefined): readonly ExpectedRefusal[] {
  const entry = sessionEntries(parts).find((one) => input !== undefined && one.input === input);
  return entry?.written.program === undefined ? [] : [{ entry: entry.name, by: 'program' }];
}

/** Name of the file of a session. */
export function sessionFile({ name }: Scenario): string {
  return `${name.split(' ')[0]}-session.yaml`;
}

function baseOf(source: ScenarioSource, { scenarios }: ShippedLibrary): Base {
  if (source.kind === 'text') return { text: source.text, file: source.file, files: source.files ?? [] };
  const shipped = scenarios.find(({ name }) => name === source.name);
  if (shipped !== undefined) return { ...shipped, file: `${shipped.name}.yaml` };
  const names = scenarios.map(({ name }) => name);
  const message = `Unknown scenario ${quoted(source.name)}; allowed: one of the ${names.length} scenarios in this page.${didYouMean(source.name, names)}`;
  throw new HilError('SCENARIO_UNKNOWN', 'usage', message);
}

/** Returns the tree of a scenario that has been read, with the values of its parameters. */
function treeOf(text: string, set: ReadonlyMap<string, string>): MapTree {
  const { refuse } = new Problems('');
  const tree = parseYaml(text, refuse) as MapTree;
  const [combination] = combinationsOf(readParameters(tree, refuse) ?? [], set);
  return substituted(tree, combination ?? new Map());
}

function endOf({ untilUs }: RunPlan, { timeline }: Scenario, inputs: readonly AddedEntry[]): number {
  if (untilUs !== undefined) return Math.max(0, Math.round(untilUs));
  return Math.max(timeline.at(-1)?.atUs ?? 0, ...inputs.map(({ atUs }) => atUs));
}

function said(problem: Problem, input?: number): TextProblem {
  return { ...problem, says: problemText(problem), ...(input === undefined ? {} : { input }) };
}
