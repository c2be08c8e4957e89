import type { Scenario } from '../scenario.ts';
import { parseYaml } from './parse-yaml.ts';
import { type Problem, Problems } from './problem.ts';
import { pumpOf } from './pump-schema.ts';
import { readExpectations } from './read-expectations.ts';
import { readTable } from './read-table.ts';
import { readTimeline } from './read-timeline.ts';
import { topTable } from './scenario-schema.ts';
import type { MapTree, Tree } from './tree.ts';

export type { Problem } from './problem.ts';
export { problemText } from './problem.ts';

export type ReadResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const US_PER_DAY = 86_400_000_000;
const RUN_AT_MOST_DEFAULT_US = 30 * US_PER_DAY;

/** A scenario written in YAML, or all that is wrong with it; never throws, on any text. `file` is for messages. */
export function readScenario(text: string, file: string): ReadResult {
  const problems = new Problems(file);
  const tree = parseYaml(text, problems.refuse);
  const scenario = tree === undefined ? undefined : scenarioOf(tree, file, problems);
  if (scenario !== undefined && problems.isEmpty) return { ok: true, scenario };
  return { ok: false, problems: problems.all };
}

/** Reads on after a refusal, so that all problems of a file come at once. */
function scenarioOf(tree: Tree, file: string, { refuse }: Problems): Scenario | undefined {
  const head = readTable(topTable, tree, refuse);
  if (tree.kind !== 'map') return undefined;
  const pumpTree = tree.entries.get('pump')?.value as MapTree;
  const pump = head === undefined ? undefined : pumpOf(head.pump, pumpTree, refuse);
  const runAtMostUs = runAtMostOf(head);
  const timelineTree = tree.entries.get('timeline')?.value;
  const { entries, isWhole } = readTimeline(timelineTree, runAtMostUs, refuse);
  const expectTree = tree.entries.get('expect')?.value;
  if (expectTree === undefined) refuse(tree.place, 'no "expect"', 'a list of at least one expectation');
  const expect =
    expectTree === undefined ? [] : readExpectations(expectTree, { entries, isWhole, runAtMostUs }, refuse);
  if (head === undefined || pump === undefined) return undefined;
  return { name: head.scenario, says: head.says, file, pump, timeline: entries, expect, runAtMostUs };
}

/** Where the top could not be read, nothing is beyond its end. */
function runAtMostOf(head: { readonly 'run at most'?: number | undefined } | undefined): number {
  return head === undefined ? Number.POSITIVE_INFINITY : (head['run at most'] ?? RUN_AT_MOST_DEFAULT_US);
}
