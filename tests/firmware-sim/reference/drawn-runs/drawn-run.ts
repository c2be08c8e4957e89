import fc from 'fast-check';
import type { FieldExposure } from '../../../../firmware-sim/outside/field-exposure.ts';

/** Rate at which a pump makes this number of steps a day: one step is 0.000125 mL. */
const STEP_ML = 0.000125;
const S = 1_000_000;
const DAY_US = 86_400 * S;
const HOUR_US = 3600 * S;
const MINIMUM_ML_PER_DAY = 0.006;

/** Request of a programmer, as the words of its line. */
export type Request = readonly string[];

/** What people do around a pump. */
export type Act =
  | { readonly do: 'ask'; readonly request: Request }
  | { readonly do: 'program'; readonly lines: readonly string[]; readonly ends: 'commit' | 'wrong sum' | 'cancel' }
  | { readonly do: 'open a session' }
  | { readonly do: 'read log' }
  | { readonly do: 'field'; readonly exposure: FieldExposure }
  | { readonly do: 'no field' }
  | { readonly do: 'refill'; readonly fillMl: number; readonly toldMl: number | undefined };

/** An act after a wait. The wait is given in motor steps, so that a run has few of them at every rate. */
export interface DrawnAct {
  readonly afterSteps: number;
  readonly extraUs: number;
  readonly act: Act;
}

export interface DrawnRun {
  readonly seed: number;
  readonly reservoirMl: number;
  readonly acts: readonly DrawnAct[];
}

const ml = (value: number): string => value.toFixed(6);
const oftenly = <T>(...many: (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
  fc.oneof(...many.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const nlPerDay = oftenly<number>(
  [8, fc.integer({ min: 48_000, max: 2_000_000 })],
  [3, fc.integer({ min: 2_000_000, max: 24_000_000 })],
  [1, fc.constantFrom(0, 1, 47_999, 48_000, 24_000_000, 24_000_001, 999_000_000)],
);
const volumeNl = oftenly<number>(
  [6, fc.integer({ min: 1, max: 60_000 })],
  [1, fc.constantFrom(0, 1, 62, 63, 125, 187, 188, 20_000_000, 20_000_001)],
);
const lifted = (nl: number): string => ml(nl / 1_000_000);

const line = oftenly<string>(
  [3, fc.constantFrom('PROGMODE mode=continuous')],
  [2, fc.constantFrom('PROGMODE mode=stopped', 'PROGMODE mode=minimum')],
  [5, nlPerDay.map((nl) => `PROGRATE rate=${lifted(nl)}`)],
  [2, fc.integer({ min: 0, max: 20_500 }).map((ul) => `PROGLOW low=${(ul / 1000).toFixed(3)}`)],
  [
    1,
    oftenly([4, fc.integer({ min: 60, max: 7200 })], [1, fc.constantFrom(0, 59, 60, 86_400, 86_401)]).map(
      (s) => `PROGCRIT crit=${s}`,
    ),
  ],
  [
    1,
    oftenly([4, fc.integer({ min: 60, max: 7200 })], [1, fc.constantFrom(0, 59, 60, 86_400, 86_401)]).map(
      (s) => `PROGNON non=${s}`,
    ),
  ],
  [
    3,
    oftenly([4, fc.integer({ min: 0, max: 300_000 })], [2, fc.integer({ min: 0, max: 20_100_000 })]).map(
      (nl) => `PROGVOL vol=${lifted(nl)}`,
    ),
  ],
);

const program = fc.record({
  do: fc.constant('program' as const),
  lines: fc.array(line, { maxLength: 5 }),
  ends: oftenly<'commit' | 'wrong sum' | 'cancel'>(
    [8, fc.constant('commit')],
    [1, fc.constant('wrong sum')],
    [1, fc.constant('cancel')],
  ),
});

const reading = fc.constantFrom<Request>(
  ['INTERROGATE'],
  ['INTERROGATE'],
  ['THERAPY', 'of=pump'],
  ['RESERVOIR', 'of=pump'],
  ['ALARMS', 'of=pump'],
  ['ALARMS', 'of=draft'],
  ['IDENT'],
);
const order = oftenly<Request>(
  [
    5,
    fc.tuple(volumeNl, fc.integer({ min: 1, max: 7200 })).map(([nl, s]) => ['BOLUS', `vol=${lifted(nl)}`, `sec=${s}`]),
  ],
  [2, fc.constant(['STUDY'])],
  [2, fc.constant(['STOP'])],
  [1, fc.constant(['MINRATE'])],
  [1, fc.constant(['ALTEST'])],
);

const degrees = fc.integer({ min: 0, max: 180 });
const azimuth = fc.integer({ min: -180, max: 180 });
const exposure = oftenly<FieldExposure>(
  [
    3,
    fc.record({
      fieldMt: fc.double({ min: 0.5, max: 60, noNaN: true }),
      angleToNormalDeg: degrees,
      azimuthDeg: azimuth,
    }),
  ],
  [
    1,
    fc.record({
      fieldMt: fc.constantFrom(400, 1500, 3000),
      angleToNormalDeg: fc.integer({ min: 20, max: 160 }),
      azimuthDeg: azimuth,
    }),
  ],
  [
    1,
    fc.record({
      fieldMt: fc.constantFrom(1500, 3000),
      angleToNormalDeg: degrees,
      azimuthDeg: azimuth,
      profile: fc.constant('walk-in' as const),
    }),
  ],
  [
    3,
    fc.record({
      magnet: fc.constant('hand magnet' as const),
      distanceMm: fc.integer({ min: 1, max: 80 }),
      angleToNormalDeg: degrees,
      azimuthDeg: azimuth,
    }),
  ],
);

const act = oftenly<Act>(
  [5, program],
  [4, reading.map((request) => ({ do: 'ask', request }))],
  [4, order.map((request) => ({ do: 'ask', request }))],
  [1, fc.constant({ do: 'open a session' })],
  [1, fc.constant({ do: 'read log' })],
  [4, exposure.map((one) => ({ do: 'field', exposure: one }))],
  [4, fc.constant({ do: 'no field' })],
  [
    1,
    fc.record({
      do: fc.constant('refill' as const),
      fillMl: fc.double({ min: 0.01, max: 18, noNaN: true }),
      toldMl: fc.option(
        fc.integer({ min: 0, max: 20_000 }).map((ul) => ul / 1000),
        { nil: undefined },
      ),
    }),
  ],
);

/** A run: it begins with a program, so that the pump knows its reservoir. */
export const drawnRun: fc.Arbitrary<DrawnRun> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  reservoirMl: oftenly<number>(
    [2, fc.double({ min: 1, max: 20, noNaN: true })],
    [1, fc.double({ min: 0.001, max: 0.2, noNaN: true })],
  ),
  acts: fc.array(
    fc.record({
      afterSteps: oftenly<number>([2, fc.integer({ min: 0, max: 20 })], [4, fc.integer({ min: 20, max: 200 })]),
      extraUs: fc.integer({ min: 1, max: 20 * S }),
      act,
    }),
    { minLength: 2, maxLength: 24 },
  ),
});

/** Rate that a programmer would expect after these acts; it only chooses the length of the waits. */
export function expectedMlPerDay(before: number, one: Act): number {
  if (one.do === 'ask' && one.request[0] === 'STOP') return 0;
  if (one.do === 'ask' && one.request[0] === 'MINRATE') return MINIMUM_ML_PER_DAY;
  if (one.do !== 'program' || one.ends !== 'commit') return before;
  let after = before;
  for (const text of one.lines) {
    const rate = Number(/^PROGRATE rate=(.*)$/.exec(text)?.[1] ?? Number.NaN);
    if (rate >= 0.048 && rate <= 24) after = rate;
    if (text === 'PROGMODE mode=stopped') after = 0;
    if (text === 'PROGMODE mode=minimum') after = MINIMUM_ML_PER_DAY;
  }
  return after;
}

/** Returns the length of a wait: so many steps at a rate, and an hour or a day where the pump hardly moves. */
export function waitUs({ afterSteps, extraUs }: DrawnAct, mlPerDay: number): number {
  const stepUs = mlPerDay === 0 ? HOUR_US / 3 : Math.min(HOUR_US / 2, (STEP_ML / mlPerDay) * DAY_US);
  return Math.round(afterSteps * stepUs) + extraUs;
}
