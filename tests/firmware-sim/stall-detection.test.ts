import { describe, expect, test } from 'vitest';
import { US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { pumpRun } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };

/** Microseconds of 48 steps that are due after a moment, with a step every `periodUs` from 0. */
function noticedAtUs(enteredUs: number, periodUs: number): number {
  return (Math.floor(enteredUs / periodUs) + 48) * periodUs;
}

describe('stall detection by unpumped volume', () => {
  test.each([
    { rateMlPerDay: 0.048, periodUs: 225_000_000, says: '3 h', lawUs: 3 * US_PER_HOUR },
    { rateMlPerDay: 0.432, periodUs: 25_000_000, says: '20 min', lawUs: 20 * US_PER_MINUTE },
    { rateMlPerDay: 0.5, periodUs: 21_600_000, says: '17 min 16.8 s', lawUs: 1_036_800_000 },
    { rateMlPerDay: 24, periodUs: 450_000, says: '21.6 s', lawUs: 21.6 * US_PER_SECOND },
  ])('takes $says at $rateMlPerDay mL/day, less the time of a step under way', (row) => {
    expect(48 * row.periodUs).toBe(row.lawUs);
    for (const enteredUs of [0, 1, row.periodUs - 1, row.periodUs, US_PER_HOUR, 10 * US_PER_HOUR + 7]) {
      const { pump, clock, stalls } = pumpRun();
      pump.programSimpleContinuous(row.rateMlPerDay);
      clock.advanceTo(enteredUs);
      pump.setField(scanner);
      const dueUs = noticedAtUs(enteredUs, row.periodUs);
      clock.advanceTo(dueUs - 1);
      expect(stalls()).toEqual([]);
      clock.advanceTo(dueUs + 100 * US_PER_HOUR);
      expect(stalls()).toEqual([['motor stall', dueUs]]);
    }
  });

  test('takes 17.04 min at 0.5 mL/day for a field one hour after the start', () => {
    const { pump, clock, stalls } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    clock.advanceTo(2 * US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', US_PER_HOUR + 17.04 * US_PER_MINUTE]]);
  });

  test('ignores an exposure that ends 1 us before detection, logs one that ends then', () => {
    const dueUs = noticedAtUs(US_PER_HOUR, 21_600_000);
    const logAfterExposureTo = (endUs: number): readonly unknown[] => {
      const { pump, clock, stalls } = pumpRun();
      pump.programSimpleContinuous(0.5);
      clock.advanceTo(US_PER_HOUR);
      pump.setField(scanner);
      clock.advanceTo(endUs);
      pump.removeField();
      clock.advanceTo(endUs + 100 * US_PER_HOUR);
      return stalls().map(([kind]) => kind);
    };
    expect(logAfterExposureTo(dueUs - 1)).toEqual([]);
    expect(logAfterExposureTo(dueUs)).toEqual(['motor stall', 'motor stall recovery']);
  });

  test('logs recovery with the 48th step followed after the field', () => {
    const { pump, clock, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    pump.removeField();
    wait(3 * US_PER_HOUR);
    expect(stalls()).toEqual([
      ['motor stall', noticedAtUs(US_PER_HOUR, 21_600_000)],
      ['motor stall recovery', noticedAtUs(2 * US_PER_HOUR, 21_600_000)],
    ]);
  });

  test('forgets the first of two short exposures when one step between them is followed', () => {
    const { pump, clock, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(100 * 21_600_000);
    pump.setField(scanner);
    wait(40 * 21_600_000);
    pump.removeField();
    wait(21_600_000);
    pump.setField(scanner);
    wait(47 * 21_600_000);
    expect(stalls()).toEqual([]);
    wait(21_600_000);
    expect(stalls()).toEqual([['motor stall', (100 + 40 + 1 + 48) * 21_600_000]]);
  });

  test('adds two short exposures up when no step was due between them', () => {
    const { pump, clock, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(100 * 21_600_000);
    pump.setField(scanner);
    wait(40 * 21_600_000);
    pump.removeField();
    wait(21_599_999);
    pump.setField(scanner);
    wait(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', (100 + 48) * 21_600_000]]);
  });

  test('is not delayed by a field that changes strength or direction during the hold', () => {
    const { pump, clock, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    for (let minute = 0; minute < 60; minute += 1) {
      pump.setField({ fieldMt: 10 + 20 * minute, azimuthDeg: 6 * minute });
      wait(US_PER_MINUTE);
    }
    expect(stalls()).toEqual([['motor stall', noticedAtUs(US_PER_HOUR, 21_600_000)]]);
  });

  test('logs no stall of a stopped pump until steps are commanded, and counts from there', () => {
    const { pump, clock, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    clock.advanceTo(US_PER_HOUR);
    pump.programStopped();
    pump.setField(scanner);
    wait(72 * US_PER_HOUR);
    expect(stalls()).toEqual([]);
    const resumedUs = clock.nowUs();
    pump.programSimpleContinuous(0.5);
    wait(100 * US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', resumedUs + 48 * 21_600_000]]);
  });

  test('goes on commanding after it logged a stall', () => {
    const { pump, clock, stalls } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(1_000 * 21_600_000);
    expect(stalls()).toHaveLength(1);
    expect(pump.drive.commandedSteps()).toBe(1_000);
    expect(pump.delivery.line.periodUs).toEqual({ numerator: 21_600_000, denominator: 1 });
  });

  test('counts the steps of a bolus too, at any change of rate', () => {
    const { pump, clock, stalls } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.setField(scanner);
    clock.advanceTo(10 * 21_600_000);
    pump.singleBolus(0.01, 24);
    clock.advanceTo(US_PER_HOUR);
    expect(stalls()).toEqual([['motor stall', 10 * 21_600_000 + 38 * 450_000]]);
  });

  test('logs a field that takes nearly every turn, and not one that takes every fifth', () => {
    const logIn = (fieldMt: number): number => {
      const { pump, clock, stalls } = pumpRun();
      pump.programSimpleContinuous(24);
      pump.setField({ fieldMt, azimuthDeg: 0 });
      clock.advanceTo(US_PER_HOUR);
      return stalls().length;
    };
    expect(logIn(3.99)).toBeGreaterThan(0);
    expect(logIn(2)).toBe(0);
  });

  test('never logs a recovery of a rotor that seized in the forbidden orientation', () => {
    const { pump, stalls, wait } = pumpRun();
    pump.programSimpleContinuous(0.5);
    pump.setField({ fieldMt: 1500, angleToNormalDeg: 4 });
    wait(US_PER_HOUR);
    pump.removeField();
    wait(1_000 * US_PER_HOUR);
    expect(stalls().map(([kind]) => kind)).toEqual(['motor stall']);
    expect(pump.drive.rotorDeg()).toBe(0);
    expect(pump.firmware.alarms.causes).toContain('motor stall');
  });
});
