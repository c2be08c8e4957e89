import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import type { Invariant } from '../invariants/invariant.ts';
import { shippedInvariants } from '../invariants/shipped.gen.ts';
import { isPump, readPumpFile } from '../pump-file/read-pump-file.ts';
import { RunChecks } from '../scenario/expect/run-checks.ts';
import { readScenario } from '../scenario/language/read-scenario.ts';
import { mayMatter, otherLaws } from '../scenario/law-flips.ts';
import { resultOf } from '../scenario/run-facts.ts';
import type { LawSubject, RunResult } from '../scenario/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { timed } from '../scenario/sensed-run.ts';
import { problemText } from '../yaml/problem.ts';
import { cutVerdicts } from './cut-verdicts.ts';
import type { KeptHeader } from './kept-header.ts';
import { KeptRun } from './kept-run.ts';
import { KeptSources } from './kept-sources.ts';
import { mustHaveSameCourse } from './same-course.ts';
import { type TraceEnd, TraceReader } from './trace-reader.ts';
import type { TraceSource } from './trace-source.ts';

export interface JudgeTraceOptions {
  /** Replaces the expectations of the trace's own scenario. Everything else in the scenario must be the same. */
  readonly scenario?: Scenario | ScenarioOfTrace;
  /** Invariants to check. Absent: the shipped ones; an empty list: none. */
  readonly invariants?: readonly Invariant[];
  /** Receives header and scenario before the first record. */
  readonly onBegin?: (header: KeptHeader, scenario: Scenario) => void;
  /** Receives every record of the trace. Absent: only the records that the checks need are read. */
  readonly onRecord?: (record: TraceRecord) => void;
}

/** Returns the scenario whose expectations are judged. A scenario with parameters takes their values from the trace. */
export type ScenarioOfTrace = (parameters: Readonly<Record<string, string>>) => Scenario;

/** A kept trace, judged again without a pump. */
export interface JudgedTrace {
  readonly path: string;
  readonly result: RunResult;
  /** Version of the program that wrote the trace, and the time at which its run began. */
  readonly tracedBy: string;
  readonly startedAt: string;
  /** Unpublished laws whose alternatives may change a verdict. A run tries them; a trace holds one course of the pump. */
  readonly lawsNotTried: readonly LawSubject[];
  /** Set if the trace ends before its run did. The verdicts then cover only the time before the cut. */
  readonly cut?: { readonly afterLine: number; readonly pumpUs: number; readonly says: string };
}

/**
 * Judges a kept trace without a pump. The verdicts equal those of the run. Throws the `HilError` that ended the run.
 * Throws `HilError` (usage) for a file that is not a trace of this version or was edited.
 */
export function judgeSource(source: TraceSource, options: JudgeTraceOptions = {}): JudgedTrace {
  const { path } = source;
  const reader = new TraceReader(source);
  try {
    const { header } = reader;
    mustBeAPump(header, path);
    const scenario = scenarioOf(header, path, options.scenario);
    const checks = new RunChecks(scenario, header.pump, header.signals, options.invariants ?? shippedInvariants);
    const run = new KeptRun(checks, checks.signalsOf(header.signals), header.rig.resolutionDeg);
    options.onBegin?.(header, scenario);
    if (options.onRecord === undefined) {
      const { signals } = header;
      reader.readOnly(checks.signalsRead(signals), run.sinks(checks.signalsFollowed));
    }
    for (let record = reader.next(); record !== undefined; record = reader.next()) {
      run.hear(record);
      options.onRecord?.(record);
    }
    run.reach(reader.lastUs);
    const end = reader.end as TraceEnd;
    const { failure } = run;
    if (failure !== undefined && failure.code !== 'INTERRUPTED') throw failureOf(failure, path);
    return judged(path, { header, scenario, checks, run, end }, reader.place.line);
  } finally {
    reader.close();
  }
}

interface Read {
  readonly header: KeptHeader;
  readonly scenario: Scenario;
  readonly checks: RunChecks;
  readonly run: KeptRun;
  readonly end: TraceEnd;
}

function judged(path: string, { header, scenario, checks, run, end }: Read, lastLine: number): JudgedTrace {
  const { pump, rig, speed, sensedField } = header;
  const cut = cutOf(path, run, end, lastLine);
  const { resolutionDeg, rigUs, signals } = run;
  const endUs = cut?.pumpUs ?? run.lastUs;
  const read = { signals, endUs, isCut: cut !== undefined };
  const measurements = checks.judge(read);
  const sensed =
    sensedField === null || rigUs === undefined ? sensedField : timed(sensedField, { rigUs, pumpUs: endUs, speed });
  const result = resultOf({
    scenario,
    product: pump,
    rig: { ...rig, resolutionDeg },
    seed: header.seed,
    fingerprint: end.fingerprint,
    pumpHash: header.pumpHash,
    rigHash: end.rigHash,
    measurements: cut === undefined ? measurements : cutVerdicts(checks, measurements, endUs),
    invariants: checks.judgeInvariants(read),
    studies: checks.studies,
    pumpUs: endUs,
    rotorFacts: run.rotor.facts,
    rigCheck: header.rigCheck,
    ...(sensed === null ? {} : { sensed }),
    ...(header.firmware == null ? {} : { firmware: header.firmware }),
  });
  const origin = { tracedBy: header.tool.version, startedAt: header.startedAt };
  // The laws are the model's. A firmware under test has its own.
  const laws = header.firmware == null ? otherLaws(scenario, pump) : [];
  const others = laws.filter((other) => mayMatter(other, run.rotor.facts));
  const lawsNotTried = [...new Set(others.map(({ of }) => of))];
  return { path, result, lawsNotTried, ...origin, ...(cut === undefined ? {} : { cut }) };
}

/**
 * Returns the place where a trace ends before its run did; undefined for a complete trace. Records of the last
 * microsecond may be missing, so the verdicts cover the time before it.
 */
function cutOf(path: string, run: KeptRun, { cutAfterLine }: TraceEnd, lastLine: number): JudgedTrace['cut'] {
  if (run.rigUs !== undefined && cutAfterLine === undefined) return undefined;
  const pumpUs = Math.max(0, run.lastUs - 1);
  if (run.failure !== undefined)
    return { afterLine: cutAfterLine ?? lastLine, pumpUs, says: `the run was interrupted; judged up to there` };
  if (cutAfterLine === undefined) throw noEnd(path, lastLine);
  const says = `the trace is cut after line ${cutAfterLine}; judged up to there, and its hashes could not be checked`;
  return { afterLine: cutAfterLine, pumpUs, says };
}

function noEnd(path: string, line: number): HilError {
  const message = `${path}:${line}: found the hashes, and neither \`bench.end\` nor \`bench.failure\` above them; allowed: a trace of a run that ended.`;
  return new HilError('TRACE_INVALID', 'usage', message);
}

/**
 * Returns the scenario whose expectations are judged: the trace's own scenario, or another one with the same course.
 */
function scenarioOf(header: KeptHeader, path: string, asked: JudgeTraceOptions['scenario']): Scenario {
  const { scenarioText, scenarioFile, scenarioBuilt, scenarioParameters } = header;
  const parameters = scenarioParameters ?? {};
  const other = typeof asked === 'function' ? asked(parameters) : asked;
  if (scenarioText !== '') {
    const set = new Map(Object.entries(parameters));
    const read = readScenario(scenarioText, scenarioFile, { sources: new KeptSources(header), set });
    if (!read.ok) throw badHeader(path, 'scenario', read.problems.map(problemText));
    if (other !== undefined) mustHaveSameCourse(read.scenario, other, path);
    return other ?? builtAs(read.scenario, header);
  }
  if (other === undefined || scenarioBuilt === null) {
    const message = `${path}:1: the scenario ${header.scenario} was built by a program, so the trace has no text of it.`;
    const hint = 'Name the scenario with `--scenario FILE`, or judge the trace in the program that built it.';
    throw new HilError('TRACE_NO_TEXT', 'usage', message, { hint });
  }
  mustHaveSameCourse(scenarioBuilt as Scenario, other, path);
  return other;
}

/** Returns a scenario with the call that built it, where a program did. */
function builtAs(scenario: Scenario, { scenarioBuiltAt }: KeptHeader): Scenario {
  if (scenarioBuiltAt == null) return scenario;
  const { file, line, column } = scenarioBuiltAt;
  const isKnown = typeof file === 'string' && typeof line === 'number' && typeof column === 'number';
  return { ...scenario, builtAt: isKnown ? { file, line, column } : null };
}

/** Checks the constants of a pump. A shipped product is compared with its own text, which is fastest. */
function mustBeAPump({ product, pump }: KeptHeader, path: string): void {
  if (JSON.stringify(productNamed(product)) === JSON.stringify(pump) || isPump(pump)) return;
  const read = readPumpFile(JSON.stringify(pump), `the pump of ${path}`);
  if (!read.ok) throw badHeader(path, 'pump', read.problems.map(problemText));
}

function badHeader(path: string, what: string, problems: readonly string[]): HilError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  const message = `${path}:1: ${count} in the ${what} of the header; nothing was judged.\n${problems.map((one) => `  ${one}`).join('\n')}`;
  return new HilError('TRACE_INVALID', 'usage', message);
}

/**
 * Returns the failure that ended the run. It keeps the code and the fault, so that the exit status is that of the run.
 */
function failureOf({ code, fault, message, hint }: NonNullable<KeptRun['failure']>, path: string): HilError {
  const says = `${path}: this run ended early, so nothing was judged: ${message}`;
  return new HilError(code, fault, says, typeof hint === 'string' ? { hint } : {});
}
