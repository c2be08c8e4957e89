import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noEffects, type PumpState } from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const scanner = { fieldMt: 1500, azimuthDeg: 40 };
const interference = { ...noEffects, emiTelemetry: true };
/** Microseconds of a motor step at 0.5 mL/day. */
const STEP_US = 21_600_000;

/** A scan with interference after an hour at 0.5 mL/day. */
function scanned(lastsUs: number, run: PumpRun = pumpRun({ state: { alarms: quietAlarms } })): PumpRun {
  run.pump.programSimpleContinuous(0.5);
  run.wait(US_PER_HOUR);
  run.pump.setField(scanner, interference);
  run.wait(lastsUs);
  run.pump.removeField();
  return run;
}

function deliveredIn(run: PumpRun, us: number): number {
  const beforeMl = run.pump.reservoir.deliveredMl;
  run.wait(us);
  return run.pump.reservoir.deliveredMl - beforeMl;
}

// TGA, caution after MRI; Hong Kong notice of 21 Nov 2023: delivery does not resume after the field.
describe('telemetry mode during an alarm', () => {
  test('latches with an earlier alarm: nothing is delivered after the field', () => {
    const run = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 1.9 } });
    scanned(US_PER_MINUTE, run);
    expect(run.pump.firmware.latch.latched).toBe(true);
    expect(deliveredIn(run, 300 * US_PER_DAY)).toBe(0);
    expect(run.pump.drive.commandedSteps()).toBe(Math.floor(US_PER_HOUR / STEP_US));
  });

  test("latches with the alarm of the scan's own stall, when that stall is logged", () => {
    const run = scanned(US_PER_HOUR);
    const noticedUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US;
    expect(run.logged()).toEqual([
      ['motor stall', noticedUs],
      ['telemetry mode', noticedUs],
    ]);
    expect(deliveredIn(run, 30 * US_PER_DAY)).toBe(0);
    expect(run.pump.firmware.alarms.causes).toEqual(['motor stall', 'pump stopped over 48 h']);
  });

  test('does not latch without an alarm: delivery resumes by itself', () => {
    const run = scanned(10 * US_PER_MINUTE);
    expect(run.pump.firmware.latch.latched).toBe(false);
    expect(deliveredIn(run, US_PER_DAY)).toBeCloseTo(0.5, 2);
    expect(run.logged()).toEqual([]);
  });

  test('does not latch without interference, nor with an alarm after the field', () => {
    const stalled = pumpRun();
    stalled.pump.programSimpleContinuous(0.5);
    stalled.pump.setField(scanner);
    stalled.wait(US_PER_HOUR);
    stalled.pump.removeField();
    expect(stalled.pump.firmware.latch.latched).toBe(false);

    const later = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 2.05 } });
    scanned(10 * US_PER_MINUTE, later);
    later.wait(US_PER_DAY);
    expect(later.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(later.pump.firmware.latch.latched).toBe(false);
  });

  test('ends with an interrogation; the rotor turns, and the stall is recovered', () => {
    const run = scanned(US_PER_HOUR);
    run.wait(US_PER_DAY);
    const endedUs = run.clock.nowUs();
    expect(run.pump.interrogate()).toMatchObject({ doing: 'delivering', alarms: ['motor stall'] });
    run.wait(US_PER_HOUR);
    expect(run.logged().slice(-2)).toEqual([
      ['telemetry mode ended', endedUs],
      ['motor stall recovery', endedUs + 48 * STEP_US],
    ]);
    expect(run.pump.firmware.alarms.causes).toEqual([]);
  });

  test('accepts no program, bolus or study until an interrogation', () => {
    const run = scanned(US_PER_HOUR);
    const { pump } = run;
    const dueUs = run.clock.nextDueUs();
    for (const answer of [
      pump.programSimpleContinuous(1),
      pump.programStopped(),
      pump.program({ mode: 'minimum rate' }),
      pump.singleBolus(0.1, 24),
      pump.primingBolus(0.1),
      pump.rollerStudy(),
    ]) {
      expect(answer).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    }
    expect(run.clock.nextDueUs()).toBe(dueUs);
    expect(run.events('true.film')).toEqual([]);
    pump.interrogate();
    expect(pump.programSimpleContinuous(1)).toEqual({ ok: true });
  });

  test('cuts a bolus, which is not resumed', () => {
    const run = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 1.9 } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    run.pump.singleBolus(0.1, 24);
    run.wait(US_PER_MINUTE);
    run.pump.setField(scanner, interference);
    expect(run.events('pump.bolus').map((event) => event.phase)).toEqual(['start', 'cut']);
    run.pump.removeField();
    run.pump.interrogate();
    expect(run.pump.delivery.doing).toBe('delivering');
    expect(run.pump.delivery.bolusKind).toBeUndefined();
  });

  test('by volume, a scan latches exactly when it is long enough to be logged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 * US_PER_HOUR }), (lastsUs) => {
        const run = scanned(lastsUs);
        const detectedAfterUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US - US_PER_HOUR;
        expect(run.pump.firmware.latch.latched).toBe(lastsUs >= detectedAfterUs);
        expect(run.stalls().length).toBe(lastsUs >= detectedAfterUs ? 1 : 0);
      }),
      { numRuns: 60 },
    );
    const edgeUs = (Math.floor(US_PER_HOUR / STEP_US) + 48) * STEP_US - US_PER_HOUR;
    expect([edgeUs - 1, edgeUs].map((us) => scanned(us).pump.firmware.latch.latched)).toEqual([false, true]);
  });
});

describe('points that the notices leave open', () => {
  const state = { alarms: { lowReservoirMl: 2, criticalEveryUs: 600_000_000, nonCriticalEveryUs: US_PER_HOUR } };
  const low = { ...state, reservoirMl: 1.9 };
  const runWith = (more: Partial<PumpState>): PumpRun => pumpRun({ state: { ...low, ...more } });

  test('a latch that needs a tone burst starts with the next burst in the field', () => {
    const run = runWith({ latchNeeds: 'tone burst' });
    // Low from the start of delivery: a tone at each full hour.
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR + 10 * US_PER_MINUTE);
    run.pump.setField(scanner, interference);
    run.wait(5 * US_PER_MINUTE);
    expect(run.pump.firmware.latch.latched).toBe(false);
    run.wait(45 * US_PER_MINUTE);
    expect(run.pump.firmware.latch.latched).toBe(true);
  });

  test('a latch begins at once if interference falls within the second of the tone', () => {
    for (const [us, latched] of [
      [999_999, true],
      [1_000_000, false],
    ] as const) {
      const run = runWith({ latchNeeds: 'tone burst' });
      run.pump.programSimpleContinuous(0.5);
      run.wait(US_PER_HOUR + us);
      run.pump.setField(scanner, interference);
      expect(run.pump.firmware.latch.latched).toBe(latched);
    }
  });

  test("the patient device ends it where allowed (TGA), else the clinician's (Hong Kong)", () => {
    const any = scanned(US_PER_HOUR, runWith({}));
    expect(any.pump.interrogate({ who: 'patient' })).toMatchObject({ doing: 'delivering' });
    const strict = scanned(US_PER_HOUR, runWith({ latchEndedBy: 'clinician only' }));
    expect(strict.pump.interrogate({ who: 'patient' })).toMatchObject({ doing: 'suspended' });
    expect(strict.events('in.interrogate')[0]).toMatchObject({ who: 'patient' });
    expect(strict.pump.interrogate({ who: 'clinician' })).toMatchObject({ doing: 'delivering' });
  });

  test('an interrogation in interference ends nothing, and a refill with it is refused', () => {
    const run = runWith({});
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR);
    run.pump.setField(scanner, interference);
    expect(run.pump.interrogate()).toMatchObject({ doing: 'suspended' });
    expect(run.logged().map(([kind]) => kind)).not.toContain('telemetry mode ended');
    expect(run.pump.programSimpleContinuous(1)).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    const volumeMl = run.pump.reservoir.volumeMl;
    expect(run.pump.refill({ fillMl: 20 })).toMatchObject({ ok: false, refusal: { why: 'latched' } });
    expect(run.pump.reservoir.volumeMl).toBe(volumeMl);
    run.pump.removeField();
    expect(deliveredIn(run, US_PER_DAY)).toBe(0);
    expect(run.pump.interrogate()).toMatchObject({ doing: 'delivering' });
  });
});

describe('volume withheld by a latched pump', () => {
  const undelivered = (run: PumpRun): number => {
    const { delivery, reservoir } = run.pump;
    return delivery.commandedSteps * delivery.stepMl + delivery.withheldMl - reservoir.deliveredMl;
  };

  test('counts as undelivered, including the rest of a bolus and an altered rate', () => {
    const run = pumpRun({ state: { alarms: quietAlarms, reservoirMl: 1.9 } });
    run.pump.programSimpleContinuous(0.48);
    run.wait(US_PER_HOUR);
    run.pump.singleBolus(0.1, 2.4);
    run.wait(US_PER_HOUR / 2);
    run.pump.setField(scanner, { ...interference, altered: { kind: 'rate', rateMlPerDay: 0.96 } });
    run.wait(US_PER_HOUR);
    // Half of the bolus, and an hour at 0.02 mL/h.
    expect(undelivered(run)).toBeCloseTo(0.05 + 0.02, 3);
    run.pump.removeField();
    run.wait(10 * US_PER_HOUR);
    expect(undelivered(run)).toBeCloseTo(0.05 + 0.02 + 0.4, 3);
    run.pump.interrogate();
    run.wait(10 * US_PER_HOUR);
    expect(undelivered(run)).toBeCloseTo(0.47, 2);
    const last = run.trace.records.findLast((record) => 's' in record && record.s === 'true.undeliveredMl');
    expect(last).toMatchObject({ v: expect.closeTo(0.47, 2), r: expect.closeTo(0, 12) });
  });

  // Assumed: hours in a latched telemetry mode count as stopped.
  test('raises an alarm after 48 h, like a stop, until it ends', () => {
    const run = scanned(US_PER_HOUR);
    const latchedUs = Number(run.events('pump.log').find((event) => event.entry === 'telemetry mode')?.t);
    run.wait(latchedUs + 48 * US_PER_HOUR - run.clock.nowUs() - 1);
    expect(run.pump.firmware.alarms.causes).toEqual(['motor stall']);
    run.wait(1);
    expect(run.pump.firmware.alarms.causes).toEqual(['motor stall', 'pump stopped over 48 h']);
    run.pump.interrogate();
    expect(run.pump.firmware.alarms.causes).toEqual(['motor stall']);
  });
});
