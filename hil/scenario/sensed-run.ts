import { isEvent, type TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { DEFAULT_HAND, type HandProfile, handNamed } from '../rigs/hand-profile.ts';
import { handNeedsOurSensor } from '../rigs/link-failure.ts';
import { SENSED_SPEED_MAX, type SensedField, type Speed } from '../rigs/rig.ts';
import { isPort } from '../rigs/rig-names.ts';
import { type SensedTime, sensedTime } from '../rigs/sensed-lag.ts';
import type { Scenario, TimelineEntry } from './scenario.ts';

/** What may be chosen where the field comes from a sensor. */
export interface SensedChoice {
  readonly rig?: string;
  readonly speed?: Speed;
  /** Field at the pump for one at the sensor; default 1. */
  readonly fieldScaleRatio?: number;
  /** On a rig whose sensor is ours; default: a magnet that comes once and goes. */
  readonly hand?: HandProfile;
}

/** How a run took its field from a sensor; goes into header and report. */
export interface SensedRun extends SensedField {
  /** Who held the magnet. */
  readonly hand: string;
  /** Pump time against the time at the magnet; known once the run has ended. */
  readonly time?: SensedTime;
}

const SOMEBODY = 'somebody at the rig';

/** Refuses what does not go together, before anything is opened. Throws `HilError` (usage). */
export function refuseSensedChoice({ name, fieldFrom }: Scenario, choice: SensedChoice): void {
  const { rig = 'virtual', speed = 'auto', fieldScaleRatio, hand } = choice;
  const option = hand === undefined ? '--field-scale' : '--hand';
  if (fieldFrom === undefined && (hand !== undefined || fieldScaleRatio !== undefined)) {
    const message = `${option} needs a scenario with "field from: sensor", and ${name} has its field on the timeline or none.`;
    throw new HilError('FIELD_NOT_SENSED', 'usage', message);
  }
  if (fieldFrom === undefined) return;
  if (hand !== undefined && isPort(rig)) throw handNeedsOurSensor(rig);
  if (speed !== 'auto' && speed > SENSED_SPEED_MAX) {
    const message = `--speed is ${speed}; allowed is at most ${SENSED_SPEED_MAX} where the field comes from a sensor, as in ${name}.`;
    throw new HilError('TOO_FAST_FOR_A_HAND', 'usage', message);
  }
}

/** What the bench has to be opened with; nothing where the field is the timeline's. */
export function sensedOptions(
  { fieldFrom }: Scenario,
  { rig = 'virtual', fieldScaleRatio = 1, hand }: SensedChoice,
): { readonly sensed?: SensedField; readonly hand?: HandProfile } {
  if (fieldFrom === undefined) return {};
  const sensed = { scaleRatio: fieldScaleRatio };
  return isPort(rig) ? { sensed } : { sensed, hand: hand ?? handNamed(DEFAULT_HAND) };
}

/** How long a sensed run took; with `auto` it goes at the pace of the wall. */
export interface SensedSpan {
  readonly rigUs: number;
  readonly pumpUs: number;
  readonly speed?: Speed;
}

export function sensedRunOf(
  { sensed, hand }: { readonly sensed?: SensedField; readonly hand?: HandProfile },
  span?: SensedSpan,
): SensedRun | undefined {
  if (sensed === undefined) return undefined;
  const run = { ...sensed, hand: hand === undefined ? SOMEBODY : `played: ${hand.name}` };
  if (span === undefined) return run;
  const { rigUs, pumpUs, speed = 'auto' } = span;
  return { ...run, time: sensedTime(rigUs, pumpUs, speed === 'auto' ? 1 : speed) };
}

/** What a verdict rests on besides the constants of the product. */
export function sensedAssumptions({ scaleRatio }: SensedField): readonly string[] {
  return [
    `field at the pump = ${scaleRatio} x the field at the rig's sensor as it crosses, in the rotor plane, across the drive`,
    'a sensed field too weak to hold the rotor is not felt (no turns lost in it)',
  ];
}

/** The same life with what was sensed on its timeline: it can be lived again on any rig. */
export function repeatable(scenario: Scenario, records: readonly TraceRecord[]): Scenario {
  const { fieldFrom: _fieldFrom, ...rest } = scenario;
  const sensed = records.flatMap((record, i) => entryOf(record, i, scenario));
  const timeline = [...sensed, ...scenario.timeline].sort((a, b) => a.atUs - b.atUs);
  return { ...rest, timeline };
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
