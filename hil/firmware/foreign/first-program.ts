import { MINUTES_PER_DAY, weekdays } from '../../../firmware-sim/base/flex-week.ts';
import { drugsOf, type ProgramChange } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { storedCatheterMlOf } from '../../../firmware-sim/build/catheter-build.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { programLinesOf } from '../../../firmware-sim/telemetry/telemetry-draft-fields.ts';
import { weekdayWord } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { PumpSetup } from '../../scenario/scenario.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { SessionArgs } from '../session/firmware-session.ts';
import { requestFailure } from '../session/session-failure.ts';
import type { StartingFirmware } from '../session/start-firmware.ts';

/** Largest difference of a volume that counts as equal: the wire's last decimal. */
const VOLUME_SLACK_ML = 1e-6;

/** A setting that the firmware cannot take, and what it would need; both as noun phrases. */
export interface UntakenSetting {
  readonly found: string;
  readonly allowed: string;
}

/** The first program of a run, with the settings that the scenario needs, and settings that the firmware cannot take. */
export interface FirstProgram {
  readonly change: ProgramChange;
  readonly lacks: readonly UntakenSetting[];
}

interface Setting {
  readonly key: string;
  readonly text: string;
  readonly verb: FirmwareVerb;
  readonly change: ProgramChange;
  /** True if the firmware already has the value; undefined if it does not state it. */
  readonly isSet: boolean | undefined;
  /** False for a value that only a display needs. */
  readonly isNeeded: boolean;
}

/** Returns the first program for a set-up: a setting is programmed if the firmware does not have it yet. */
export function firstProgramOf(setup: PumpSetup, product: Product, starting: StartingFirmware): FirstProgram {
  const { capabilities } = starting;
  const asked = settingsOf(setup, product, starting).filter(({ isSet }) => isSet !== true);
  const settable = asked.filter(({ verb }) => capabilities.has(verb));
  const lacks = asked
    .filter(({ verb, isNeeded }) => isNeeded && !capabilities.has(verb))
    .map(({ key, text, verb }) => ({
      found: `\`${key}: ${text}\` for a firmware that cannot be told it`,
      allowed: `a firmware with the verb ${verb}, or its own value`,
    }));
  const change = Object.assign({}, setup.program, ...settable.map((setting) => setting.change)) as ProgramChange;
  return { change, lacks: [...lacks, ...lacksOfSetup(setup)] };
}

function settingsOf(
  { reservoirMl, alarms, storedCatheterMl, catheter, drug, otherDrugs }: PumpSetup,
  product: Product,
  starting: StartingFirmware,
): readonly Setting[] {
  const level = starting.read('RESERVOIR', { of: 'pump' });
  const stated = starting.read('ALARMS', { of: 'pump' });
  const { lowReservoirMl, criticalEveryUs, nonCriticalEveryUs } = alarms;
  const q = product.quantities;
  const catheterMl = storedCatheterMl ?? storedCatheterMlOf(product, catheter);
  const [drug1, drug2, drug3] = drugsOf({
    ...(drug === undefined ? {} : { drug }),
    ...(otherDrugs === undefined ? {} : { otherDrugs }),
  });
  const isNear = (a: number | undefined, b: number): boolean | undefined =>
    a === undefined ? undefined : Math.abs(a - b) <= VOLUME_SLACK_ML;
  const interval = (
    key: string,
    verb: FirmwareVerb,
    everyUs: number,
    seconds: number | undefined,
    minutes: number,
    change: ProgramChange,
  ): Setting => ({
    key,
    text: `${everyUs / US_PER_MINUTE} min`,
    verb,
    change,
    isSet: seconds === undefined ? undefined : seconds * US_PER_SECOND === everyUs,
    isNeeded: everyUs !== minutes * US_PER_MINUTE,
  });
  return [
    {
      key: 'reservoir',
      text: `${reservoirMl} mL`,
      verb: 'PROGVOL',
      change: { reservoirMl },
      isSet: isNear(level?.calculatedMl, reservoirMl),
      isNeeded: level !== undefined || reservoirMl !== q.reservoirMl.value,
    },
    {
      key: 'low reservoir',
      text: `${lowReservoirMl} mL`,
      verb: 'PROGLOW',
      change: { lowReservoirMl },
      isSet: isNear(stated?.lowReservoirMl, lowReservoirMl),
      isNeeded: lowReservoirMl !== q.lowReservoirMl.value,
    },
    interval(
      'critical alarm every',
      'PROGCRIT',
      criticalEveryUs,
      stated?.criticalEverySeconds,
      q.criticalAlarmMinutes.value,
      { criticalEveryUs },
    ),
    interval(
      'non-critical alarm every',
      'PROGNON',
      nonCriticalEveryUs,
      stated?.nonCriticalEverySeconds,
      q.nonCriticalAlarmMinutes.value,
      { nonCriticalEveryUs },
    ),
    {
      key: 'stored catheter volume',
      text: `${catheterMl} mL`,
      verb: 'PROGCATH',
      change: { catheterMl },
      isSet: isNear(level?.catheterMl, Math.round(catheterMl * 10_000) / 10_000),
      isNeeded: storedCatheterMl !== undefined,
    },
    ...Object.entries({ drug1, drug2, drug3 }).flatMap(([place, one]): readonly Setting[] =>
      one === undefined || one.concentrationUgPerMl === 0
        ? []
        : [
            {
              key: 'drug',
              text: one.name,
              verb: 'PROGDRUG',
              change: { [place]: one },
              isSet: undefined,
              isNeeded: false,
            },
          ],
    ),
  ];
}

/** Returns parts of a set-up that no programmer can give a firmware. */
function lacksOfSetup({ ageUs, eriAtAgeUs, clockDriftPpb = 0, hazards }: PumpSetup): readonly UntakenSetting[] {
  const allowed = 'a set-up that a programmer can give a firmware';
  return [
    ...(ageUs > 0 ? [{ found: '`implanted for`: no verb sets an age', allowed }] : []),
    ...(eriAtAgeUs === undefined ? [] : [{ found: '`ERI after`: no verb sets it', allowed }]),
    ...(clockDriftPpb === 0 ? [] : [{ found: "`clock drift`: a firmware's clock drifts by itself", allowed }]),
    ...(hazards === undefined ? [] : [{ found: '`hazards`: some drawn defects act in the firmware', allowed }]),
  ];
}

/** Writes the first program into a draft of the firmware, which has no program yet. The commit is the start of the run. */
export function draftFirst({ change }: FirstProgram, setup: PumpSetup, starting: StartingFirmware): void {
  if (setup.startWeekMinutes !== 0 || setup.program.mode === 'flex') setClock(setup.startWeekMinutes, starting);
  starting.mustAsk('PROGBEGIN', {});
  for (const { verb, args } of programLinesOf(change)) {
    const result = starting.ask(verb, args as SessionArgs<typeof verb>);
    if (!result.ok) throw requestFailure(starting.name, verb, result, starting.session.state);
  }
}

function setClock(weekMinutes: number, starting: StartingFirmware): void {
  if (!starting.capabilities.has('SETCLOCK')) return;
  const day = weekdayWord(weekdays[Math.floor(weekMinutes / MINUTES_PER_DAY)] ?? 'monday');
  starting.ask('SETCLOCK', { day, fromMinutes: weekMinutes % MINUTES_PER_DAY, seconds: 0 });
}
