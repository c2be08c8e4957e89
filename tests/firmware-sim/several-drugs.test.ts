import { describe, expect, test } from 'vitest';
import type { Drug } from '../../firmware-sim/base/therapy.ts';
import { US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import { isEvent } from '../../firmware-sim/trace/record.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const morphine: Drug = { name: 'morphine', concentrationUgPerMl: 10_000 };
const clonidine: Drug = { name: 'clonidine', concentrationUgPerMl: 100 };
const later: Drug = { name: 'baclofen', concentrationUgPerMl: 0 };

function patient(otherDrugs: readonly Drug[] = [clonidine, later]): PumpRun {
  const run = pumpRun({ state: { catheter: {}, drug: morphine, otherDrugs, reservoirMl: 1 } });
  run.pump.programSimpleContinuous(0.5);
  return run;
}

function booksOf({ pump }: PumpRun) {
  const { catheter } = pump.catheter ?? {};
  catheter?.settle();
  return (name: string) => catheter?.books.drugs.find((drug) => drug.name === name);
}

describe('several drugs in a pump', () => {
  test('leave the tip side by side, each in a line of its own', () => {
    const run = patient();
    run.wait(24 * US_PER_HOUR);
    const books = booksOf(run);
    expect(books('morphine')?.tipUg).toBeCloseTo(5_000, -1);
    expect(books('clonidine')?.tipUg).toBeCloseTo(50, 0);
    expect(books('baclofen')?.tipUg).toBe(0);
    const names = new Set(run.trace.records.flatMap((record) => (isEvent(record) ? [] : [record.s])));
    expect([...names].filter((name) => name.startsWith('true.tipUg.')).sort()).toEqual([
      'true.tipUg.baclofen',
      'true.tipUg.clonidine',
    ]);
    expect(names).toContain('true.tipUg');
  });

  test('mix by name with the rest: a filling contains only the drugs that it names', () => {
    const run = patient();
    const restMl = run.pump.reservoir.solutionMl - run.pump.reservoir.reachableMl;
    const strong = { ...clonidine, concentrationUgPerMl: 300 };
    expect(run.pump.refill({ fillMl: 18, drug: strong, otherDrugs: [{ ...later, concentrationUgPerMl: 50 }] }).ok).toBe(
      true,
    );
    const { mix } = run.pump.catheter ?? {};
    expect(mix?.perMl('morphine')).toBeCloseTo((10_000 * restMl) / (restMl + 18), 6);
    expect(mix?.perMl('clonidine')).toBeCloseTo((100 * restMl + 300 * 18) / (restMl + 18), 6);
    expect(mix?.perMl('baclofen')).toBeCloseTo((50 * 18) / (restMl + 18), 6);
    run.wait(24 * US_PER_HOUR);
    const fronts = run.events('true.front').map(({ drug, toUgPerMl }) => [drug, Number(toUgPerMl).toFixed(1)]);
    expect(fronts).toContainEqual(['baclofen', ((50 * 18) / (restMl + 18)).toFixed(1)]);
    expect(fronts).toContainEqual([undefined, ((10_000 * restMl) / (restMl + 18)).toFixed(1)]);
  });

  test.each([{ omit: ['withdraw'] as const }, { intoAccessPort: true }])(
    'refuse a filling of a drug unknown at the start, and change nothing (%j)',
    (how) => {
      const run = patient([clonidine]);
      const volumeMl = run.pump.reservoir.volumeMl;
      const stranger = { name: 'ziconotide', concentrationUgPerMl: 5 };
      const answer = run.pump.refill({ fillMl: 1, ...how, drug: stranger });
      const limit = 'a drug of this run, morphine, clonidine';
      expect(answer).toEqual({ ok: false, refusal: { field: 'refill', value: 'ziconotide', limit, why: 'range' } });
      expect(run.pump.reservoir.volumeMl).toBe(volumeMl);
      expect(run.events('pump.interrogation')).toEqual([]);
      expect(run.events('true.injection')).toEqual([]);
    },
  );

  test('refuse an injection of a drug unknown at the start', () => {
    const run = patient();
    const fluid = { kind: 'drug', drug: { name: 'ziconotide', concentrationUgPerMl: 5 } } as const;
    expect(run.pump.access?.inject({ volumeMl: 1, fluid })).toMatchObject({ ok: false });
    expect(run.events('true.injection')).toEqual([]);
  });

  test('are refused if there are more than three or one is named twice', () => {
    const fourth = [clonidine, later, { ...later, name: 'ziconotide' }];
    expect(() => patient(fourth)).toThrow(/at most 3, each once/);
    expect(() => patient([morphine])).toThrow(/at most 3, each once/);
  });

  test('keep their programmed concentrations independent of the mixture', () => {
    const run = patient();
    expect(run.pump.firmware.memory.drugs.slice(0, 2)).toEqual([morphine, clonidine]);
    const strong = { ...morphine, concentrationUgPerMl: 20_000 };
    run.pump.refill({ fillMl: 18, drug: strong });
    expect(run.pump.firmware.memory.drugs[0]).toEqual(strong);
    expect(run.pump.catheter?.mix.perMl('morphine')).toBeLessThan(19_400);
    run.pump.refill({ fillMl: 18, drug: morphine, omit: ['program'] });
    expect(run.pump.firmware.memory.drugs[0]).toEqual(strong);
  });
});

describe('a bridge with several drugs in memory', () => {
  test('after a refill bridges to the filled drug, and reports the other drugs', () => {
    const run = patient();
    const strong = { ...morphine, concentrationUgPerMl: 20_000 };
    const added = { ...later, concentrationUgPerMl: 400 };
    run.pump.refill({ fillMl: 18, drug: strong, otherDrugs: [added] });
    expect(run.pump.firmware.memory.drugs).toEqual([strong, { name: 'none', concentrationUgPerMl: 0 }, added]);
    const bridge = { oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 };
    expect(run.pump.bridgeBolus(bridge)).toEqual({ ok: true });
    const start = run.events('pump.bolus').at(-1);
    expect(start).toMatchObject({ drug2: 'clonidine', drug2UgPerDay: 50, drug2ThenUgPerDay: 0 });
    expect(start).toMatchObject({ drug3: 'baclofen', drug3UgPerDay: 0, drug3ThenUgPerDay: 100 });
  });

  test('keeps the dose of its slot, and reports the other drugs during and after it', () => {
    const run = patient();
    run.pump.change({ drug1: morphine, drug2: clonidine, reservoirMl: 18 });
    const strong = { ...morphine, concentrationUgPerMl: 20_000 };
    expect(run.pump.change({ drug1: strong, bridge: { drugSlot: 1, doseUgPerDay: 5_000 } })).toEqual({ ok: true });
    const start = run.events('pump.bolus').at(-1);
    expect(start).toMatchObject({ kind: 'bridge bolus', bridgeMlPerDay: 0.5, thenMlPerDay: 0.25 });
    expect(start).toMatchObject({ drug2: 'clonidine', drug2UgPerDay: 50, drug2ThenUgPerDay: 25 });
    expect(start).not.toHaveProperty('drug1');
    expect(start).not.toHaveProperty('drug3');
  });
});
