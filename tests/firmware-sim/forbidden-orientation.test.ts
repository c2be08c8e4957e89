import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { pumpRun, quietAlarms } from './pump-run.ts';

// Danish hospital MRI procedure, SynchroMed: permanent failure must be expected.
describe('the forbidden orientation', () => {
  test('ends delivery permanently, and the pump logs a stall without a recovery', () => {
    const { pump, wait, stalls } = pumpRun({ state: { alarms: quietAlarms } });
    pump.programSimpleContinuous(0.5);
    wait(US_PER_HOUR);
    const deliveredMl = pump.reservoir.deliveredMl;
    pump.setField({ fieldMt: 1500, angleToNormalDeg: 0 });
    wait(US_PER_HOUR);
    pump.removeField();
    for (const act of [
      () => pump.interrogate(),
      () => pump.programStopped(),
      () => pump.programSimpleContinuous(24),
      () => pump.rollerStudy(),
      () => pump.refill({ fillMl: 15 }),
      () => pump.setField({ fieldMt: 1500, azimuthDeg: 40 }),
      () => pump.removeField(),
    ]) {
      act();
      wait(US_PER_DAY);
    }
    expect(pump.drive.state).toBe('seized');
    expect(pump.reservoir.deliveredMl).toBe(deliveredMl);
    expect(stalls().map(([kind]) => kind)).toEqual(['motor stall']);
    expect(pump.firmware.alarms.causes).toContain('motor stall');
  });

  // Limits are assumed. A hand magnet along the shaft does no harm.
  test.each([
    { fieldMt: 1500, angleToNormalDeg: 10, state: 'seized' },
    { fieldMt: 1500, angleToNormalDeg: 170, state: 'seized' },
    { fieldMt: 1500, angleToNormalDeg: 10.1, state: 'held' },
    { fieldMt: 1500, angleToNormalDeg: 169.9, state: 'held' },
    { fieldMt: 500, angleToNormalDeg: 0, state: 'seized' },
    { fieldMt: 499, angleToNormalDeg: 0, state: 'turning' },
    { fieldMt: 35, angleToNormalDeg: 0, state: 'turning' },
  ])('$fieldMt mT at $angleToNormalDeg deg to the normal: $state', ({ state, ...field }) => {
    const { pump } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.setField(field);
    expect(pump.drive.state).toBe(state);
  });

  test('occurs on the approach when the field reaches the damage threshold', () => {
    const { pump, wait, events } = pumpRun();
    pump.programSimpleContinuous(24);
    pump.setField({ fieldMt: 1500, angleToNormalDeg: 5, profile: 'walk-in' });
    wait(20_000_000);
    expect([...new Set(events('true.rotor').map((event) => event.state))]).toEqual(['held', 'seized']);
    pump.removeField();
    wait(US_PER_HOUR);
    expect(pump.drive.state).toBe('seized');
  });
});
