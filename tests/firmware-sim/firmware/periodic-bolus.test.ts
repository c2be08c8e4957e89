import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noEffects, type Program } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { type PumpRun, pumpRun, quietAlarms } from '../pump-run.ts';

const bolus = { volumeMl: 0.025, durationUs: 10 * US_PER_MINUTE, everyUs: 6 * US_PER_HOUR };
const periodic = (more: object = {}, rateMlPerDay = 0.2): Program => ({
  mode: 'periodic bolus',
  rateMlPerDay,
  periodicBolus: { ...bolus, ...more },
});

const bolusPhases = (run: PumpRun) =>
  run.events('pump.bolus').map(({ phase, kind, t }) => [phase, kind, t / US_PER_MINUTE]);

describe('periodic bolus', () => {
  test('begins with a bolus, then runs at its base rate until the next one', () => {
    const run = pumpRun();
    expect(run.pump.program(periodic())).toEqual({ ok: true });
    run.wait(6 * US_PER_HOUR + 5 * US_PER_MINUTE);
    expect(bolusPhases(run)).toEqual([
      ['start', 'periodic bolus', 0],
      ['end', 'periodic bolus', 10],
      ['start', 'periodic bolus', 360],
    ]);
    expect(run.pump.delivery).toMatchObject({ runsPeriodicBolus: true, basalMlPerDay: 0.2 });
    expect(run.pump.delivery.bolusLeftMl).toBeCloseTo(0.0125, 9);
    expect(run.pump.delivery.meanMlPerDay).toBeCloseTo(0.1 + (0.2 * (1440 - 40)) / 1440, 12);
  });

  test('of any volume, duration, interval and base equals their sum, to one motor step', () => {
    const some = fc.record({
      nl: fc.integer({ min: 1_000, max: 400_000 }),
      seconds: fc.integer({ min: 1_800, max: 7_200 }),
      restSeconds: fc.integer({ min: 0, max: 20_000 }),
      baseNl: fc.oneof(fc.constant(0), fc.integer({ min: 48_000, max: 2_000_000 })),
      cycles: fc.integer({ min: 0, max: 60 }),
    });
    let accepted = 0;
    fc.assert(
      fc.property(some, ({ nl, seconds, restSeconds, baseNl, cycles }) => {
        const { pump, clock } = pumpRun({ state: { alarms: quietAlarms } });
        const everyUs = (seconds + restSeconds) * US_PER_SECOND;
        const periodicBolus = { volumeMl: nl / 1e6, durationUs: seconds * US_PER_SECOND, everyUs };
        const answer = pump.program({ mode: 'periodic bolus', rateMlPerDay: baseNl / 1e6, periodicBolus });
        if (!answer.ok) {
          expect(answer.refusal.why).toBe('range');
          return;
        }
        accepted += 1;
        clock.advanceTo(cycles * everyUs);
        const wantedNl = cycles * (nl + (baseNl * restSeconds) / 86_400);
        const shortSteps = wantedNl / 125 - pump.drive.commandedSteps();
        expect(shortSteps).toBeGreaterThan(-0.001);
        expect(shortSteps).toBeLessThan(1.001);
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(30);
  });

  test('may have a base rate of 0, and pauses between two boluses', () => {
    const { pump, wait } = pumpRun();
    pump.program(periodic({}, 0));
    wait(5 * US_PER_HOUR);
    expect(pump.drive.commandedSteps()).toBe(200);
    wait(US_PER_DAY);
    expect(pump.drive.commandedSteps()).toBe(1_000);
  });

  test('is cut by a new program, which it does not refuse; another bolus has to wait', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.wait(5 * US_PER_MINUTE);
    expect(run.pump.singleBolus(0.01, 24)).toMatchObject({ ok: false, refusal: { field: 'bolus', why: 'busy' } });
    expect(run.pump.rollerStudy()).toMatchObject({ ok: false, refusal: { why: 'busy' } });
    expect(run.pump.programSimpleContinuous(0.5)).toEqual({ ok: true });
    run.wait(US_PER_DAY);
    expect(bolusPhases(run)).toEqual([
      ['start', 'periodic bolus', 0],
      ['cut', 'periodic bolus', 5],
    ]);
  });

  test('gives the rest of a bolus during which a single bolus ends', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.clock.advanceTo(6 * US_PER_HOUR - 5 * US_PER_MINUTE);
    const before = run.pump.drive.commandedSteps();
    run.pump.singleBolus(0.05, 7.2);
    run.wait(15 * US_PER_MINUTE);
    expect(run.pump.drive.commandedSteps() - before).toBe(400 + 100);
  });

  test('keeps its bolus times when a scan alters the base rate', () => {
    const run = pumpRun();
    run.pump.program(periodic());
    run.wait(US_PER_HOUR);
    run.pump.setField(
      { fieldMt: 1500, azimuthDeg: 40 },
      { ...noEffects, altered: { kind: 'rate', rateMlPerDay: 0.7 } },
    );
    run.wait(US_PER_MINUTE);
    run.pump.removeField();
    expect(run.pump.delivery.basalMlPerDay).toBe(0.7);
    run.clock.advanceTo(7 * US_PER_HOUR);
    expect(bolusPhases(run).slice(2)).toEqual([
      ['start', 'periodic bolus', 360],
      ['end', 'periodic bolus', 370],
    ]);
  });

  test.each<readonly [string, Program, string]>([
    ['longer than its interval', periodic({ durationUs: 7 * US_PER_HOUR }), 'bolus duration'],
    ['without a bolus', { mode: 'periodic bolus', rateMlPerDay: 0.2 }, 'periodic bolus'],
    ['without a base', { mode: 'periodic bolus', periodicBolus: bolus }, 'rate'],
    ['of a negative volume', periodic({ volumeMl: -0.01 }), 'periodic bolus'],
    ['of no number', periodic({ volumeMl: Number.NaN }), 'periodic bolus'],
    ['finer than a nanolitre', periodic({ volumeMl: 0.0250001234 }), 'periodic bolus'],
    ['faster than the pump', periodic({ volumeMl: 0.5 }), 'periodic bolus'],
    ['slower than the pump', periodic({ volumeMl: 0.0002 }), 'periodic bolus'],
    ['of half seconds', periodic({ durationUs: 600_500_000 }), 'bolus duration'],
    ['too short', periodic({ durationUs: 30 * US_PER_SECOND, volumeMl: 0.001 }), 'bolus duration'],
    ['too often', periodic({ everyUs: 4 * US_PER_MINUTE, durationUs: 2 * US_PER_MINUTE }), 'bolus interval'],
    ['too seldom', periodic({ everyUs: 8 * US_PER_DAY }), 'bolus interval'],
    ['over a base out of range', periodic({}, 25), 'rate'],
    ['in another mode', { mode: 'minimum rate', periodicBolus: bolus }, 'periodic bolus'],
  ])('%s is refused, and the running therapy goes on', (_, program, field) => {
    const run = pumpRun();
    run.pump.programSimpleContinuous(0.5);
    run.wait(US_PER_HOUR + 7);
    const before = [run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()];
    expect(run.pump.program(program)).toMatchObject({ ok: false, refusal: { field } });
    expect([run.pump.delivery.line, run.pump.delivery.program, run.clock.nextDueUs()]).toEqual(before);
  });
});
