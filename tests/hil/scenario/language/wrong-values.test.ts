import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scenarioFile, scenarioNames } from '../../../../hil/scenario/library.ts';
import { foundIn, problemsIn } from './scenario-text.ts';

/** A scenario with the numeric keys that no shipped scenario has. */
const more = `scenario: more
says: Everything with a number.
pump:
  product: synchromed-ii
  mode: simple continuous
  rate: 0.5 mL/day
  patient bolus: { volume: 0.02 mL, over: 10 min, lockout: 4 h, in 24 h: 3 }
  reservoir: 18 mL
  accuracy: 1.1
  restart delay: up to 20 min
  low reservoir: 2 mL
  critical alarm every: 10 min
  non-critical alarm every: 60 min
  catheter:
    length: 100 cm
    trimmed by: 10 cm
    volume per length: 2.2 uL/cm
    outer diameter: 1.2 mm
    stiffness: 10 MPa
    viscosity: 1 mPa s
    CSF pressure: 1 kPa
    lets back at: 80 kPa
  drug: morphine 10 mg/mL
  implanted for: 2 y
  ERI after: 6 y
  clock drift: 20 ppm
  battery: by use
  battery left: 50 %
  over-infusion risk: ratio 1.3
timeline:
  - { at: 1 h, priming bolus: 0.2 mL, name: p }
  - { at: 30 h, bridge bolus: { from: 10 mg/mL, to: 20 mg/mL, daily dose: 5 mg, path: 0.2 mL } }
  - { at: 60 h, surroundings: { temperature: 38 degC, air pressure: 90 kPa } }
  - { at: 61 h, field: 1500 mT, azimuth: 40 deg, angle to pump normal: 85 deg, restart branch: bound 6 h }
  - { at: 62 h, field: off }
  - { at: 63 h, catheter: kink 90 % }
  - { at: 64 h, catheter: leak 40 % }
  - { at: 65 h, catheter access: aspirate 2 mL }
  - { at: 66 h, refill: 18 mL, programmed as: 17 mL }
  - { at: 67 h, faults: { flip: 1 %, drop: 1 % } }
  - { at: 68 h, local time: +1 h }
  - { at: 69 h, bolus: 0.1 mL, over: 20 min }
expect:
  - { name: a, never see: pump.alarm, after: p, within: 1 h }
run at most: 100 h
`;

const shipped = scenarioNames().map((name) => readFileSync(scenarioFile(name), 'utf8'));
const texts = [more, ...shipped].map((text) => text.replace(/^ *#.*$/gm, ''));
/** A key, and a scalar that begins with a number, with a sign, or with some words before a number. */
const ITEM = /(?<=[{,\s])([A-Za-z][A-Za-z0-9 -]*?): ((?:[a-z-]+ )*[+-]?\d[^,{}[\]\n]*?)(?=[ ]*[,}\n])/g;
const NUMBER = /[+-]?\d+(\.\d+)?(?= |$)/;

/** Keys whose value has words or a time of day, so their numbers have no unit. */
const notQuantities = ['name', 'says', 'scenario', 'clock', 'set clock', 'every day', 'product'];
/** Limits of an expectation may be any number: a signal may fall, and an angle has a sign. */
const limits = [
  'is',
  'at least',
  'at most',
  'advances at least',
  'advances at most',
  'stays at least',
  'stays at most',
];
const mayBeNegative = [...limits, 'azimuth', 'films fit', 'local time', 'clock drift'];
const mayBeHuge = [...limits, 'changes at least', 'changes at most'];

const wrong: Readonly<Record<string, { readonly but: readonly string[]; readonly of: (value: string) => string }>> = {
  negative: { but: mayBeNegative, of: (value) => value.replace(NUMBER, (n) => `-${n.replace(/^[+-]/, '')}`) },
  huge: { but: mayBeHuge, of: (value) => value.replace(NUMBER, '999999999') },
  'too long': { but: [], of: (value) => value.replace(NUMBER, '9999999999') },
  'an exponent': { but: ['times', 'accuracy'], of: (value) => value.replace(NUMBER, '1e3') },
  NaN: { but: [], of: (value) => value.replace(NUMBER, 'NaN') },
  infinite: { but: [], of: () => '.inf' },
  null: { but: [], of: () => 'null' },
  'a list': { but: [], of: () => '[]' },
  'a mapping': { but: [], of: () => '{}' },
};

interface Written {
  readonly key: string;
  readonly value: string;
  /** Returns the file with another value at this place. */
  readonly with: (value: string) => string;
}

function itemsOf(text: string): readonly Written[] {
  return [...text.matchAll(ITEM)].map((hit) => {
    const [, key = '', value = ''] = hit;
    const at = hit.index + key.length + 2;
    return { key, value, with: (put) => text.slice(0, at) + put + text.slice(at + value.length) };
  });
}

/** The first value of each key. The other values have the same form. */
const OF_A_KEY_MAX = 1;
const items = texts
  .flatMap(itemsOf)
  .filter(({ key }) => !notQuantities.includes(key))
  .filter((item, at, all) => all.slice(0, at).filter(({ key }) => key === item.key).length < OF_A_KEY_MAX);

test('the files hold most keys that take a number, and are valid', () => {
  expect(problemsIn(more)).toEqual([]);
  expect(new Set(items.map(({ key }) => key)).size).toBeGreaterThan(55);
});

describe.each(Object.keys(wrong))('a value that is %s', (kind) => {
  test('is refused in a sentence that quotes it', () => {
    const { but = [], of = (value: string) => value } = wrong[kind] ?? {};
    const taken: string[] = [];
    for (const item of items) {
      const put = of(item.value);
      if (but.includes(item.key) || put === item.value || Number(NUMBER.exec(put)?.[0]) === 0) continue;
      const problems = foundIn(item.with(put));
      if (problems.length === 0) taken.push(`${item.key}: ${put}`);
      for (const { found, allowed } of problems) {
        expect(found.length, `${item.key}: ${put}`).toBeGreaterThan(3);
        expect(allowed.length, `${item.key}: ${put}`).toBeGreaterThan(3);
      }
    }
    expect(taken).toEqual([]);
  });
});

test('a change of a signal is never below 0', () => {
  const expectation = (limit: string): string =>
    more.replace('never see: pump.alarm, after: p, within: 1 h', `signal: true.deliveredMl, ${limit}`);
  const allowed = 'a number with a unit (mL, uL), at least 0 mL';
  expect(problemsIn(expectation('changes at most: -1 uL')).map((one) => one.replace(/^\S+ /, ''))).toEqual([
    `found "-1 uL" for \`changes at most\`; allowed: ${allowed}`,
  ]);
  expect(problemsIn(expectation('changes at least: 0 mL'))).toEqual([]);
  expect(problemsIn(expectation('advances at least: -1 uL'))).toEqual([]);
});
