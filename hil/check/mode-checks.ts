import { type CheckRow, factRow, missingRow, numberRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';
import { checkHeld } from './safety-checks.ts';

/** A push is so many times the angle that the rig can tell apart. */
const PUSH_RESOLUTIONS = 4;
/** Shipped value of item 11 of CONF, which limits a push. No reply shows the item. */
const PUSH_STEPS_MAX = 64;
/** Shipped value of item 12: the time of one step of a push, with reserve. */
const PUSH_STEP_US = 10_000;
/** Far above the noise of the sensor and below any magnet in a hand. Assumed. */
const TRIP_MT = 20;
/** Fields of the simulated magnet in turn: below the threshold, above it, and away. */
const MAGNET_MT = [TRIP_MT * 0.75, TRIP_MT * 1.25, 0];
/** The board reads an armed sensor every 20 ms. */
const TRIP_QUIET_US = 300_000;

/** Checks each further stall mode of the rig: scenarios that name one depend on it. */
export async function checkOtherModes(rig: CheckedRig): Promise<readonly CheckRow[]> {
  const rows: CheckRow[] = [];
  for (const mode of ['release', 'brake'] as const)
    if (rig.facts.can(mode) && mode !== rig.facts.holdMode)
      rows.push(await checkHeld(rig, mode, `STALL ${mode} holds the shaft`));
  return rows;
}

/** Checks that a push turns the shaft by its steps, and leaves the counter alone. */
export async function checkPush(rig: CheckedRig): Promise<CheckRow> {
  const { talk, facts } = rig;
  const name = 'STALL back pushes, error';
  if (!facts.can('back')) return missingRow(name, 'push');
  if (!facts.can('encoder')) return missingRow(name, 'encoder');
  const steps = Math.min(PUSH_STEPS_MAX, Math.ceil((PUSH_RESOLUTIONS * facts.reversedResolutionDeg) / facts.stepDeg));
  await rig.turn(Math.max(1, facts.takeUpSteps));
  const before = await rig.rest();
  const pushed = await push(rig, steps);
  if (typeof pushed === 'string') return factRow(name, pushed, 'accepted', false, 'see item 11 of CONF');
  await push(rig, -steps);
  await talk.ask('STALL', { mode: 'none', bySteps: 0 });
  if (pushed.counterSteps !== before.counterSteps) return factRow(name, 'the counter moved', 'counter stays', false);
  const movedDeg = rig.angleDeg(pushed) - rig.angleDeg(before);
  const errorDeg = Math.round(Math.abs(movedDeg - steps * facts.stepDeg) * 1000) / 1000;
  const atMost = Math.round(facts.reversedResolutionDeg * 1000) / 1000;
  return numberRow(name, errorDeg, 'deg', { atMost }, 'a kick of the rotor comes out too short or too long');
}

async function push({ talk }: CheckedRig, bySteps: number) {
  const error = await talk.refusal('STALL', { mode: 'back', bySteps });
  if (error !== undefined) return error;
  await talk.pause(Math.abs(bySteps) * PUSH_STEP_US);
  return await talk.report();
}

/** Checks that FIELD arms, stays quiet without a magnet, and disarms. */
export async function checkTrip(rig: CheckedRig): Promise<CheckRow> {
  const { talk, facts } = rig;
  const name = 'FIELD without a magnet';
  if (!facts.can('trip')) return missingRow(name, 'trip');
  await talk.ask('FIELD', { tripMt: TRIP_MT, mode: facts.holdMode ?? 'none' });
  await talk.pause(TRIP_QUIET_US);
  const armed = await talk.report();
  await talk.ask('FIELD', { tripMt: 0, mode: 'none' });
  const disarmed = await talk.report();
  const value = !rig.has(armed, 'tripArmed')
    ? 'not armed'
    : rig.has(armed, 'tripped') || armed.stallMode !== 'none'
      ? `tripped at ${armed.fieldMt} mT`
      : rig.has(disarmed, 'tripArmed')
        ? 'not disarmed'
        : 'armed, quiet, disarmed';
  const isQuiet = value === 'armed, quiet, disarmed';
  return factRow(name, value, `no trip at ${TRIP_MT} mT`, isQuiet, isQuiet ? undefined : 'a magnet is near the sensor');
}

/**
 * Checks that a magnet beyond the threshold imposes the mode, and a weaker one does not. Only a simulated sensor can be
 * given a field, so a real rig has no such row; `mri-by-hand` tries it with a magnet.
 */
export async function checkMagnet(
  { talk, facts }: CheckedRig,
  setFieldMt: ((fieldMt: number) => void) | undefined,
): Promise<readonly CheckRow[]> {
  const mode = facts.holdMode;
  if (setFieldMt === undefined || mode === undefined || !facts.can('trip')) return [];
  const name = 'FIELD with a simulated magnet';
  setFieldMt(0);
  talk.takeEvents();
  await talk.ask('FIELD', { tripMt: TRIP_MT, mode });
  const seen: string[] = [];
  for (const fieldMt of MAGNET_MT) {
    setFieldMt(fieldMt);
    await talk.pause(TRIP_QUIET_US);
    const trip = await talk.event('TRIP', 0);
    const { stallMode } = await talk.report();
    seen.push(`${trip?.fields.on ?? 'no'} trip, ${stallMode}`);
  }
  await talk.ask('FIELD', { tripMt: 0, mode: 'none' });
  const wanted = ['no trip, none', `1 trip, ${mode}`, '0 trip, none'];
  const wrong = seen.findIndex((one, i) => one !== wanted[i]);
  const value = wrong < 0 ? 'trips and ends' : `at ${MAGNET_MT[wrong]} mT: ${seen[wrong]}`;
  return [factRow(name, value, `a trip at ${TRIP_MT} mT`, wrong < 0)];
}

/** Checks that no SLIP came during the check: the shaft followed each step, but for those that a stall mode withheld. */
export function checkSlip({ talk, facts }: CheckedRig): CheckRow {
  const name = 'SLIP during this check';
  if (!facts.can('encoder')) return missingRow(name, 'encoder');
  const { slipCount } = talk;
  const note = slipCount === 0 ? undefined : 'steps were lost, or item 21 of CONF is too small for this gear';
  return factRow(name, slipCount === 0 ? 'none' : `${slipCount}`, 'none', slipCount === 0, note);
}
