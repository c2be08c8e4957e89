import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND } from '../../firmware-sim/base/time-units.ts';
import { prometra, prometraII } from '../../firmware-sim/products/prometra.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const CYCLE_ML = 0.002;
const SCANNER = { fieldMt: 1_500 };

function scanned(product = prometraII, reservoirMl = 18) {
  const run = pumpRun({ product, state: { reservoirMl } });
  run.pump.programSimpleContinuous(0.5);
  run.wait(US_PER_HOUR);
  const beforeMl = run.pump.reservoir.deliveredMl;
  run.pump.setField(SCANNER);
  run.wait(30 * US_PER_MINUTE);
  return { ...run, passedMl: run.pump.reservoir.deliveredMl - beforeMl };
}

describe('two valves round a metering volume', () => {
  test('give micro-boluses, each on time, and the programmed rate over a day', () => {
    const { pump, wait } = pumpRun({ product: prometraII });
    pump.programSimpleContinuous(0.5);
    const cycleUs = (US_PER_DAY * CYCLE_ML) / 0.5;
    wait(cycleUs - 1);
    expect(pump.reservoir.deliveredMl).toBe(0);
    wait(1);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(CYCLE_ML, 12);
    wait(US_PER_DAY - cycleUs);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(0.5, 12);
  });

  // Dupoiron et al., imaging for IDDS.
  test('have a range of 0 to 28.8 mL/day, and at 0 stay shut', () => {
    const { pump, wait } = pumpRun({ product: prometraII });
    expect(pump.programSimpleContinuous(28.8).ok).toBe(true);
    expect(pump.programSimpleContinuous(28.801)).toMatchObject({ ok: false, refusal: { field: 'rate', why: 'range' } });
    expect(pump.programSimpleContinuous(0).ok).toBe(true);
    const deliveredMl = pump.reservoir.deliveredMl;
    wait(30 * US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBe(deliveredMl);
    expect(pump.firmware.alarms.causes).toEqual([]);
  });

  test('have no rotor: a roller study is refused with the reason; the therapy goes on', () => {
    const { pump, wait } = pumpRun({ product: prometraII });
    pump.programSimpleContinuous(1);
    expect(pump.rollerStudy()).toEqual({
      ok: false,
      refusal: {
        field: 'roller study',
        value: 'Prometra II, 20 mL',
        limit: 'a pump with a rotor to film',
        why: 'lacking',
      },
    });
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1, 9);
  });

  test('have no minimum rate', () => {
    const { pump } = pumpRun({ product: prometra });
    pump.programSimpleContinuous(1);
    expect(pump.program({ mode: 'minimum rate' })).toMatchObject({ ok: false, refusal: { field: 'mode' } });
    expect(pump.delivery.basalMlPerDay).toBe(1);
  });
});

describe('in a scanner', () => {
  // Prometra II instructions for use.
  test('a Prometra II with drug passes at most 10 uL, then nothing until it is reset', () => {
    const { pump, wait, passedMl } = scanned();
    expect(passedMl).toBeCloseTo(0.01, 12);
    pump.removeField();
    wait(7 * US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(10 * CYCLE_ML + 0.01, 9);
    expect(pump.resetValve().ok).toBe(true);
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(10 * CYCLE_ML + 0.01 + 0.5, 9);
  });

  test('10 uL of 25 mg/mL are 0.25 mg, the example of the instructions for use', () => {
    expect(scanned().passedMl * 25).toBeCloseTo(0.25, 9);
  });

  test('the pump logs nothing, counts steps as usual, and raises no alarm', () => {
    const { pump, wait } = scanned();
    pump.removeField();
    wait(10 * US_PER_DAY);
    expect(pump.firmware.calculator.calculatedMl).toBeCloseTo(18 - (0.5 * (241.5 / 24) - 0.00125), 2);
    expect(pump.firmware.alarms.causes).toEqual([]);
    expect(pump.log.entries).toEqual([]);
  });

  // Flowonix MRI safety information.
  test('the first Prometra empties its reservoir, at the assumed free flow', () => {
    const { pump, passedMl, events } = scanned(prometra);
    expect(passedMl).toBeCloseTo(18 - 10 * CYCLE_ML, 9);
    expect(pump.reservoir.isEmpty).toBe(true);
    const [empty] = events('true.reservoir');
    expect(empty).toMatchObject({ state: 'empty', t: US_PER_HOUR + ((18 - 10 * CYCLE_ML) / 2) * US_PER_MINUTE });
  });

  test('a short exposure passes the free flow of its time, then the valves meter again', () => {
    const { pump, wait } = pumpRun({ product: prometra });
    pump.programSimpleContinuous(0);
    pump.setField(SCANNER);
    wait(3 * US_PER_SECOND);
    pump.removeField();
    expect(pump.reservoir.deliveredMl).toBeCloseTo(0.1, 9);
    pump.programSimpleContinuous(1);
    wait(US_PER_DAY);
    expect(pump.reservoir.deliveredMl).toBeCloseTo(1.1, 9);
  });

  // Prometra II instructions for use.
  test.each([prometra, prometraII])('$id emptied and at 0 mL/day delivers nothing', (product) => {
    const run = pumpRun({ product });
    run.pump.programSimpleContinuous(0);
    expect(run.pump.withdraw()).toBe(20);
    run.pump.setField(SCANNER);
    run.wait(30 * US_PER_MINUTE);
    run.pump.removeField();
    expect(run.pump.reservoir.deliveredMl).toBe(0);
    expect(run.events('true.valves').filter(({ state }) => state === 'shut')).toEqual([]);
    expect(run.pump.refill({ fillMl: 20 }).ok).toBe(true);
    run.pump.programSimpleContinuous(1);
    run.wait(US_PER_DAY);
    expect(run.pump.reservoir.deliveredMl).toBeCloseTo(1, 9);
  });

  test('a field below the assumed threshold and a hand magnet open no valve', () => {
    const { pump, wait, events } = pumpRun({ product: prometra });
    pump.setField({ fieldMt: 499 });
    wait(US_PER_HOUR);
    expect(events('true.valves')).toEqual([]);
    expect(pump.reservoir.deliveredMl).toBe(0);
  });
});

describe('the reset of the flow-activated valve', () => {
  test('is refused in the field, and for a pump without such a valve', () => {
    const { pump } = scanned();
    expect(pump.resetValve()).toMatchObject({ ok: false, refusal: { field: 'valve', why: 'busy' } });
    expect(pumpRun({ product: prometra }).pump.resetValve()).toMatchObject({ refusal: { why: 'lacking' } });
    expect(pumpRun().pump.resetValve()).toMatchObject({ refusal: { why: 'lacking' } });
  });

  test('of an open valve changes nothing', () => {
    const { pump, wait, events } = pumpRun({ product: prometraII });
    pump.programSimpleContinuous(1);
    expect(pump.resetValve().ok).toBe(true);
    wait(US_PER_DAY);
    expect([events('true.valves').length, pump.reservoir.deliveredMl]).toEqual([0, expect.closeTo(1, 9)]);
  });
});

/** Runs one operation on a pump and returns the change of the filled volume. */
function happens({ pump }: PumpRun, stream: RandomStream): number {
  switch (Math.floor(stream.between(0, 6))) {
    case 0:
      pump.programSimpleContinuous(Math.round(stream.between(0, 28)));
      return 0;
    case 1:
      pump.setField({ fieldMt: stream.between(0, 3_000) });
      return 0;
    case 2:
      pump.removeField();
      return 0;
    case 3:
      pump.resetValve();
      return 0;
    case 4:
      return -pump.withdraw();
    default:
      return pump.refill({ fillMl: 5, omit: ['withdraw'] }).ok ? 5 : 0;
  }
}

test('the reservoir, the withdrawn and the delivered volume sum to the filling', () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const stream = new RandomStream(seed, 'prometra run');
    const product = stream.uniform() < 0.5 ? prometra : prometraII;
    const run = pumpRun({ product, seed, state: { accuracy: 0.968 } });
    let filledMl = 20;
    for (let i = 0; i < 40; i += 1) {
      filledMl += happens(run, stream);
      run.wait(Math.floor(stream.between(0, 6 * US_PER_HOUR)));
      const { deliveredMl, volumeMl } = run.pump.reservoir;
      expect(deliveredMl + volumeMl, `seed ${seed}, action ${i}`).toBeCloseTo(filledMl, 9);
      expect(volumeMl, `seed ${seed}, action ${i}`).toBeGreaterThanOrEqual(0);
    }
  }
});
