import type * as z from 'zod';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { digestOf } from '../../../firmware-sim/trace/digest.ts';

import { parseYaml } from '../../yaml/parse-yaml.ts';
import type { Place } from '../../yaml/place.ts';
import { EndOfReading, type Problem, Problems, type Refuse } from '../../yaml/problem.ts';
import { readTable } from '../../yaml/read-table.ts';
import type { MapTree, Tree } from '../../yaml/tree.ts';
import { definitionOf } from '../actions/action-table.ts';
import { withLaterDrugs } from '../checks/drug-signals.ts';
import { withoutFirstName } from '../expect/first-drug.ts';
import { readExpectations } from '../expect/read-expectations.ts';
import { combinationsOf, type SetValues } from '../parameters/combinations.ts';
import { mergedProblems } from '../parameters/merged-problems.ts';
import { type Combination, combinationText, plainCombination } from '../parameters/parameter.ts';
import { readParameters } from '../parameters/read-parameters.ts';
import { refuseStrayReferences, substituted } from '../parameters/substitute.ts';
import { isPumpFile } from '../pump/product-name.ts';
import { pumpOf } from '../pump/pump-schema.ts';
import type { PumpSetup, Scenario, TimelineEntry } from '../scenario.ts';
import type { ScenarioSources } from '../sources/scenario-sources.ts';
import { violationsOfAnswers } from './answered-entries.ts';
import { violationsOfCatheter } from './catheter-limits.ts';
import { movesClock, violationsOfClock } from './clock-limits.ts';
import { withMeasuredFields } from './measured-fields.ts';
import { NamedFiles, type ReadFields } from './named-files.ts';
import { type Violation, violationsOfPump, violationsOfTimeline } from './product-limits.ts';
import { readTimeline } from './read-timeline.ts';
import { rigSlipOf } from './rig-slip.ts';
import { runLengthOf } from './run-length.ts';
import { topTable } from './scenario-schema.ts';
import { violationsOfServiceLife } from './service-life-limits.ts';

export type { Problem } from '../../yaml/problem.ts';
export { problemText } from '../../yaml/problem.ts';

/** Result of reading a scenario. */
export type ReadResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Result of reading all runs of a scenario, one for each combination of its parameters. */
export type ReadAllResult =
  | { readonly ok: true; readonly scenarios: readonly Scenario[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ReadOptions {
  /** Reads the files that the scenario names. Absent: the scenario may name no file. */
  readonly sources?: ScenarioSources;
  /** Values by parameter name. A name that the scenario lacks has no effect. */
  readonly set?: SetValues;
}

/**
 * Reads a YAML scenario that has one run. Returns it, or all problems of the text. Never throws, for any text. Messages
 * name `file`.
 */
export function readScenario(text: string, file: string, options: ReadOptions = {}): ReadResult {
  const result = readScenarios(text, file, options);
  if (!result.ok) return result;
  const [scenario, second] = result.scenarios;
  if (scenario !== undefined && second === undefined) return { ok: true, scenario };
  const found = `${result.scenarios.length} combinations of parameters`;
  return { ok: false, problems: [{ file, line: 1, column: 1, found, allowed: 'a value for each parameter' }] };
}

/** Reads all runs of a YAML scenario, one for each combination of its parameters. Never throws, for any text. */
export function readScenarios(text: string, file: string, options: ReadOptions = {}): ReadAllResult {
  const problems = new Problems(file);
  const runs = unlessEnded(() => runsIn(text, problems, options));
  if (runs === undefined || !problems.isEmpty) return { ok: false, problems: problems.all };
  const fields: ReadFields = new Map();
  const read = runs.map(({ tree, combination }) => {
    const own = new Problems(file);
    const files = new NamedFiles(options.sources, own, fields);
    const scenario = unlessEnded(() => scenarioOf({ tree, text, file, combination, files }, own));
    return { scenario, combination, problems: own.all };
  });
  const scenarios = read.flatMap(({ scenario, problems: own }) =>
    scenario === undefined || own.length > 0 ? [] : [scenario],
  );
  if (scenarios.length === read.length) return { ok: true, scenarios };
  return { ok: false, problems: mergedProblems(read, read.length) };
}

function unlessEnded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof EndOfReading) return undefined;
    throw error;
  }
}

interface RunSource {
  readonly tree: Tree;
  readonly combination: Combination;
}

/** Parses the text. Substitutes the values of each combination in its tree. */
function runsIn(text: string, { refuse }: Problems, { set }: ReadOptions): readonly RunSource[] | undefined {
  const tree = parseYaml(text, refuse);
  if (tree?.kind !== 'map') return tree === undefined ? undefined : [{ tree, combination: new Map() }];
  const parameters = readParameters(tree, refuse);
  if (parameters === undefined) return undefined;
  refuseStrayReferences(tree, parameters, refuse);
  return combinationsOf(parameters, set).map((combination) => ({ tree: substituted(tree, combination), combination }));
}

/** A scenario as text, and the tree parsed from it. */
interface Source extends RunSource {
  readonly text: string;
  /** Name of the file for messages. */
  readonly file: string;
  readonly files: NamedFiles;
}

type Head = z.output<typeof topTable>;

/** Builds the scenario. It reads on after a refusal, so that one call reports all problems. */
function scenarioOf({ tree, text, file, combination, files }: Source, { refuse }: Problems): Scenario | undefined {
  const head = readTable(topTable, tree, refuse);
  if (tree.kind !== 'map') return undefined;
  const product = head === undefined ? undefined : productIn(head, tree, files);
  // If the head cannot be read, the end is unknown. Then no entry counts as too late.
  const length = runLengthOf(head, tree, refuse);
  const timeline = readTimeline(tree.entries.get('timeline')?.value, length, refuse);
  const { isWhole } = timeline;
  const entries = withMeasuredFields(timeline.entries, files, refuse);
  const written = readExpectations(tree, { entries, isWhole, ...length }, refuse);
  if (head === undefined || product === undefined) return undefined;
  const setup = withLaterDrugs(checkedPump(head, product, tree, refuse), entries);
  const pump = movesClock(setup, entries) ? { ...setup, followsLocalTime: true } : setup;
  const expect = withoutFirstName(written, pump);
  const violations = [
    ...violationsOfTimeline(entries, pump, product, expect),
    ...catheterViolations(pump, { timeline: entries, expect }, product, tree),
    ...violationsOfServiceLife({ pump, expect }, product, placeIn(pumpTreeOf(tree))),
    ...violationsOfAnswers({ timeline: entries, expect }),
    ...violationsOfClock({ pump, expect }, product, placeIn(pumpTreeOf(tree))),
  ];
  refuseAll(violations, refuse);
  const isSensed = head['field from'] !== undefined;
  const slip = rigSlipOf(head['rig slip'], tree, isSensed, refuse);
  const scenario = {
    ...namesOf(head.scenario, combination),
    says: head.says,
    tags: head.tags ?? [],
    file,
    text,
    textHash: digestOf(text),
    pump,
    ...slip,
    timeline: entries,
    expect,
    ...firmwareOf(head, tree),
    runAtMostUs: length.runAtMostUs,
    ...(length.endsAtUs === undefined ? {} : { endsAtUs: length.endsAtUs }),
    ...(isPumpFile(head.pump.product) ? { ownProduct: product } : {}),
    ...(files.read.length === 0 ? {} : { files: files.read }),
  };
  if (head['field from'] === undefined) return scenario;
  refuseSecondSource(entries, tree, refuse);
  const place = tree.entries.get('field from')?.value.place ?? tree.place;
  return { ...scenario, fieldFrom: { what: head['field from'], place } };
}

/** Returns the firmware that the scenario names; empty for the model. */
function firmwareOf({ firmware }: Head, tree: MapTree): Pick<Scenario, 'firmware'> {
  if (firmware === undefined || firmware === 'model') return {};
  return { firmware: { path: firmware, place: tree.entries.get('firmware')?.value.place ?? tree.place } };
}

/** Name of a run of a scenario with parameters: it ends in the values. */
function namesOf(name: string, combination: Combination): Pick<Scenario, 'name' | 'parameters'> {
  if (combination.size === 0) return { name };
  const parameters = plainCombination(combination);
  return { name: `${name} ${combinationText(parameters)}`, parameters };
}

function productIn({ pump }: Head, tree: MapTree, files: NamedFiles): Product | undefined {
  if (!isPumpFile(pump.product)) return productNamed(pump.product);
  return files.product(pump.product, placeIn(pumpTreeOf(tree))('product'));
}

/** Refuses a second source of the field, and pump properties that the board of a sensed run does not know. */
function refuseSecondSource(entries: readonly TimelineEntry[], tree: MapTree, refuse: Refuse): void {
  for (const { action, place } of entries) {
    if (definitionOf(action).setsField === true)
      refuse(place, 'a field in the timeline together with `field from: sensor`', 'one of the two');
  }
  const pumpTree = tree.entries.get('pump')?.value as MapTree;
  const delay = pumpTree.entries.get('restart delay');
  if (delay !== undefined)
    refuse(delay.keyPlace, '`restart delay` together with `field from: sensor`', 'one of the two');
  const catheter = pumpTree.entries.get('catheter');
  if (catheter !== undefined)
    refuse(catheter.keyPlace, '`catheter` together with `field from: sensor`', 'one of the two');
}

function checkedPump(head: Head, product: Product, tree: MapTree, refuse: Refuse): PumpSetup {
  const pumpTree = tree.entries.get('pump')?.value as MapTree;
  const pump = pumpOf(head.pump, product, pumpTree, refuse);
  refuseAll(violationsOfPump(pump, product, placeIn(pumpTree)), refuse);
  return pump;
}

function catheterViolations(
  pump: PumpSetup,
  run: Pick<Scenario, 'timeline' | 'expect'>,
  product: Product,
  tree: MapTree,
) {
  return violationsOfCatheter(pump, run, product, placeIn(pumpTreeOf(tree)));
}

function placeIn(tree: MapTree): (key: string) => Place {
  return (key) => tree.entries.get(key)?.value.place ?? tree.place;
}

function pumpTreeOf(tree: MapTree): MapTree {
  return tree.entries.get('pump')?.value as MapTree;
}

function refuseAll(violations: readonly Violation[], refuse: Refuse): void {
  for (const { place, found, allowed } of violations) refuse(place, found, allowed);
}
