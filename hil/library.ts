/** What a program that installs the package may build on. */
export { Bench, type BenchOptions } from './bench.ts';
export { HilError } from './hil-error.ts';
export { problemText, readScenario } from './scenario/language/read-scenario.ts';
export { scenarioNamed, scenarioNames } from './scenario/library.ts';
export type { Measurement, Verdict } from './scenario/measurement.ts';
export type { RunResult } from './scenario/run-result.ts';
export { type RunOptions, runScenario } from './scenario/run-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
