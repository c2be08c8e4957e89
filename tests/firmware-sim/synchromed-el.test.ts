import { describe, expect, test } from 'vitest';
import { noEffects } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { synchromedEL } from '../../firmware-sim/products/synchromed-el.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

describe('SynchroMed EL', () => {
  // Miracle et al. 2011.
  test('turns its rotor by 90 deg for a rotor test', () => {
    const { pump, wait, events } = pumpRun({ product: synchromedEL });
    pump.rollerStudy();
    wait(US_PER_HOUR);
    const degs = events('true.film').map(({ rotorDeg }) => rotorDeg);
    expect(degs).toEqual([0, 90]);
  });

  // Inferred from what is listed for SynchroMed II alone.
  test.each(['volume', 'time', 'eitherLater'] as const)(
    'has no stall log: held for a week, it logs nothing (requested law: %s)',
    (law) => {
      const { pump, wait, logged } = pumpRun({ product: synchromedEL, state: { law, alarms: quietAlarms } });
      pump.programSimpleContinuous(0.5);
      pump.setField({ fieldMt: 1_500 });
      wait(7 * US_PER_DAY);
      pump.removeField();
      wait(7 * US_PER_DAY);
      expect(logged()).toEqual([]);
      expect(pump.detector.stalled).toBe(false);
      expect(pump.drive.state).toBe('turning');
    },
  );

  // Medtronic MRI page, SynchroMed EL.
  test('binds its gears after a field for 2 to 24 h', () => {
    const { pump, wait } = pumpRun({ product: synchromedEL });
    pump.programSimpleContinuous(0.5);
    pump.setField({ fieldMt: 1_500 }, { ...noEffects, restart: { kind: 'bound', forUs: 2 * US_PER_HOUR } });
    wait(US_PER_HOUR);
    pump.removeField();
    wait(2 * US_PER_HOUR - 1);
    expect(pump.drive.state).toBe('bound');
    wait(1);
    expect(pump.drive.state).toBe('turning');
  });

  // Manual of the EL.
  test('sounds the two-tone alarm at a memory error after a scan', () => {
    const { pump, wait, events } = pumpRun({ product: synchromedEL });
    pump.setField({ fieldMt: 1_500 }, { ...noEffects, altered: { kind: 'memory error', class: 'critical' } });
    wait(US_PER_HOUR);
    pump.removeField();
    wait(1);
    expect(events('pump.tone').at(-1)).toMatchObject({ class: 'critical', tone: 'two-tone' });
  });

  // Medtronic, getting a replacement.
  test('never stops by itself: after ten years it delivers', () => {
    const { pump, wait } = pumpRun({ product: synchromedEL, state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(0.048);
    wait(3_652 * US_PER_DAY);
    expect(pump.delivery.doing).toBe('delivering');
  });

  // The alarm is assumed.
  test('after a low battery reset raises the alarm of SynchroMed II, at minimum rate', () => {
    const { pump, wait, events } = pumpRun({ product: synchromedEL });
    pump.programSimpleContinuous(0.5);
    wait(US_PER_HOUR);
    pump.beginDefect({ kind: 'low battery reset', safeState: true });
    wait(1);
    expect(events('pump.alarm').at(-1)).toMatchObject({ phase: 'raised', cause: 'low battery reset' });
    expect(events('pump.tone').at(-1)).toMatchObject({ class: 'critical' });
  });
});
