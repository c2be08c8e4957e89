import { type Problem, problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';

/** Parts of a scenario. Omitted parts are valid. */
export interface Parts {
  readonly pump?: string;
  readonly timeline?: readonly string[];
  readonly expect?: readonly string[];
  readonly more?: string;
}

const PUMP = '{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }';
const EXPECT = ['{ name: no alarm, never see: pump.alarm }'];

/** `pump` is on line 3. The timeline starts on line 5. Expectations follow, from line 6 without a timeline. */
export function scenarioText({ pump = PUMP, timeline = [], expect = EXPECT, more = '' }: Parts): string {
  const items = (entries: readonly string[]): string => entries.map((entry) => `  - ${entry}\n`).join('');
  const list = timeline.length === 0 ? 'timeline: []\n' : `timeline:\n${items(timeline)}`;
  return `scenario: trial\nsays: Something happens.\npump: ${pump}\n${list}expect:\n${items(expect)}${more}`;
}

/** Returns each problem as printed, without the name of the file. */
export function problemsIn(text: string): readonly string[] {
  return foundIn(text).map((problem) => problemText(problem).replace(/^f\.yaml:/, ''));
}

export function foundIn(text: string): readonly Problem[] {
  const result = readScenario(text, 'f.yaml');
  return result.ok ? [] : result.problems;
}

export function read(parts: Parts): Scenario {
  const result = readScenario(scenarioText(parts), 'f.yaml');
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result.scenario;
}
