import { describe, expect, test } from 'vitest';
import { US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { across, turningDrive } from './turning-drive.ts';

const scanner = across(1500);
const HOURS_24_US = 24 * US_PER_HOUR;

/** A drive bound for 24 h by a field that has just gone. */
function boundDrive() {
  const run = turningDrive();
  run.toSteps(10);
  run.drive.setField(scanner);
  run.drive.setField(noField, HOURS_24_US);
  return { ...run, freeUs: run.clock.nowUs() + HOURS_24_US };
}

describe('the locks of a rotor', () => {
  test('a second field neither frees bound gears nor stops their timer', () => {
    const { drive, clock, freeUs, states } = boundDrive();
    clock.advanceTo(clock.nowUs() + 10 * US_PER_HOUR);
    drive.setField(scanner);
    clock.advanceTo(clock.nowUs() + US_PER_HOUR / 2);
    drive.setField(noField);
    expect(drive.state).toBe('bound');
    clock.advanceTo(freeUs - 1);
    expect(drive.state).toBe('bound');
    clock.advanceTo(freeUs);
    expect(drive.state).toBe('turning');
    expect(states().map(([state]) => state)).toEqual(['held', 'bound', 'turning']);
  });

  test('bound time that ends in a field leaves the rotor held by that field', () => {
    const { drive, clock, freeUs, states } = boundDrive();
    clock.advanceTo(freeUs - US_PER_HOUR);
    drive.setField(scanner);
    expect(drive.state).toBe('bound');
    clock.advanceTo(freeUs + US_PER_HOUR);
    expect(drive.state).toBe('held');
    drive.setField(noField);
    expect(drive.state).toBe('turning');
    expect(states().map(([state]) => state)).toEqual(['held', 'bound', 'held', 'turning']);
  });

  test.each([
    ['shorter', 2],
    ['longer', 30],
  ])('the later of two bound times counts: a %s second one', (_, secondHours) => {
    const { drive, clock, freeUs } = boundDrive();
    clock.advanceTo(clock.nowUs() + 10 * US_PER_HOUR);
    drive.setField(scanner);
    drive.setField(noField, secondHours * US_PER_HOUR);
    const endUs = Math.max(freeUs, clock.nowUs() + secondHours * US_PER_HOUR);
    clock.advanceTo(endUs - 1);
    expect(drive.state).toBe('bound');
    clock.advanceTo(endUs);
    expect(drive.state).toBe('turning');
  });

  test('a rotor that sticks in a field is stuck until its own time is over', () => {
    const { drive, clock, toSteps } = turningDrive();
    toSteps(10);
    drive.setField(scanner);
    drive.stick(2 * US_PER_HOUR);
    drive.setField(noField);
    expect(drive.state).toBe('bound');
    clock.advanceTo(clock.nowUs() + 2 * US_PER_HOUR);
    expect(drive.state).toBe('turning');
  });

  test('back pressure that comes while gears are bound or a field holds persists', () => {
    const { drive, clock, freeUs } = boundDrive();
    drive.block();
    expect(drive.state).toBe('bound');
    drive.setField(scanner);
    clock.advanceTo(freeUs);
    expect(drive.state).toBe('held');
    drive.setField(noField);
    expect(drive.state).toBe('blocked');
    drive.unblock();
    expect(drive.state).toBe('turning');
  });

  test('falling pressure frees neither bound gears nor a rotor that a field holds', () => {
    const { drive } = boundDrive();
    drive.block();
    drive.unblock();
    expect(drive.state).toBe('bound');
  });

  test.each(['unblock', 'field', 'bound time'] as const)(
    'a worn rotor stays stopped, whatever else ends: %s',
    (what) => {
      const { drive, clock } = boundDrive();
      drive.stick();
      if (what === 'unblock') {
        drive.block();
        drive.unblock();
      } else if (what === 'field') {
        drive.setField(scanner);
        drive.setField(noField);
      } else clock.advanceTo(clock.nowUs() + 2 * HOURS_24_US);
      expect(drive.state).toBe('seized');
    },
  );

  test('a rotor stuck in a field rests where the field held it, and loses whole turns', () => {
    const { drive, clock, toSteps } = turningDrive();
    toSteps(11);
    drive.setField(scanner);
    toSteps(20);
    const heldSteps = drive.imposedSteps();
    drive.stick(US_PER_HOUR);
    expect(drive.imposedSteps()).toBe(heldSteps);
    drive.setField(noField);
    clock.advanceTo(clock.nowUs() + US_PER_HOUR);
    expect((drive.commandedSteps() - drive.imposedSteps()) % 2).toBe(0);
  });
});
