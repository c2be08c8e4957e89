import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { MissedTrip } from '../../../hil/rigs/claims/missed-trip.ts';
import { SlipReports } from '../../../hil/rigs/claims/slip-reports.ts';
import { type ShaftFlag, type ShaftReport, shaftFlags } from '../../../protocol/tables/rig-vocabulary.ts';
import { WiredPump } from './wired-pump.ts';

async function endOf(wired: WiredPump, pumpUs: number): Promise<unknown> {
  return wired.toUs(pumpUs).then(
    () => 'nothing failed',
    (error: unknown) => error,
  );
}

describe('a board whose counter is wrong fails before pump time advances', () => {
  test('one that writes a negative number without its sign', async () => {
    const wired = new WiredPump();
    wired.rewrites = (body) => body.replace(' c=-', ' c=');
    await wired.begin();
    expect(await endOf(wired, US_PER_MINUTE)).toMatchObject({
      code: 'COUNTER_CONTRADICTED',
      fault: 'rig',
      message: expect.stringMatching(/accepted ZERO at step -(\d+), but reports its counter at \1;/),
    });
    expect(wired.pumpClock.nowUs()).toBe(0);
  });

  test('one that ends a segment with another counter', async () => {
    const wired = new WiredPump();
    wired.rewrites = (body) => (/ DONE /.test(body) ? body.replace(/ c=-?\d+/, ' c=7') : body);
    await wired.begin();
    expect(await endOf(wired, US_PER_MINUTE)).toMatchObject({
      code: 'END_CONTRADICTED',
      fault: 'rig',
      message: expect.stringContaining('at step 0 (DONE) with its counter at 7; allowed: the same step'),
    });
    expect(wired.pumpClock.nowUs()).toBe(0);
  });

  test('a DONE that is lost and repeated later fails nothing', async () => {
    const wired = await new WiredPump().begin();
    let lostCount = 0;
    wired.loses = (line) => / DONE /.test(line) && ++lostCount % 3 === 1;
    expect(await endOf(wired, 5 * US_PER_MINUTE)).toBe('nothing failed');
    expect(wired.verbs()).toContain('EVTS');
  });
});

describe('slip that a board reports', () => {
  /** Makes each DONE after the first turn a SLIP of an angle, so that STAT finds the end. */
  async function withSlips(errorMilliDeg: number): Promise<unknown> {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.rewrites = (body) => body.replace(/ DONE to=-?\d+ idle=1 /, ` SLIP err=${errorMilliDeg} `);
    return endOf(wired, 10 * US_PER_MINUTE);
  }

  test('beyond the motion of the drive is a failure of the rig', async () => {
    expect(await withSlips(-9_999_999)).toMatchObject({ code: 'SLIP_CONTRADICTED', fault: 'rig' });
  });

  test('within the motion of the drive is information only', async () => {
    expect(await withSlips(-6000)).toBe('nothing failed');
  });

  test('counts from its second event on, and may exceed the motion by a turn', () => {
    const reports = new SlipReports();
    reports.reported(-5_000_000, 100);
    expect(reports.failureAt(100)).toBeUndefined();
    reports.reported(-300_000, 110);
    reports.reported(80_000, 110);
    expect(reports.failureAt(120)).toBeUndefined();
    expect(reports.failureAt(119.9)?.message).toContain('380.0 deg of slip (SLIP) in 19.9 deg of motion');
  });
});

describe('a field above the threshold of FIELD', () => {
  const LATENCY_US = 25_000;
  const seen = (deviceUs: number, fieldMt: number, ...flags: readonly ShaftFlag[]): ShaftReport => ({
    counterSteps: 0,
    encoderRaw: 0,
    encoderTurn: 0,
    fieldMt,
    stallMode: 'none',
    flags: shaftFlags('tripArmed', ...flags),
    eventNumber: 0,
    deviceUs,
  });

  test('without a trip is a failure of the rig once the trip is overdue', () => {
    const missed = new MissedTrip(4, LATENCY_US);
    expect(missed.failureAt(seen(2 ** 32 - 1000, 38.2))).toBeUndefined();
    expect(missed.failureAt(seen(24_000, 38.2))).toBeUndefined();
    expect(missed.failureAt(seen(24_001, 38.2))).toMatchObject({ code: 'TRIP_MISSED', fault: 'rig' });
  });

  test('fails nothing if it tripped, if it is within the noise, or if it went meanwhile', () => {
    const missed = new MissedTrip(4, LATENCY_US);
    for (const deviceUs of [0, 100_000]) {
      expect(missed.failureAt(seen(deviceUs, 38.2, 'tripped'))).toBeUndefined();
      expect(missed.failureAt(seen(deviceUs, 5))).toBeUndefined();
      expect(missed.failureAt({ ...seen(deviceUs, 38.2), flags: 0 })).toBeUndefined();
    }
    missed.failureAt(seen(200_000, 38.2));
    missed.failureAt(seen(220_000, 0));
    expect(missed.failureAt(seen(240_000, 38.2))).toBeUndefined();
  });

  test('that the sensor sees and the board ignores ends a sensed run', async () => {
    const wired = new WiredPump();
    wired.rewrites = (body) => body.replace(/ f=-?[\d.]+/, ' f=38.2');
    await wired.begin(24, { sensed: { scaleRatio: 1 } });
    expect(await endOf(wired, US_PER_MINUTE)).toMatchObject({ code: 'TRIP_MISSED', fault: 'rig' });
  });
});
