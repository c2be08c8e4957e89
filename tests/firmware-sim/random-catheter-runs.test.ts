import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import type { InjectedFluid } from '../../firmware-sim/outside/injected-fluid.ts';
import { reviewMix } from '../../firmware-sim/plant/catheter/catheter-fault-mix.ts';
import type { CatheterFault } from '../../firmware-sim/plant/catheter/catheter-path.ts';
import { productNamed } from '../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import { isEvent, type LineRecord } from '../../firmware-sim/trace/record.ts';
import { runCount } from '../run-count.ts';
import { type PumpRun, pumpRun, quietAlarms } from './pump-run.ts';

const STEP_ML = 0.000125;
const HIGHEST_UG_PER_ML = 30_000;

interface Act {
  readonly afterUs: number;
  readonly does: string;
  readonly act: (run: PumpRun) => unknown;
}

const aFault: fc.Arbitrary<CatheterFault> = fc.oneof(
  fc.double({ min: 0.01, max: 0.999, noNaN: true }).map((share): CatheterFault => ({ kind: 'kink', share })),
  fc.double({ min: 0.01, max: 0.999, noNaN: true }).map((share): CatheterFault => ({ kind: 'leak', share })),
  fc.constantFrom<CatheterFault>(
    { kind: 'occlusion' },
    { kind: 'occlusion', while: 'lying' },
    { kind: 'occlusion', while: 'standing' },
    { kind: 'disconnection' },
    { kind: 'migration' },
    { kind: 'granuloma', ratio: 1 },
  ),
);

const aFluid: fc.Arbitrary<InjectedFluid> = fc.oneof(
  fc.constantFrom<InjectedFluid>({ kind: 'contrast' }, { kind: 'saline' }),
  fc.integer({ min: 0, max: 5_000 }).map((concentrationUgPerMl): InjectedFluid => {
    return { kind: 'drug', drug: { name: 'morphine', concentrationUgPerMl } };
  }),
);

function acts(name: string, arbitrary: fc.Arbitrary<(run: PumpRun) => unknown>) {
  return arbitrary.map((act) => ({ does: name, act }));
}

const anAct: fc.Arbitrary<Act> = fc
  .record({
    afterUs: fc.oneof(fc.integer({ min: 0, max: US_PER_DAY }), fc.integer({ min: 0, max: US_PER_HOUR })),
    what: fc.oneof(
      {
        weight: 4,
        arbitrary: acts(
          'fault',
          aFault.map(
            (fault) =>
              ({ pump }) =>
                pump.catheter?.harm(fault),
          ),
        ),
      },
      {
        weight: 3,
        arbitrary: acts(
          'repair',
          fc.constant(({ pump }: PumpRun) => pump.catheter?.repair()),
        ),
      },
      acts(
        'sampled',
        fc.constant(({ pump }: PumpRun) => pump.catheter?.harmAtRandom(reviewMix)),
      ),
      acts(
        'position',
        fc.constantFrom('lying' as const, 'standing' as const).map(
          (position) =>
            ({ pump }) =>
              pump.catheter?.layPatient(position),
        ),
      ),
      acts(
        'rate',
        fc.integer({ min: 48, max: 3_000 }).map(
          (ul) =>
            ({ pump }) =>
              pump.programSimpleContinuous(ul / 1_000),
        ),
      ),
      acts(
        'bolus',
        fc.integer({ min: 1, max: 60 }).map(
          (ul) =>
            ({ pump }) =>
              pump.singleBolus(ul / 1_000, 24),
        ),
      ),
      acts(
        'study',
        fc.constant(({ pump }: PumpRun) => pump.rollerStudy()),
      ),
      acts(
        'field',
        fc.integer({ min: -179, max: 180 }).map(
          (azimuthDeg) =>
            ({ pump }) =>
              pump.setField({ fieldMt: 1_500, azimuthDeg }),
        ),
      ),
      acts(
        'no field',
        fc.constant(({ pump }: PumpRun) => pump.removeField()),
      ),
      acts(
        'aspiration',
        fc.double({ min: 0.001, max: 3, noNaN: true }).map(
          (volumeMl) =>
            ({ pump }) =>
              pump.access?.aspirate({ volumeMl }),
        ),
      ),
      acts(
        'refill into the access port',
        fc.integer({ min: 1, max: 12 }).map(
          (fillMl) =>
            ({ pump }) =>
              pump.refill({ fillMl, intoAccessPort: true, drug: { name: 'morphine', concentrationUgPerMl: 700 } }),
        ),
      ),
      acts(
        'injection',
        fc.record({ volumeMl: fc.double({ min: 0.001, max: 3, noNaN: true }), fluid: aFluid }).map(
          (injection) =>
            ({ pump }) =>
              pump.access?.inject(injection),
        ),
      ),
      acts(
        'refill',
        fc.integer({ min: 0, max: HIGHEST_UG_PER_ML }).map(
          (ugPerMl) =>
            ({ pump }) =>
              pump.refill({ fillMl: 10, drug: { name: 'morphine', concentrationUgPerMl: ugPerMl } }),
        ),
      ),
    ),
  })
  .map(({ afterUs, what }) => ({ afterUs, ...what }));

const aRun = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  product: fc.constantFrom('synchromed-ii', 'synchromed-ii', 'synchromed-ii', 'prometra-ii', 'siromedes'),
  outletKpaMax: fc.constantFrom(undefined, 40, 120),
  residualInsideCapacity: fc.boolean(),
  needleMixing: fc.constantFrom('plug', 'plug', 'laminar'),
  acts: fc.array(anAct, { maxLength: 14 }),
});
type Drawn = typeof aRun extends fc.Arbitrary<infer T> ? T : never;

const START_UG_PER_ML = 10_000;

function begin({ seed, product: id, outletKpaMax, residualInsideCapacity, needleMixing }: Drawn): PumpRun {
  const product = productNamed(id) as Product;
  const catheter = outletKpaMax === undefined ? {} : { outletKpaMax };
  const drug = { name: 'morphine', concentrationUgPerMl: START_UG_PER_ML };
  return pumpRun({
    seed,
    product,
    state: { catheter, drug, residualInsideCapacity, needleMixing, alarms: quietAlarms },
  });
}

const ledgers = [
  ...['true.tipMl', 'true.strayMl', 'true.leakedMl', 'true.csfInMl', 'true.pocketInMl'],
  ...['true.tipUg', 'true.strayUg', 'true.leakedUg'],
];

/** Volume and drug in and out at the port, in mL and ug. */
class Books {
  filledMl: number;
  filledUg: number;

  constructor({ pump }: PumpRun) {
    this.filledMl = pump.reservoir.solutionMl + (pump.catheter?.catheter.insideMl ?? 0);
    this.filledUg = this.filledMl * START_UG_PER_ML;
  }

  check({ pump, events }: PumpRun): void {
    const run = pump.catheter;
    if (run === undefined) throw new Error('no catheter');
    run.catheter.settle();
    const { books, insideMl } = run.catheter;
    const outMl = books.tipMl + books.strayMl + books.leakedMl + books.aspiratedMl;
    const needleInMl = books.csfInMl + books.pocketInMl + books.injectedMl;
    expect(Math.abs(pump.reservoir.solutionMl + insideMl + outMl - needleInMl - this.filledMl)).toBeLessThan(STEP_ML);
    const outUg = books.tipUg + books.strayUg + books.leakedUg + books.aspiratedUg;
    const heldUg = pump.reservoir.solutionMl * run.reservoirUgPerMl + books.insideUg;
    // A field may turn one step back into the reservoir, where a refill mixes it with another drug.
    const ofOneStepUg = events('in.field').length > 0 ? STEP_ML * HIGHEST_UG_PER_ML : 0;
    expect(Math.abs(heldUg + outUg - this.filledUg)).toBeLessThan(1e-6 * this.filledUg + ofOneStepUg);
    expect(run.catheter.kpa).toBeLessThan(250.1);
  }
}

function play(drawn: Drawn, each: (run: PumpRun, books: Books, act: Act) => void, pieces = 1): PumpRun {
  const run = begin(drawn);
  const books = new Books(run);
  for (const act of drawn.acts) {
    for (let i = 1; i <= pieces; i += 1)
      run.wait(Math.floor((act.afterUs * i) / pieces) - Math.floor((act.afterUs * (i - 1)) / pieces));
    each(run, books, act);
  }
  run.wait(2 * US_PER_DAY);
  books.check(run);
  return run;
}

/** Records a refill; the ledger needs the content before it. */
function actAndBook(run: PumpRun, books: Books, { act, does }: Act): void {
  const { pump } = run;
  const injectionCount = run.events('true.injection').length;
  const before = { reachableMl: pump.reservoir.reachableMl, ugPerMl: pump.catheter?.reservoirUgPerMl ?? 0 };
  const answer = act(run) as { readonly ok?: boolean } | undefined;
  if (run.events('true.injection').length > injectionCount) {
    const asked = run.events(does === 'injection' ? 'in.catheter' : 'in.refill').at(-1);
    const drugUgPerMl = Number(asked?.drugUgPerMl ?? 0);
    books.filledUg += drugUgPerMl * Number(run.events('true.injection').at(-1)?.volumeMl);
  }
  if (does !== 'refill' || answer?.ok !== true) return;
  const drugUgPerMl = run.events('in.refill').at(-1)?.drugUgPerMl;
  books.filledMl += 10 - before.reachableMl;
  books.filledUg += 10 * Number(drugUgPerMl) - before.reachableMl * before.ugPerMl;
}

describe('random faults of a catheter over days', () => {
  // The ledgers are reservoir, catheter, tip, migrated tip and leak. A field may turn a step back.
  test('all that was filled is in a ledger: volume to one step, drug to a millionth', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        play(drawn, (run, books, act) => {
          actAndBook(run, books, act);
          books.check(run);
        });
      }),
      { numRuns: runCount({ quick: 8, long: 60 }) },
    );
  });

  test('the lines in the trace match the ledgers within their declared error', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const { trace, clock, pump } = play(drawn, (run, books, act) => actAndBook(run, books, act));
        const books = pump.catheter?.catheter.books;
        for (const [name, valueMl] of [
          ['true.tipMl', books?.tipMl],
          ['true.strayMl', books?.strayMl],
          ['true.leakedMl', books?.leakedMl],
        ] as const) {
          const line = trace.records.findLast((record): record is LineRecord => !isEvent(record) && record.s === name);
          const drawnMl = Number(line?.v) + (Number(line?.r) * (clock.nowUs() - Number(line?.t))) / 1e6;
          const errorMax = trace.signals.find((signal) => signal.name === name)?.errorMax ?? 0;
          expect(Math.abs(drawnMl - Number(valueMl))).toBeLessThan(errorMax);
        }
      }),
      { numRuns: runCount({ quick: 6, long: 40 }) },
    );
  });

  test('no ledger of outflow or inflow ever decreases', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const { trace } = play(drawn, (run, books, act) => actAndBook(run, books, act));
        for (const name of ledgers) {
          const lines = trace.records.filter((record): record is LineRecord => !isEvent(record) && record.s === name);
          let highest = 0;
          for (const { v } of lines) {
            expect(v).toBeGreaterThanOrEqual(highest);
            highest = v;
          }
        }
      }),
      { numRuns: runCount({ quick: 6, long: 40 }) },
    );
  });

  test('cutting an idle interval into pieces leaves the run unchanged, byte for byte', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const prints = [1, 5].map((pieces) =>
          play(drawn, (run, books, act) => actAndBook(run, books, act), pieces).trace.fingerprint(),
        );
        expect(prints[1]).toBe(prints[0]);
      }),
      { numRuns: runCount({ quick: 3, long: 20 }) },
    );
  });
});

// Balance: reservoir + catheter + delivered + leaked = filled.
test('ten years with refills, a leak and an occlusion balance to one motor step', () => {
  const { serviceLife: _noLimit, ...product } = productNamed('synchromed-ii') as Product;
  const drug = { name: 'morphine', concentrationUgPerMl: START_UG_PER_ML };
  const run = pumpRun({ product, state: { catheter: {}, drug, accuracy: 1.03, alarms: quietAlarms } });
  const books = new Books(run);
  const { pump, wait } = run;
  const refill = { does: 'refill', afterUs: 0, act: () => pump.refill({ fillMl: 10, drug }) };
  pump.programSimpleContinuous(0.5);
  for (let day = 0; day < 3_652; day += 1) {
    if (day % 15 === 14) actAndBook(run, books, refill);
    if (day % 365 === 100) pump.catheter?.harm({ kind: 'leak', share: 0.4 });
    if (day % 365 === 200) pump.catheter?.harm({ kind: 'occlusion' });
    if (day % 365 === 201 || day % 365 === 150) pump.catheter?.repair();
    wait(US_PER_DAY);
  }
  books.check(run);
  const { tipMl, leakedMl } = run.pump.catheter?.catheter.books ?? { tipMl: 0, leakedMl: 0 };
  expect(leakedMl).toBeGreaterThan(20);
  expect(tipMl).toBeGreaterThan(500);
});
