import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Filmed } from '../../../../hil/scenario/actions/roller-study.ts';
import { filmsFit, filmsRead, type Seen } from '../../../../hil/scenario/checks/study-reading.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { read } from '../language/scenario-text.ts';

const study = { studyAngleDeg: 120, toleranceDeg: 3, rollerCount: 2, filmed: 'still', flipped: false } as const;
const seen = (movedDeg: number, more: Partial<Seen> = {}) => filmsRead({ ...study, movedDeg, ...more });

describe('still films of a rotor with two equal rollers', () => {
  // Miracle et al. 2011 says 120, a list of fluoroscopic steps 60.
  test('at 120 deg fit 60 deg the other way as well', () => {
    expect(seen(120).fitsDeg).toEqual([-240, -60, 120, 300]);
    expect(seen(-60).fitsDeg).toEqual([-240, -60, 120, 300]);
    expect([seen(120).reads, seen(-60).reads]).toEqual(['pass', 'pass']);
  });

  test.each([
    [0, 'fail'],
    [180, 'fail'],
    [2.9, 'fail'],
    [3.5, 'partial'],
    [50, 'partial'],
    [117, 'pass'],
    [116.5, 'partial'],
    [300, 'pass'],
  ] as const)('that turned by %d deg read as %s', (movedDeg, reads) => {
    expect(seen(movedDeg).reads).toBe(reads);
  });

  test("at half of the study angle look like a flipped pump's at the whole angle", () => {
    expect(seen(60).reads).toBe('ambiguous');
    expect(seen(120, { flipped: true })).toMatchObject({ reads: 'ambiguous', fitsDeg: seen(60).fitsDeg });
    expect(seen(120, { flipped: true }).fitsFlippedDeg).toEqual([-240, -60, 120, 300]);
  });
});

describe('still films of other heads', () => {
  test('with three rollers cannot tell 120 deg from no turn at all', () => {
    expect(seen(120, { rollerCount: 3 })).toMatchObject({
      reads: 'ambiguous',
      fitsDeg: [-360, -240, -120, 0, 120, 240, 360],
    });
    expect(seen(0, { rollerCount: 3 }).reads).toBe('ambiguous');
  });

  test('with four rollers cannot tell 90 deg either; with two they can, flipped or not', () => {
    expect(seen(0, { studyAngleDeg: 90, rollerCount: 4 }).reads).toBe('ambiguous');
    expect(seen(90, { studyAngleDeg: 90 }).reads).toBe('pass');
    expect(seen(90, { studyAngleDeg: 90, flipped: true }).reads).toBe('pass');
    expect(seen(0, { studyAngleDeg: 90 }).reads).toBe('fail');
  });
});

describe('live films', () => {
  const live = { filmed: 'live' } as const;

  test('give sense and count: one angle fits', () => {
    expect(seen(120, live)).toMatchObject({ reads: 'pass', fitsDeg: [120] });
    expect(seen(-60, live)).toMatchObject({ reads: 'partial', fitsDeg: [-60] });
    expect(seen(180, live)).toMatchObject({ reads: 'partial', fitsDeg: [180] });
    expect(seen(120, { ...live, rollerCount: 3 }).reads).toBe('pass');
  });

  test('of a flipped pump show it turning the wrong way', () => {
    expect(seen(120, { ...live, flipped: true })).toMatchObject({
      reads: 'ambiguous',
      fitsDeg: [-120],
      fitsFlippedDeg: [120],
    });
  });
});

test('fit the true motion of any rotor, and each angle that leaves the same films', () => {
  const any = fc.record({
    movedDeg: fc.integer({ min: -240, max: 240 }).map((steps) => steps * 1.5),
    rollerCount: fc.integer({ min: 1, max: 6 }),
    filmed: fc.constantFrom<Filmed[]>('still', 'live'),
    flipped: fc.boolean(),
  });
  fc.assert(
    fc.property(any, (made) => {
      const films = filmsRead({ ...study, ...made });
      const right = made.flipped ? films.fitsFlippedDeg : films.fitsDeg;
      expect(filmsFit(right, made.movedDeg, 0.01)).toBe(true);
      for (const movedDeg of right) expect(filmsRead({ ...study, ...made, movedDeg })).toEqual(films);
      expect([...films.shows, ...films.doesNotShow].every((text) => text.length > 20 && text.length < 200)).toBe(true);
    }),
  );
});

describe('a roller study in a scenario', () => {
  const resultOf = (pump: string, expectations: readonly string[], filmed = 'still') =>
    runScenario(
      read({
        pump: `{ product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day${pump} }`,
        timeline: [`{ at: 10 min, roller study: take, filmed: ${filmed}, name: study }`],
        expect: expectations,
      }),
      { rig: 'model' },
    );

  test('of a flipped pump passes in truth, and its films leave it open', async () => {
    const result = await resultOf(', flipped: yes', [
      '{ name: truth, outcome: pass, of: study }',
      '{ name: films, reading: ambiguous, of: study }',
      '{ name: mirrored, films fit: 60 deg, of: study }',
      '{ name: straight, films fit: 120 deg, of: study }',
    ]);
    expect(result.measurements.map(({ verdict, value }) => [verdict, value])).toEqual([
      ['pass', 'pass'],
      ['pass', 'ambiguous'],
      ['pass', '-300, -120, 60, 240'],
      ['fail', '-300, -120, 60, 240'],
    ]);
  });

  test('that is filmed live shows one angle', async () => {
    const result = await resultOf('', ['{ name: one, films fit: -60 deg, of: study }'], 'live');
    expect(result.studies[0]?.films).toMatchObject({ filmed: 'live', fitsDeg: [120], reads: 'pass' });
    expect(result.verdict).toBe('fail');
  });

  test('is the same however it is filmed and however the pump lies', async () => {
    const angle = '{ name: films, outcome: pass, of: study }';
    const [plain, flipped, live] = [
      await resultOf('', [angle]),
      await resultOf(', flipped: yes', [angle]),
      await resultOf('', [angle], 'live'),
    ];
    expect([flipped, live].map(({ studies }) => studies[0]?.movedDeg)).toEqual([120, 120]);
    expect(plain.fingerprint).not.toBe(flipped.fingerprint);
  });
});
