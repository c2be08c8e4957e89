import type { AlarmCause } from '../../../firmware-sim/base/alarm-cause.ts';
import { Alarms } from '../../../firmware-sim/firmware/alarms.ts';
import { PumpFirmware } from '../../../firmware-sim/firmware/pump-firmware.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { replace } from '../requirements/broken-pump.ts';
import { brokenPumps } from '../requirements/broken-pumps.ts';

/** A run that violates an invariant: a scenario, and a function that breaks its pump until all mocks are restored. */
export interface BrokenRun {
  readonly invariant: string;
  readonly scenario: string;
  /** Product in place of the scenario's own. */
  readonly product?: string;
  readonly breaks: () => void;
}

type Fields = Readonly<Record<string, unknown>>;

/** Breaks the pump by the table of broken pumps for requirements. */
function asIn(what: string): () => void {
  const broken = brokenPumps.find((one) => one.what === what);
  if (broken?.breaks === undefined) throw new Error(`no broken pump "${what}"`);
  return broken.breaks;
}

/** A plant or a firmware in which a quantity moves in another way. */
function moves(signal: string, change: (value: number, perSecond: number) => readonly [number, number]): () => void {
  return () =>
    replace(Trace, 'line', (original, _self, [name, value, perSecond]) =>
      name === signal
        ? original(name, ...change(value as number, perSecond as number))
        : original(name, value, perSecond),
    );
}

function commands(rateMlPerDay: number): () => void {
  return () =>
    replace(Trace, 'step', (original, _self, [name, value]) =>
      original(name, name === 'pump.rateMlPerDay' ? rateMlPerDay : value),
    );
}

/** A pump, or its surroundings, that does not write an event, or only events without these fields. */
function lacks(event: string, fields: Fields = {}): () => void {
  return () =>
    replace(Trace, 'event', (original, _self, [name, given]) => {
      const isMeant = Object.entries(fields).every(([key, value]) => (given as Fields | undefined)?.[key] === value);
      return name === event && isMeant ? undefined : original(name, given);
    });
}

function raises(cause: AlarmCause): () => void {
  return () =>
    replace(PumpFirmware, 'program', (original, self, args) => {
      self.alarms.raise(cause);
      return original(...args);
    });
}

/** A pump that clears the alarm of its end of service at once. */
function endsEndOfService(): void {
  replace(Trace, 'event', (original, _self, [name, given]) => {
    original(name, given);
    const { cause, phase } = (given ?? {}) as Fields;
    if (name === 'pump.alarm' && cause === 'end of service' && phase === 'raised')
      original(name, { phase: 'cleared', class: 'critical', cause });
  });
}

const SCAN = 'mri-30-min';
const EMPTY = 'reservoir-low-then-empty';
const STOP = 'settings-outlast-a-stop';
const BOLUS = 'bolus-over-an-hour';
const END = 'end-of-service-in-a-bolus';
const flowsOn = moves('true.deliveredMl', (value) => [value, 1e-5]);

/** For each shipped invariant a run that violates it. */
export const brokenRuns: readonly BrokenRun[] = [
  {
    invariant: 'the reservoir loses only what is delivered or withdrawn',
    scenario: SCAN,
    breaks: moves('true.reservoirMl', (value, perSecond) => [value, perSecond - 1e-4]),
  },
  {
    invariant: 'the delivered volume never falls',
    scenario: SCAN,
    breaks: moves('true.deliveredMl', (value) => [value, -1e-6]),
  },
  { invariant: 'an empty reservoir gives nothing', scenario: EMPTY, breaks: flowsOn },
  { invariant: 'without a command the rotor delivers nothing', scenario: STOP, breaks: flowsOn },
  { invariant: 'a standing rotor delivers nothing', scenario: SCAN, breaks: flowsOn },
  { invariant: 'a rotor is held only by a field', scenario: SCAN, breaks: lacks('in.field') },
  { invariant: 'fluid enters only by a needle', scenario: 'bridge-bolus', breaks: lacks('in.refill') },
  { invariant: 'films belong to a roller study', scenario: 'roller-study', breaks: lacks('in.rollerStudy') },
  {
    invariant: 'the belief follows the command',
    scenario: SCAN,
    breaks: moves('pump.programmedMl', (value, perSecond) => [value, 2 * perSecond]),
  },
  {
    invariant: 'the belief never falls',
    scenario: SCAN,
    breaks: moves('pump.programmedMl', (value) => [value, -1e-6]),
  },
  {
    invariant: 'the calculated level follows the belief',
    scenario: SCAN,
    breaks: moves('pump.reservoirMl', (value, perSecond) => [value, perSecond - 2e-2]),
  },
  { invariant: 'a command is never below nothing', scenario: SCAN, breaks: commands(-1) },
  {
    invariant: 'a stopped pump commands nothing but a bolus',
    scenario: STOP,
    breaks: asIn('does not stand still when it is stopped'),
  },
  { invariant: 'one bolus at a time', scenario: 'periodic-bolus', breaks: lacks('pump.bolus', { phase: 'end' }) },
  { invariant: 'a bolus delivers', scenario: BOLUS, breaks: commands(0) },
  { invariant: 'a bolus ends after it began', scenario: BOLUS, breaks: lacks('pump.bolus', { phase: 'start' }) },
  { invariant: 'a stall is noticed only of a rotor that stood', scenario: SCAN, breaks: lacks('true.rotor') },
  {
    invariant: 'a recovery follows a stall',
    scenario: SCAN,
    breaks: lacks('pump.log', { entry: 'motor stall' }),
  },
  {
    invariant: 'a stall alarm ends only with a rotor that turns',
    scenario: SCAN,
    breaks: lacks('true.rotor', { state: 'turning' }),
  },
  { invariant: 'a stall alarm is logged', scenario: SCAN, breaks: asIn('writes no log') },
  { invariant: 'an alarm about the service life is logged', scenario: END, breaks: asIn('writes no log') },
  { invariant: 'a tone needs a raised alarm', scenario: SCAN, breaks: lacks('pump.alarm') },
  { invariant: 'a critical tone needs a critical alarm', scenario: SCAN, breaks: lacks('pump.alarm') },
  { invariant: 'a non-critical tone needs an alarm of its class', scenario: EMPTY, breaks: lacks('pump.alarm') },
  {
    invariant: 'silenced alarms stay silent',
    scenario: 'alarm-silenced',
    breaks: () => replace(Alarms, 'silence', () => []),
  },
  { invariant: 'an empty alarm has an empty level', scenario: SCAN, breaks: raises('empty reservoir') },
  {
    invariant: 'an empty alarm ends only with a new level',
    scenario: 'silenced-alarm-and-a-new-one',
    breaks: lacks('in.refill'),
  },
  {
    invariant: 'the alarm of a long stop comes after 48 h',
    scenario: SCAN,
    breaks: raises('pump stopped over 48 h'),
  },
  {
    invariant: 'the alarm of a long stop ends with the stop',
    scenario: 'over-infusion-after-long-stop',
    breaks: asIn('never ends an alarm'),
  },
  {
    invariant: 'nothing is commanded after the end of service',
    scenario: END,
    breaks: asIn('delivers on after its end of service'),
  },
  { invariant: 'the end of service never ends', scenario: END, breaks: endsEndOfService },
  {
    invariant: 'the replacement indicator comes before the end of service',
    scenario: END,
    breaks: lacks('pump.alarm', { cause: 'elective replacement indicator' }),
  },
  {
    invariant: 'the charge never rises',
    scenario: 'battery-by-use',
    breaks: moves('true.batteryMah', (value) => [value, 1e-3]),
  },
  {
    invariant: 'the clock is set only by a programmer',
    scenario: 'daylight-saving-moves-flex',
    breaks: lacks('in.clock'),
  },
  {
    invariant: 'the clock drifts slowly',
    scenario: 'daylight-saving-moves-flex',
    breaks: moves('true.clockAheadMin', (value) => [value, 1e-3]),
  },
  { invariant: 'values are shown on request', scenario: SCAN, breaks: lacks('in.interrogate') },
  { invariant: 'alarms are silenced on request', scenario: 'alarm-silenced', breaks: lacks('in.alarmSilence') },
  {
    invariant: 'a SynchroMed commands at most 24 mL/day',
    scenario: BOLUS,
    breaks: commands(25),
  },
  {
    invariant: 'a Prometra commands at most 28.8 mL/day',
    scenario: 'prometra-scan-with-drug',
    breaks: commands(29),
  },
  {
    invariant: 'a SIROMEDES commands at most 3 mL/day',
    scenario: 'siromedes-in-a-scanner',
    breaks: commands(4),
  },
  {
    invariant: 'a pump of 10 mL calculates with 10 mL at most',
    scenario: 'el-rotor-test',
    product: 'synchromed-el',
    breaks: moves('pump.reservoirMl', (_value, perSecond) => [11, perSecond]),
  },
  {
    invariant: 'a pump of 18 mL calculates with 18 mL at most',
    scenario: 'el-rotor-test',
    product: 'synchromed-el-18',
    breaks: moves('pump.reservoirMl', (_value, perSecond) => [19, perSecond]),
  },
  {
    invariant: 'a pump of 20 mL calculates with 20 mL at most',
    scenario: BOLUS,
    breaks: moves('pump.reservoirMl', (_value, perSecond) => [21, perSecond]),
  },
  {
    invariant: 'a pump of 40 mL calculates with 40 mL at most',
    scenario: BOLUS,
    product: 'synchromed-ii-40',
    breaks: moves('pump.reservoirMl', (_value, perSecond) => [41, perSecond]),
  },
  {
    invariant: 'no more leaves the catheter than enters it',
    scenario: 'new-concentration-arrives-late',
    breaks: moves('true.tipMl', (value, perSecond) => [value, perSecond + 1e-4]),
  },
  {
    invariant: 'the drug at the tip never returns',
    scenario: 'new-concentration-arrives-late',
    breaks: moves('true.tipUg', (value) => [value, -1]),
  },
  {
    invariant: 'the pressure of the catheter stays above the floor',
    scenario: 'new-concentration-arrives-late',
    breaks: moves('true.catheterKpa', (value, perSecond) => [value - 100, perSecond]),
  },
];
