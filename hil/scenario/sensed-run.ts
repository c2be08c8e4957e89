import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { defaultHand, type HandProfile } from '../rigs/hand-profile.ts';
import { handNeedsOurSensor } from '../rigs/link-failure.ts';
import { SENSED_SPEED_MAX, type SensedField, type Speed } from '../rigs/rig.ts';
import { isPort } from '../rigs/rig-names.ts';
import { type SensedTime, sensedTime } from '../rigs/sensed-lag.ts';
import type { Scenario, TimelineEntry } from './scenario.ts';

/** Options of a run whose field comes from a sensor. */
export interface SensedChoice {
  readonly rig?: string;
  readonly speed?: Speed;
  /** Field at the pump divided by the field at the sensor. Default: 1. */
  readonly fieldScaleRatio?: number;
  /** Played hand at a simulated sensor. Default: a magnet that comes once and goes. */
  readonly hand?: HandProfile;
}

/** Source of a sensed run's field, for header and report. */
export interface SensedRun extends SensedField {
  /** Person or played hand that held the magnet. */
  readonly hand: string;
  /** Pump time compared with the time at the magnet. Known after the run. */
  readonly time?: SensedTime;
}

const PERSON = 'a person at the rig';

/** Refuses options that do not fit a sensed or an unsensed scenario. Throws `HilError` (usage). */
export function refuseSensedChoice({ name, fieldFrom }: Scenario, choice: SensedChoice): void {
  const { rig = 'virtual', speed = 'auto', fieldScaleRatio, hand } = choice;
  const option = hand === undefined ? '--field-scale' : '--hand';
  if (fieldFrom === undefined && (hand !== undefined || fieldScaleRatio !== undefined)) {
    const message = `${option} with the scenario "${name}"; allowed: a scenario with \`field from: sensor\`.`;
    throw new HilError('FIELD_NOT_SENSED', 'usage', message);
  }
  if (fieldFrom === undefined) return;
  if (hand !== undefined && isPort(rig)) throw handNeedsOurSensor(rig);
  if (speed !== 'auto' && speed > SENSED_SPEED_MAX) {
    const message = `\`--speed\` is "${speed}"; allowed: at most ${SENSED_SPEED_MAX} with a field from a sensor, as in "${name}".`;
    throw new HilError('TOO_FAST_FOR_A_HAND', 'usage', message);
  }
}

/** Returns the options of the bench for a sensed run. There are none if the timeline sets the field. */
export function sensedOptions(
  { fieldFrom }: Scenario,
  { rig = 'virtual', fieldScaleRatio = 1, hand }: SensedChoice,
): { readonly sensed?: SensedField; readonly hand?: HandProfile } {
  if (fieldFrom === undefined) return {};
  const sensed = { scaleRatio: fieldScaleRatio };
  return isPort(rig) ? { sensed } : { sensed, hand: hand ?? defaultHand };
}

/** Duration of a sensed run, in words. With the speed `auto` the run has wall speed. */
export interface SensedSpan {
  readonly rigUs: number;
  readonly pumpUs: number;
  readonly speed?: Speed;
}

/** Returns the facts of a sensed run. Undefined if the timeline sets the field. */
export function sensedRunOf(
  { sensed, hand }: { readonly sensed?: SensedField; readonly hand?: HandProfile },
  span?: SensedSpan,
): SensedRun | undefined {
  if (sensed === undefined) return undefined;
  const run = { ...sensed, hand: hand === undefined ? PERSON : `played: ${hand.name}` };
  return span === undefined ? run : timed(run, span);
}

/** Returns the facts of a sensed run with its duration. */
export function timed(run: SensedRun, { rigUs, pumpUs, speed = 'auto' }: SensedSpan): SensedRun {
  return { ...run, time: sensedTime(rigUs, pumpUs, speed === 'auto' ? 1 : speed) };
}

/** Returns the assumptions of a sensed run that are not constants of the product. */
export function sensedAssumptions({ scaleRatio }: SensedField): readonly string[] {
  return [
    `field at the pump = ${scaleRatio} x the field at the rig's sensor as it crosses, in the rotor plane, across the drive`,
    'a sensed field too weak to hold the rotor has no effect (no turns are lost in it)',
  ];
}

/** Returns the scenario with the sensed field on its timeline. Any rig can then repeat the run. */
export function repeatable(scenario: Scenario, records: readonly TraceRecord[]): Scenario {
  const { fieldFrom: _fieldFrom, ...rest } = scenario;
  const sensed = records.flatMap((record, i) => entryOf(record, i, scenario));
  const timeline = [...sensed, ...scenario.timeline].sort((a, b) => a.atUs - b.atUs);
  return { ...rest, text: '', textHash: '', timeline };
}

function entryOf(record: TraceRecord, index: number, { pump }: Scenario): readonly TimelineEntry[] {
  if (!isEvent(record) || record.e !== 'in.field') return [];
  const entry = { name: `sensed ${index}`, atUs: record.t, place: pump.place };
  const { fieldMt, angleToNormalDeg, azimuthDeg } = record as { readonly [key: string]: unknown };
  if (fieldMt === 0) return [{ ...entry, action: { kind: 'field off' } }];
  const place = { angleToNormalDeg: Number(angleToNormalDeg), azimuthDeg: Number(azimuthDeg) };
  return [
    {
      ...entry,
      action: {
        kind: 'field',
        fieldMt: Number(fieldMt),
        ...place,
        profile: 'step',
        restart: { kind: 'free' },
        emiTelemetry: false,
        secondInterrogationQuirk: false,
      },
    },
  ];
}
