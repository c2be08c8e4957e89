import type { RigFacts } from '../rigs/rig-facts.ts';
import { type CheckRow, factRow, missingRow, numberRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';

/** Wait for the host watchdog: the longest silence that the board allows, and time for its event. */
const LAPSE_WAIT_US = 6_000_000;
const LAPSE_MS = { atLeast: 4_900, atMost: 5_300 };
/** Duration of a segment that the watchdog interrupts long before its end. */
const SLOW_TURN_MS = 12_000;
const STOP_AFTER_US = 200_000;
const STOP_MS_MAX = 20;
const STAND_US = 300_000;
/** A stop that no host has read comes again after a second. */
const STOP_AGAIN_US = 1_300_000;
/** Angle commanded while the shaft is held. Far above noise. */
const KNOWN_BAD_DEG = 30;

type HeldMode = NonNullable<RigFacts['holdMode']>;

/** Checks that the board stops the motor and reports it when the host is silent. */
export async function checkLapse(rig: CheckedRig): Promise<readonly CheckRow[]> {
  const { talk, facts } = rig;
  const steps = Math.floor((facts.stepsPerSecondMax * SLOW_TURN_MS) / 1000 / 10);
  const { report } = await talk.ask('STAT', {});
  const toSteps = report.counterSteps + steps;
  const begun = await talk.ask('MOVE', { fromSteps: report.counterSteps, toSteps, durationMs: SLOW_TURN_MS });
  const stopped = await talk.event('STOPPED', LAPSE_WAIT_US);
  if (stopped === undefined) {
    return [factRow('a lapse stops the motor', 'no', 'STOPPED lapse', false, 'never leave this rig unattended')];
  }
  const afterMs = Math.round(((stopped.report.deviceUs - begun.report.deviceUs) >>> 0) / 1000);
  const stands = await standsStill(rig);
  await talk.ask('ARM', { cause: stopped.fields.cause });
  const isSafe = stopped.fields.cause === 'lapse' && stands && stopped.report.counterSteps !== toSteps;
  return [
    factRow('a lapse stops the motor', isSafe ? 'yes' : `${stopped.fields.cause}, still moving`, 'yes', isSafe),
    numberRow('silence until then', afterMs, 'ms', LAPSE_MS),
  ];
}

/** Checks that the two stop bytes stop the motor during a segment. */
export async function checkStopBytes(rig: CheckedRig): Promise<readonly CheckRow[]> {
  const { talk } = rig;
  const durationMs = await rig.begin(rig.facts.stepsPerSecondMax);
  await talk.pause(Math.min(STOP_AFTER_US, durationMs * 500));
  const asked = await talk.ask('PING', {});
  const sentUs = talk.nowUs;
  talk.stop();
  const stopped = await talk.event('STOPPED', 1_000_000);
  if (stopped === undefined) return [factRow('stop bytes', 'not heard', 'STOPPED bytes', false)];
  const { eventsRepeated } = talk.counters;
  await talk.pause(STOP_AGAIN_US);
  const isRepeated = talk.counters.eventsRepeated > eventsRepeated;
  const latched = await latchedRow(rig, stopped.report.counterSteps);
  const stands = await standsStill(rig);
  await talk.ask('ARM', { cause: stopped.fields.cause });
  // Board time from the last reply to the stop, without the time that the host added.
  const boardUs = (stopped.report.deviceUs - asked.report.deviceUs) >>> 0;
  const lateMs = Math.round((boardUs - (sentUs - asked.receivedUs)) / 10) / 100;
  return [
    factRow('stop bytes stop the motor', stands ? 'yes' : 'no', 'yes', stands && stopped.fields.cause === 'bytes'),
    latched,
    factRow('unread stop comes again', isRepeated ? 'yes' : 'no', 'yes', isRepeated),
    numberRow('stop bytes to last step, at most', lateMs, 'ms', { atMost: STOP_MS_MAX }),
  ];
}

/** A latched stop refuses what moves or energises, and lets a stall mode end. */
async function latchedRow({ talk }: CheckedRig, at: number): Promise<CheckRow> {
  const answers = [
    ['MOVE', await talk.refusal('MOVE', { fromSteps: at, toSteps: at, durationMs: 1 }), 'STOPPED'],
    ['STALL hold', await talk.refusal('STALL', { mode: 'hold', bySteps: 0 }), 'STOPPED'],
    ['STALL none', await talk.refusal('STALL', { mode: 'none', bySteps: 0 }), undefined],
  ] as const;
  const wrong = answers.filter(([, answer, wanted]) => answer !== wanted);
  const value = wrong.map(([what, answer]) => `${what}: ${answer ?? 'ok'}`).join(', ');
  return factRow('stop stays latched', wrong.length === 0 ? 'yes' : value, 'yes', wrong.length === 0);
}

async function standsStill({ talk }: CheckedRig): Promise<boolean> {
  const before = await talk.report();
  await talk.pause(STAND_US);
  const after = await talk.report();
  return before.counterSteps === after.counterSteps;
}

/** Forces a stall and checks that steps and encoder differ. If they do not, no verdict of this rig is valid. */
export async function checkKnownBad(rig: CheckedRig): Promise<CheckRow> {
  const name = 'known bad: a forced stall is seen';
  const mode = rig.facts.holdMode;
  return mode === undefined ? missingRow(name, 'way to hold its shaft') : await checkHeld(rig, mode, name);
}

/** Checks that the shaft stands under a stall mode while the counter runs. */
export async function checkHeld(rig: CheckedRig, mode: HeldMode, name: string): Promise<CheckRow> {
  const { talk, facts } = rig;
  if (!facts.can('encoder')) return missingRow(name, 'encoder');
  const before = await rig.rest();
  await talk.ask('STALL', { mode, bySteps: 0 });
  const steps = Math.ceil(KNOWN_BAD_DEG / facts.stepDeg);
  const held = await rig.turn(steps);
  await talk.ask('STALL', { mode: 'none', bySteps: 0 });
  const movedDeg = Math.abs(rig.angleDeg(held) - rig.angleDeg(before));
  const missedDeg = Math.round((steps * facts.stepDeg - movedDeg) * 100) / 100;
  const atLeast = Math.round((KNOWN_BAD_DEG - facts.reversedResolutionDeg) * 100) / 100;
  const counted = held.counterSteps - before.counterSteps;
  if (counted !== steps) return factRow(name, `counter ran ${counted} steps`, `${steps} steps`, false);
  return numberRow(name, missedDeg, 'deg', { atLeast }, `the shaft turned although STALL ${mode} should have held it`);
}
