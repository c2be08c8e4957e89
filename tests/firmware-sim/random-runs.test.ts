import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../firmware-sim/base/refusal.ts';
import type {
  DetectionLaw,
  ExposureEffects,
  Program,
  PumpState,
  RecoveryLaw,
} from '../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR } from '../../firmware-sim/base/time-units.ts';
import type { Defect } from '../../firmware-sim/outside/defects.ts';
import { type Refill, type RefillStep, refillSteps } from '../../firmware-sim/outside/reservoir-port.ts';
import { runCount } from '../run-count.ts';
import { type PumpRun, pumpRun } from './pump-run.ts';

const STEP_ML = 0.000125;

interface Act {
  readonly afterUs: number;
  readonly does: string;
  readonly act: (run: PumpRun) => Acceptance | undefined;
}

function silently(fn: (run: PumpRun) => unknown): Act['act'] {
  return (run) => {
    fn(run);
    return undefined;
  };
}

/** Mostly low rates: a day in a field that takes single turns has as many records as steps. */
const someUlPerDay = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 40, max: 2_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 23_900, max: 24_100 }) },
);

const aFlex = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 1439 }), someUlPerDay), { maxLength: 5, selector: ([at]) => at })
  .map((more) => [[0, 300] as const, ...more].sort(([a], [b]) => a - b))
  .map((steps): Program => {
    const pattern = steps.map(([fromMinutes, ul]) => ({ fromMinutes, rateMlPerDay: ul / 1_000 }));
    return { mode: 'flex', flex: { 'every day': pattern } };
  });

const aPeriodic = fc.tuple(
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: 5, max: 600 }),
  fc.integer({ min: 0, max: 300 }),
);

const aProgram: fc.Arbitrary<Program> = fc.oneof(
  aFlex,
  aPeriodic.map(([ul, minutes, base]): Program => {
    const durationUs = minutes * 60_000_000;
    const periodicBolus = { volumeMl: ul / 1_000, durationUs, everyUs: 3 * durationUs };
    const patientBolus = { volumeMl: 0.02, durationUs: 600_000_000, lockoutUs: 3_600_000_000, allottedCount: 4 };
    return { mode: 'periodic bolus', rateMlPerDay: base / 1_000, periodicBolus, patientBolus };
  }),
  someUlPerDay.map((ul) => ({ mode: 'simple continuous' as const, rateMlPerDay: ul / 1_000 })),
  fc.constantFrom<Program>({ mode: 'minimum rate' }, { mode: 'stopped' }, { mode: 'simple continuous' }),
);

const someEffects: fc.Arbitrary<ExposureEffects> = fc
  .record({
    restart: fc.oneof(
      fc.constantFrom<ExposureEffects['restart']>({ kind: 'free' }, { kind: 'sampled' }),
      fc.integer({ min: 0, max: US_PER_DAY }).map((forUs) => ({ kind: 'bound' as const, forUs })),
    ),
    emiTelemetry: fc.boolean(),
    secondInterrogationQuirk: fc.boolean(),
    altered: fc.constantFrom<NonNullable<ExposureEffects['altered']> | undefined>(
      undefined,
      undefined,
      { kind: 'rate', rateMlPerDay: 0.777 },
      { kind: 'memory error', class: 'critical' },
      { kind: 'memory error', class: 'non-critical' },
    ),
  })
  .map(({ altered, ...effects }) => (altered === undefined ? effects : { ...effects, altered }));

const aRefill: fc.Arbitrary<Refill> = fc
  .record({
    fillMl: fc.double({ min: -1, max: 22, noNaN: true }),
    programMl: fc.option(fc.double({ min: -1, max: 22, noNaN: true }), { nil: undefined }),
    omit: fc.subarray<RefillStep>([...refillSteps]),
    forced: fc.boolean(),
    intoPocket: fc.boolean(),
    compare: fc.constantFrom<NonNullable<Refill['compare']>>('every pump', 'by capacity'),
  })
  .map(({ programMl, ...refill }) => (programMl === undefined ? refill : { ...refill, programMl }));

const bridge = { oldUgPerMl: 10_000, newUgPerMl: 20_000, doseUgPerDay: 5_000 };

const aDefect: fc.Arbitrary<Defect> = fc.constantFrom<Defect>(
  { kind: 'rotor', cause: 'shaft wear', rotor: 'intermittent' },
  { kind: 'rotor', cause: 'foreign particle', rotor: 'seized' },
  { kind: 'feedthrough shorting', safeState: false },
  { kind: 'low battery reset', safeState: true },
  { kind: 'low battery reset', safeState: false },
  { kind: 'reduced battery', leftShare: 0.1 },
  { kind: 'memory error', class: 'critical' },
  { kind: 'over-infusion', ratio: 1.4 },
  { kind: 'sampled' },
);

const anAct = fc
  .record({
    afterUs: fc.oneof(fc.integer({ min: 0, max: 2 * US_PER_DAY }), fc.integer({ min: 0, max: US_PER_HOUR })),
    what: fc.oneof(
      aProgram.map((program) => ({
        does: `program ${JSON.stringify(program)}`,
        act: (run: PumpRun) => run.pump.program(program),
      })),
      fc.tuple(fc.double({ min: -0.1, max: 1, noNaN: true }), someUlPerDay).map(([ml, ul]) => ({
        does: `bolus of ${ml} mL`,
        act: (run: PumpRun) => run.pump.singleBolus(ml, ul / 1_000),
      })),
      fc.double({ min: -0.1, max: 1.1, noNaN: true }).map((ml) => ({
        does: `priming bolus of ${ml} mL`,
        act: (run: PumpRun) => run.pump.primingBolus(ml),
      })),
      fc.constant({ does: 'bridge', act: (run: PumpRun) => run.pump.bridgeBolus(bridge) }),
      fc.constant({ does: "a patient's bolus", act: silently(({ pump }) => pump.askPatientBolus()) }),
      fc.constant({ does: 'roller study', act: (run: PumpRun) => run.pump.rollerStudy() }),
      fc.constant({ does: 'interrogation', act: silently(({ pump }) => pump.interrogate()) }),
      fc.integer({ min: 0, max: 604_799 }).map((weekSeconds) => ({
        does: `set clock to ${weekSeconds} s`,
        act: (run: PumpRun) => run.pump.clocks.set({ weekSeconds }),
      })),
      fc.constant({ does: 'set clock', act: (run: PumpRun) => run.pump.clocks.set('local time') }),
      fc.constant({ does: 'local time', act: silently(({ pump }) => pump.clocks.moveLocalTime(US_PER_HOUR)) }),
      fc.constant({ does: 'scan check', act: silently(({ pump }) => pump.scanCheck()) }),
      fc.constant({ does: 'premature', act: silently(({ pump }) => pump.interrogate({ premature: 'low reservoir' })) }),
      aDefect.map((defect) => ({
        does: `defect ${JSON.stringify(defect)}`,
        act: silently(({ pump }) => pump.beginDefect(defect)),
      })),
      fc.constant({ does: 'end of the field', act: silently(({ pump }) => pump.removeField()) }),
      aRefill.map((refill) => ({
        does: `refill ${JSON.stringify(refill)}`,
        act: (run: PumpRun) => run.pump.refill(refill),
      })),
      fc
        .record({
          fieldMt: fc.oneof(fc.double({ min: 0, max: 6, noNaN: true }), fc.double({ min: 0, max: 3_000, noNaN: true })),
          angleToNormalDeg: fc.integer({ min: 0, max: 180 }),
          profile: fc.constantFrom<'step' | 'walk-in'>('step', 'walk-in'),
        })
        .chain((field) =>
          someEffects.map((effects) => ({
            does: `field ${JSON.stringify([field, effects])}`,
            act: silently(({ pump }) => pump.setField(field, effects)),
          })),
        ),
    ),
  })
  .map(({ afterUs, what }): Act => ({ afterUs, ...what }));

const aState: fc.Arbitrary<Partial<PumpState>> = fc.record({
  reservoirMl: fc.double({ min: 0, max: 20, noNaN: true }),
  accuracy: fc.constantFrom<number | 'sampled'>(1, 1.145, 0.855, 'sampled'),
  law: fc.constantFrom<DetectionLaw>('volume', 'time', 'eitherLater'),
  recoveryLaw: fc.constantFrom<RecoveryLaw>('volume', 'time', 'eitherLater'),
  restartDelayUsMax: fc.constantFrom(0, US_PER_HOUR / 3),
  residualInsideCapacity: fc.boolean(),
  batteryShare: fc.constantFrom(1, 0.3505),
  clockDriftPpb: fc.constantFrom(0, 0, 200_000, -123_457),
  startWeekMinutes: fc.integer({ min: 0, max: 10_079 }),
  followsLocalTime: fc.boolean(),
  overInfusion: fc.constantFrom<NonNullable<PumpState['overInfusion']>>(
    { kind: 'ratio', ratio: 1.3 },
    { kind: 'sampled' },
  ),
  hazards: fc.constantFrom<NonNullable<PumpState['hazards']>>('approved', 'unapproved'),
});

const aRun = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  state: aState,
  acts: fc.array(anAct, { maxLength: 12 }),
});

/** Independent ledger: volumes in and out at the port, and volumes programmed. */
class Books {
  #filledMl: number;
  #toldMl: number;
  #toldAtSteps = 0;

  constructor(reservoirMl: number) {
    this.#filledMl = reservoirMl;
    this.#toldMl = reservoirMl;
  }

  refilled(refill: Refill, run: PumpRun): void {
    const omits = (step: RefillStep): boolean => refill.omit?.includes(step) === true;
    if (!omits('fill') && refill.intoPocket !== true) this.#filledMl += refill.fillMl;
    if (omits('program')) return;
    this.#toldMl = refill.programMl ?? refill.fillMl;
    this.#toldAtSteps = run.pump.drive.commandedSteps();
  }

  check(run: PumpRun): void {
    const { drive, reservoir, firmware } = run.pump;
    const withdrawnMl = run.events('true.refill').reduce((sum, event) => sum + Number(event.withdrawnMl), 0);
    const outMl = reservoir.volumeMl + reservoir.deliveredMl + withdrawnMl;
    expect(Math.abs(outMl - this.#filledMl)).toBeLessThan(STEP_ML);
    expect(reservoir.deliveredMl).toBeLessThan(drive.pumpedMl() + 2 * STEP_ML);
    const wasEmpty = run.events('true.reservoir').some((event) => event.state === 'empty');
    if (!wasEmpty && !reservoir.isEmpty)
      expect(Math.abs(reservoir.deliveredMl - drive.pumpedMl())).toBeLessThan(STEP_ML);
    const believedMl = Math.max(0, this.#toldMl - (drive.commandedSteps() - this.#toldAtSteps) * STEP_ML);
    expect(Math.abs(firmware.calculator.calculatedMl - believedMl)).toBeLessThan(STEP_ML);
  }
}

/** State that a refusal does not change. Only the record of the attempt is added. */
function snapshot({ pump, clock, trace }: PumpRun): readonly unknown[] {
  return [
    pump.firmware.status(),
    pump.delivery.line,
    pump.reservoir.volumeMl,
    pump.drive.state,
    clock.nextDueUs(),
    trace.records.length,
  ];
}

interface FinishedRun {
  readonly run: PumpRun;
  readonly lines: readonly string[];
}

function play(
  { seed, state, acts }: { readonly seed: number; readonly state: Partial<PumpState>; readonly acts: readonly Act[] },
  each: (run: PumpRun, act: Act) => void,
): FinishedRun {
  const run = pumpRun({ seed, state });
  const lines: string[] = [];
  run.trace.listen((_record, line) => void lines.push(line));
  for (const act of acts) {
    run.wait(act.afterUs);
    each(run, act);
  }
  run.wait(3 * US_PER_DAY);
  return { run, lines };
}

describe('random operations on a pump over days and weeks', () => {
  test('the ledgers balance to one motor step, in truth and by calculation', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const books = new Books(drawn.state.reservoirMl ?? 20);
        const { run } = play(drawn, (current, { act, does }) => {
          const answer = act(current);
          if (does.startsWith('refill') && answer?.ok === true)
            books.refilled(JSON.parse(does.slice(7)) as Refill, current);
          books.check(current);
        });
        books.check(run);
      }),
      { numRuns: runCount({ quick: 5, long: 40 }) },
    );
  });

  test('a refusal changes nothing and records only the attempt', () => {
    let refusals = 0;
    fc.assert(
      fc.property(aRun, (drawn) => {
        play(drawn, (run, { act }) => {
          const before = snapshot(run);
          if (act(run)?.ok !== false) return;
          refusals += 1;
          const after = snapshot(run);
          expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
          expect(after.at(-1)).toBe(Number(before.at(-1)) + 1);
        });
      }),
      { numRuns: runCount({ quick: 12, long: 40 }) },
    );
    expect(refusals).toBeGreaterThan(3);
  });

  test('records go forward in time and hold valid numbers only', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const { run, lines } = play(drawn, (current, { act }) => void act(current));
        let lastUs = 0;
        for (const record of run.trace.records) {
          expect(record.t).toBeGreaterThanOrEqual(lastUs);
          lastUs = record.t;
        }
        expect(lines.filter((line) => line.includes('null'))).toEqual([]);
      }),
      { numRuns: runCount({ quick: 3, long: 25 }) },
    );
  });

  test('the run repeats with its seed, byte for byte', () => {
    fc.assert(
      fc.property(aRun, (drawn) => {
        const once = play(drawn, (run, { act }) => void act(run));
        expect(play(drawn, (run, { act }) => void act(run)).lines).toEqual(once.lines);
      }),
      { numRuns: runCount({ quick: 3, long: 20 }) },
    );
  });
});
