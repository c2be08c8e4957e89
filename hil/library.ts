/** Public interface of the package. */

export type { TraceRecord } from '../firmware-sim/trace/record.ts';
export type { SignalDeclaration } from '../firmware-sim/trace/signal.ts';
export { HilError } from './base/hil-error.ts';
export { Bench, type BenchOptions } from './bench.ts';
export {
  always,
  Condition,
  EventCondition,
  eventually,
  falls,
  historically,
  not,
  once,
  rises,
  type Window,
} from './builders/condition.ts';
export { type Count, count } from './builders/count.ts';
export { quantity, timeUs, type Unit } from './builders/quantity.ts';
export { scenario } from './builders/scenario.ts';
export {
  type AllMoments,
  after,
  type Becoming,
  before,
  type CheckFacts,
  type CheckScope,
  type CountLimits,
  during,
  exceptDuring,
  type HeldTimes,
  type SeenTimes,
  type Stretch,
  throughout,
  when,
  whenever,
} from './builders/scopes.ts';
export { type DimensionOf, event, type SignalName, type State, signal, state, Term } from './builders/signal.ts';
export type { Dimension, Quantity, Time } from './builders/units.gen.ts';
export type {
  ConditionText,
  WrittenCheck,
  WrittenEntry,
  WrittenEvent,
  WrittenPump,
  WrittenScenario,
} from './builders/written.gen.ts';
export type { Invariant } from './invariants/invariant.ts';
export { type ReadInvariants, readInvariants } from './invariants/read-invariants.ts';
export { shippedInvariants } from './invariants/shipped.gen.ts';
export { type JudgedTrace, type JudgeTraceOptions, judgeTrace } from './judge/judge-trace.ts';
export { signalAt } from './judge/signal-value.ts';
export {
  type FlowSamples,
  flowsMlPerHour,
  overallErrorPercent,
  trumpet,
  type WindowError,
} from './measure/flow-error.ts';
export type { ProgramDraft } from './programmer/program-lines.ts';
export {
  type Interrogation,
  type LogEntry,
  Programmer,
  type PumpAnswer,
  type PumpEvent,
  type PumpIdentity,
  type PumpStatus,
  type Refusal,
  type Therapy,
  type WantedBolus,
} from './programmer/programmer.ts';
export { listProducts, type ProductFacts } from './pump-file/listed-product.ts';
export { type PumpFileResult, readPumpFile } from './pump-file/read-pump-file.ts';
export type { Results } from './report/results.ts';
export { BenchTrace } from './runs/bench-trace.ts';
export { KeptTrace } from './runs/kept-trace.ts';
export { RunReport, type RunReportOptions } from './runs/run-report.ts';
export type { Measurement } from './scenario/checks/measurement.ts';
export type { UndecidedReason, Verdict } from './scenario/checks/verdict.ts';
export { problemText, readScenario } from './scenario/language/read-scenario.ts';
export { scenarioNamed, scenarioNames } from './scenario/library.ts';
export { listScenarios, type ScenarioFacts } from './scenario/listed-scenario.ts';
export type { RunResult } from './scenario/run-result.ts';
export { type RunOptions, runScenario } from './scenario/run-scenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { Served } from './serve/serve-port.ts';
export { type ServedPumpPort, type ServePumpOptions, servePump } from './serve/serve-pump.ts';
export { type ServeRigOptions, serveRig } from './serve/serve-rig.ts';
