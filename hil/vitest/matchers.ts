import type { EventRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { Bench } from '../bench.ts';
import { timeUs } from '../builders/quantity.ts';
import type { Quantity, Time } from '../builders/units.gen.ts';
import type { ConditionText } from '../builders/written.gen.ts';
import { failedInvariants } from '../invariants/invariants-text.ts';
import { BenchTrace } from '../runs/bench-trace.ts';
import type { Measurement } from '../scenario/checks/measurement.ts';
import { explanationLines } from '../scenario/explanation/explanation-lines.ts';
import type { RunResult } from '../scenario/run-result.ts';
import { parseQuantity, timeText, unitSymbols } from '../yaml/units.ts';
import type { ObservedRun } from './observed-run.ts';
import { eventsText, findingText, rounded } from './shown.ts';

/** Result of a matcher in the form that vitest requires. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Expected delivery: its time and its tolerance. */
export interface DeliveryLimits {
  /** Time for which the bench advances. */
  readonly within: Time;
  /** Largest allowed deviation from the volume. By default the error of the signal, which is about one pulse. */
  readonly tolerance?: Quantity<'volume'> | undefined;
}

const UL_PER_ML = 1000;
const DELIVERED = 'true.deliveredMl';

/**
 * For a run: passes if all its checks pass and no invariant fails, or if the one of the given name passes. A run without
 * checks does not pass. For a bench: passes if the condition has held from the start until now.
 */
export function toHold(received: unknown, what?: ConditionText): Matched {
  if (received instanceof Bench) return benchHolds(received, what);
  if (!isResult(received)) throw notTaken('toHold', received, 'a bench, or the result of a run');
  const { measurements, invariants } = received;
  // An invariant that is violated fails the run too.
  const counted = [...measurements, ...failedInvariants(invariants)];
  const asked = what === undefined ? counted : [namedMeasurement(received, String(what))];
  const failed = asked.filter(({ verdict }) => verdict !== 'pass');
  const shown = failed.length === 0 ? asked : failed;
  return {
    // A run without checks has decided nothing.
    pass: asked.length > 0 && failed.length === 0,
    message: () =>
      `${received.scenario} on ${received.rig.name}: ${asked.length - failed.length} of ${asked.length} checks hold\n${shown.map((finding) => shownOf(finding, received)).join('\n')}`,
  };
}

/**
 * Returns the text of a measurement with its explanation. If the run kept its events, the text also shows the nearest
 * ones.
 */
function shownOf(finding: Measurement, { pumpUs, ...run }: RunResult & Partial<ObservedRun>): string {
  const text = [findingText(finding), ...explanationLines(finding).map((line) => `  ${line}`)].join('\n');
  if (run.events === undefined || finding.verdict === 'pass') return text;
  return `${text}\n${eventsText(run.events, finding.deciding?.fromUs ?? pumpUs)}`;
}

function benchHolds(bench: Bench, what: ConditionText | undefined): Matched {
  if (what === undefined)
    throw notTaken('toHold', what, 'a condition, as in expect(bench).toHold("pump.mode is stopped")');
  const trace = new BenchTrace(bench);
  const finding = trace.held(what);
  return {
    pass: finding.verdict === 'pass',
    message: () => `${findingText(finding)}\n${eventsText(trace.events, finding.deciding?.fromUs ?? bench.nowUs)}`,
  };
}

/**
 * Advances the bench by a time, and passes if the pump delivered the volume in that time. The volume is the true one of
 * the plant.
 */
export async function toDeliver(
  received: unknown,
  volume: Quantity<'volume'>,
  { within, tolerance }: DeliveryLimits,
): Promise<Matched> {
  if (!(received instanceof Bench)) throw notTaken('toDeliver', received, 'a bench');
  const wantedMl = volumeMl(volume, 'volume');
  const lastUs = timeUs(within, '`within`');
  const trace = new BenchTrace(received);
  const toleranceMl = tolerance === undefined ? pulseMl(received) : volumeMl(tolerance, 'tolerance');
  const fromUs = received.nowUs;
  const before = trace.valueAt(DELIVERED)?.value ?? 0;
  await received.wait(lastUs);
  const givenMl = (trace.valueAt(DELIVERED)?.value ?? 0) - before;
  const pass = Math.abs(givenMl - wantedMl) <= toleranceMl;
  const finding = {
    name: `delivery of ${volume}`,
    value: givenMl * UL_PER_ML,
    unit: 'uL',
    limits: `${rounded(wantedMl * UL_PER_ML)} uL, give or take ${rounded(toleranceMl * UL_PER_ML)} uL, in ${timeText(lastUs)}`,
    margin: (toleranceMl - Math.abs(givenMl - wantedMl)) * UL_PER_ML,
    verdict: pass ? ('pass' as const) : ('fail' as const),
  };
  return { pass, message: () => `${findingText(finding)}\n${eventsText(trace.events, fromUs)}` };
}

/** Advances the bench until the pump logs a motor stall, and passes if it does so within the time. */
export async function toStallWithin(received: unknown, time: Time): Promise<Matched> {
  if (!(received instanceof Bench)) throw notTaken('toStallWithin', received, 'a bench');
  const limitUs = timeUs(time);
  const trace = new BenchTrace(received);
  const fromUs = received.nowUs;
  const heard = trace.records.length;
  const logged = (): EventRecord | undefined => trace.records.slice(heard).find(isStall);
  const pass = await received.driver.until(() => logged() !== undefined, fromUs + limitUs);
  const stall = logged();
  const finding = {
    name: 'motor stall',
    value: stall === undefined ? null : (stall.t - fromUs) / 1_000_000,
    unit: 's',
    limits: `logged within ${timeText(limitUs)}`,
    margin: stall === undefined ? null : (limitUs - (stall.t - fromUs)) / 1_000_000,
    verdict: pass ? ('pass' as const) : ('fail' as const),
    ...(stall === undefined ? { note: `no motor stall is in the log from ${timeText(fromUs)} on` } : {}),
  };
  return { pass, message: () => `${findingText(finding)}\n${eventsText(trace.events, received.nowUs)}` };
}

function isStall(record: object): record is EventRecord {
  const { e, entry } = record as { readonly e?: unknown; readonly entry?: unknown };
  return e === 'pump.log' && entry === 'motor stall';
}

/** Error of the delivered volume between two records: one pulse of the pump. */
function pulseMl(bench: Bench): number {
  const declared = bench.trace.signals.find(({ name }) => name === DELIVERED);
  return declared?.errorMax ?? declared?.quantum ?? 0;
}

function volumeMl(text: string, what: string): number {
  const parsed = parseQuantity(String(text), 'volume');
  if (parsed.ok) return parsed.value;
  const meant = parsed.nearest === undefined ? '' : ` Did you mean "${parsed.nearest}"?`;
  const message = `The ${what} is ${quoted(String(text))}; allowed: a number with a unit (${unitSymbols('volume').join(', ')}).${meant}`;
  throw new HilError('QUANTITY_INVALID', 'usage', message);
}

function isResult(received: unknown): received is RunResult {
  return typeof received === 'object' && received !== null && 'measurements' in received && 'scenario' in received;
}

/** Returns a check of a run, or one of its invariants, by name. */
function namedMeasurement({ measurements, invariants }: RunResult, name: string): Measurement {
  const found = [...measurements, ...invariants].find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = measurements.map((one) => one.name);
  const message = `The run has no check ${quoted(name)}; allowed: ${names.join(', ')}.${didYouMean(name, names)}`;
  throw new HilError('CHECK_UNKNOWN', 'usage', message);
}

export function notTaken(matcher: string, received: unknown, allowed: string): HilError {
  const found = typeof received === 'object' ? 'another object' : quoted(String(received));
  return new HilError('MATCHER_MISUSED', 'usage', `${matcher}: found ${found}; allowed: ${allowed}.`);
}
