import { describe, expect, test } from 'vitest';
import type { AlarmCause } from '../../../firmware-sim/base/alarm-cause.ts';
import { type Alteration, noEffects, type PumpState } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import { complaintsOfII } from '../../../firmware-sim/products/complaints.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { type PumpRun, pumpRun } from '../pump-run.ts';

interface Row {
  readonly cause: AlarmCause;
  readonly state?: Partial<PumpState>;
  readonly raise: (run: PumpRun) => void;
  /** Absent if the cause never clears. */
  readonly clear?: (run: PumpRun) => void;
}

const LIFE_US = 7 * 365.25 * US_PER_DAY;

function delivers(rateMlPerDay: number, us: number) {
  return ({ pump, wait }: PumpRun): void => {
    pump.programSimpleContinuous(rateMlPerDay);
    wait(us);
  };
}

function scanned(altered: Alteration) {
  return ({ pump, wait }: PumpRun): void => {
    pump.programSimpleContinuous(0.5);
    pump.setField({ fieldMt: 1500, azimuthDeg: 40 }, { ...noEffects, altered });
    wait(US_PER_MINUTE);
    pump.removeField();
  };
}

const refilled = ({ pump }: PumpRun): void => void pump.refill({ fillMl: 20 });
const reprogrammed = ({ pump }: PumpRun): void => void pump.programSimpleContinuous(0.5);

const critical: readonly Row[] = [
  {
    cause: 'motor stall',
    raise: ({ pump, wait }) => {
      pump.programSimpleContinuous(0.5);
      pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
      wait(US_PER_HOUR);
    },
    clear: ({ pump, wait }) => {
      pump.removeField();
      wait(US_PER_HOUR);
    },
  },
  { cause: 'empty reservoir', state: { reservoirMl: 0.01 }, raise: delivers(0.5, US_PER_HOUR), clear: refilled },
  { cause: 'end of service', state: { ageUs: LIFE_US - US_PER_HOUR }, raise: delivers(0.5, 2 * US_PER_HOUR) },
  { cause: 'pump stopped over 48 h', raise: ({ wait }) => wait(49 * US_PER_HOUR), clear: reprogrammed },
  {
    cause: 'low battery reset',
    raise: ({ pump, wait }) => {
      pump.programSimpleContinuous(0.5);
      wait(US_PER_HOUR);
      pump.beginDefect({ kind: 'low battery reset', safeState: true });
    },
    clear: reprogrammed,
  },
  { cause: 'critical memory error', raise: scanned({ kind: 'memory error', class: 'critical' }), clear: reprogrammed },
];

const nonCritical: readonly Row[] = [
  { cause: 'low reservoir', state: { reservoirMl: 2.01 }, raise: delivers(0.5, US_PER_HOUR), clear: refilled },
  {
    cause: 'elective replacement indicator',
    state: { eriAtAgeUs: US_PER_HOUR },
    raise: delivers(0.5, 2 * US_PER_HOUR),
  },
  {
    cause: 'non-critical memory error',
    raise: scanned({ kind: 'memory error', class: 'non-critical' }),
    clear: reprogrammed,
  },
];

/** Time at which a cause was raised, and the tones after it. */
function raisedAndHeard(run: PumpRun, cause: AlarmCause) {
  const raised = run.events('pump.alarm').find((event) => event.cause === cause && event.phase === 'raised');
  const tones = run.events('pump.tone').filter((event) => event.t >= Number(raised?.t));
  return { raised, tones };
}

function clearsAsTheTableSays(run: PumpRun, row: Row): void {
  const cleared = (): unknown =>
    run.events('pump.alarm').findLast((event) => event.cause === row.cause && event.phase === 'cleared');
  run.pump.interrogate();
  run.wait(US_PER_HOUR);
  expect(run.pump.firmware.alarms.causes).toContain(row.cause);
  if (row.clear === undefined) {
    refilled(run);
    reprogrammed(run);
    run.pump.programStopped();
    run.pump.setField({ fieldMt: 1500 });
    run.pump.removeField();
    run.wait(US_PER_DAY);
    expect(cleared()).toBeUndefined();
    expect(run.pump.firmware.alarms.causes).toContain(row.cause);
    return;
  }
  row.clear(run);
  expect(cleared()).toMatchObject({ cause: row.cause });
  expect(run.pump.firmware.alarms.causes).not.toContain(row.cause);
  const heard = run.events('pump.tone').length;
  const others = run.pump.firmware.alarms.causes.length;
  run.wait(US_PER_DAY);
  if (others === 0) expect(run.events('pump.tone')).toHaveLength(heard);
}

// Gillette, discharge information; Medtronic, product advisories.
describe('critical alarms: two tones for 3 s, every 10 min (assumed)', () => {
  test.each(critical)('$cause', (row) => {
    const run = pumpRun({ state: row.state ?? {} });
    row.raise(run);
    run.wait(3 * US_PER_HOUR);
    const { raised, tones } = raisedAndHeard(run, row.cause);
    expect(raised).toMatchObject({ class: 'critical' });
    expect(run.pump.log.entries.map((entry) => entry.kind)).toContain(row.cause);
    const first = Number(raised?.t);
    for (const i of [0, 1, 2, 17]) {
      expect(tones[i]).toMatchObject({
        t: first + i * 10 * US_PER_MINUTE,
        class: 'critical',
        tone: 'two-tone',
        seconds: 3,
      });
    }
    clearsAsTheTableSays(run, row);
  });
});

// Gillette, discharge information; Medtronic patient pages.
describe('non-critical alarms: a single tone for 1 s about hourly', () => {
  test.each(nonCritical)('$cause', (row) => {
    const run = pumpRun({ state: row.state ?? {} });
    row.raise(run);
    run.wait(3 * US_PER_HOUR);
    const { raised, tones } = raisedAndHeard(run, row.cause);
    expect(raised).toMatchObject({ class: 'non-critical' });
    expect(run.pump.log.entries.map((entry) => entry.kind)).toContain(row.cause);
    const first = Number(raised?.t);
    for (const i of [0, 1, 2]) {
      const tone = { t: first + i * US_PER_HOUR, class: 'non-critical', tone: 'single tone', seconds: 1 };
      expect(tones[i]).toMatchObject(tone);
    }
    clearsAsTheTableSays(run, row);
  });
});

// Medtronic patient pages: the critical alarm stands above the other.
describe('the two classes together', () => {
  test('a non-critical alarm pauses during a critical one, and ends with its cause', () => {
    const run = pumpRun({ state: { reservoirMl: 2.01 } });
    run.pump.programSimpleContinuous(0.5);
    run.wait(2 * US_PER_HOUR);
    run.pump.beginDefect({ kind: 'low battery reset', safeState: false });
    const fromUs = run.clock.nowUs();
    run.wait(5 * US_PER_HOUR);
    const tonesSince = (us: number): readonly unknown[] => [
      ...new Set(run.events('pump.tone').flatMap((event) => (event.t >= us ? [event.class] : []))),
    ];
    expect(tonesSince(fromUs)).toEqual(['critical']);
    run.wait(1);
    reprogrammed(run);
    const clearedUs = run.clock.nowUs();
    run.wait(3 * US_PER_HOUR);
    expect(tonesSince(clearedUs)).toEqual(['non-critical']);
    expect(
      run
        .events('pump.tone')
        .filter((event) => event.t >= clearedUs)
        .map((event) => event.t - clearedUs),
    ).toEqual([0, 1, 2, 3].map((hours) => hours * US_PER_HOUR));
  });

  test('the table has no cause for flow or pressure: the tests above raise every cause', () => {
    const raised = [...critical, ...nonCritical].map((row) => row.cause);
    expect([...raised].sort()).toEqual([...complaintsOfII.alarms].sort());
    expect(complaintsOfII.alarms.filter((cause) => /flow|pressure|occlu|block/.test(cause))).toEqual([]);
  });
});

describe('a pump with partly unknown alarms', () => {
  test('shows an alarm without a tone where its sound is unknown (Prometra)', () => {
    const product = productNamed('prometra') as Product;
    const run = pumpRun({ product, state: { reservoirMl: 3.01 } });
    run.pump.programSimpleContinuous(1);
    run.wait(US_PER_DAY);
    expect(run.pump.firmware.alarms.causes).toEqual(['low reservoir']);
    expect(run.events('pump.tone')).toEqual([]);
    expect(run.logged()).toEqual([]);
  });

  // Manual of a SynchroMed EL.
  test('has a memory error with the two-tone alarm after a scan, and no log', () => {
    const run = pumpRun({ product: productNamed('synchromed-el') as Product });
    scanned({ kind: 'memory error', class: 'critical' })(run);
    expect(run.events('pump.tone')[0]).toMatchObject({ tone: 'two-tone', seconds: 3 });
    expect(run.logged()).toEqual([]);
    run.pump.setField({ fieldMt: 1500, azimuthDeg: 40 });
    run.wait(US_PER_DAY);
    expect(run.pump.firmware.alarms.causes).toEqual(['critical memory error']);
  });
});
