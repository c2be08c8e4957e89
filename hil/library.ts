/** Public interface of the package. */

export { HilError } from './base/hil-error.ts';
export { Bench, type BenchOptions } from './bench.ts';
export { type JudgedTrace, type JudgeTraceOptions, judgeTrace } from './judge/judge-trace.ts';
export { signalAt } from './judge/signal-value.ts';
export {
  type FlowSamples,
  flowsMlPerHour,
  overallErrorPercent,
  trumpet,
  type WindowError,
} from './measure/flow-error.ts';
export { type PumpFileResult, readPumpFile } from './pump-file/read-pump-file.ts';
export type { Measurement } from './scenario/checks/measurement.ts';
export type { UndecidedReason, Verdict } from './scenario/checks/verdict.ts';
export { problemText, readScenario } from './scenario/language/read-scenario.ts';
export { scenarioNamed, scenarioNames } from './scenario/library.ts';
export type { RunResult } from './scenario/run-result.ts';
export { type RunOptions, runScenario } from './scenario/run-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
