import { US_PER_DAY, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type EventRecord, isEvent, type LineRecord, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';

/** Angle of the rotor of one motor turn. */
export const MOTOR_TURN_DEG = 3;
const STEP_ML = 0.000125;
const MINIMUM_ML_PER_DAY = 0.006;
/** Resolution of the log. */
const LOG_US = 1_000_000;

/** What a run of a scenario gave. */
export interface ScenarioCourse {
  /** Verdict of each check, and of each invariant that failed. */
  readonly verdicts: readonly string[];
  readonly rotor: readonly LineRecord[];
  readonly log: readonly LoggedAt[];
  readonly programs: readonly EventRecord[];
  readonly endUs: number;
}

interface LoggedAt {
  readonly entry: string;
  readonly atUs: number;
}

/** Runs a shipped scenario with a firmware; without one, with the model. */
export async function courseOf(name: string, firmware?: string): Promise<ScenarioCourse> {
  const rotor: LineRecord[] = [];
  const log: LoggedAt[] = [];
  const programs: EventRecord[] = [];
  let endUs = 0;
  const onRecord = (record: TraceRecord): void => {
    endUs = record.t;
    if (!isEvent(record)) {
      if (record.s === 'true.rotorDeg') rotor.push(record as LineRecord);
    } else if (record.e === 'in.program') programs.push(record);
    else if (record.e === 'pump.log')
      log.push({ entry: String(record.entry), atUs: Number(record.noticedUs ?? record.t) });
  };
  const result = await runScenario(scenarioNamed(name), { rig: 'model', onRecord, ...(firmware && { firmware }) });
  return { verdicts: verdictsOf(result), rotor, log, programs, endUs };
}

function verdictsOf({ measurements, invariants }: RunResult): readonly string[] {
  const failed = invariants.filter(({ verdict }) => verdict === 'fail');
  return [...measurements, ...failed].map(({ name, verdict }) => `${name}: ${verdict}`);
}

/** Returns the largest difference of two rotors, at each record of either. */
export function rotorDifferenceDeg(one: ScenarioCourse, other: ScenarioCourse): number {
  const timesUs = [...one.rotor, ...other.rotor].map(({ t }) => t).sort((a, b) => a - b);
  const [mine, theirs] = [readerOf(one.rotor), readerOf(other.rotor)];
  return timesUs.reduce((most, atUs) => Math.max(most, Math.abs(mine(atUs) - theirs(atUs))), 0);
}

/** Returns a reader of a line at times that never go back. */
function readerOf(records: readonly LineRecord[]): (atUs: number) => number {
  let index = 0;
  return (atUs) => {
    while ((records[index + 1]?.t ?? Number.POSITIVE_INFINITY) <= atUs) index += 1;
    const { t, v, r } = records[index] ?? { t: 0, v: 0, r: 0 };
    return v + (r * (atUs - t)) / US_PER_SECOND;
  };
}

/** Returns the entries of the log that the other run lacks, or has at another time than one step allows. */
export function logDifferences(one: ScenarioCourse, other: ScenarioCourse): readonly string[] {
  const count = Math.max(one.log.length, other.log.length);
  return Array.from({ length: count }, (_none, i) => [one.log[i], other.log[i]] as const).flatMap(([mine, theirs]) => {
    const isEqual =
      mine !== undefined &&
      mine.entry === theirs?.entry &&
      Math.abs(mine.atUs - theirs.atUs) <= stepUsAt(one, mine.atUs) + LOG_US;
    return isEqual ? [] : [`${JSON.stringify(mine)} and ${JSON.stringify(theirs)}`];
  });
}

/** Returns the time of a step at the rate that was programmed last. */
function stepUsAt({ programs }: ScenarioCourse, atUs: number): number {
  const last = programs.findLast(({ t, rateMlPerDay }) => t <= atUs && rateMlPerDay !== undefined);
  return (STEP_ML / Number(last?.rateMlPerDay ?? MINIMUM_ML_PER_DAY)) * US_PER_DAY;
}
