import { describe, expect, test } from 'vitest';
import { at, judged } from '../patterns/judged-trace.ts';

const rates = [at.rate(0, 1), at.rate(10, 3.123456), at.rate(20, 1), at.rate(30, 0.25), at.rate(40, 1)];

/** Each failed check, the comparison that would have passed, and the check with it. */
test.each([
  ['holds: pump.rateMlPerDay <= 2 mL/day', 'pump.rateMlPerDay <= 3.124 mL/day'],
  ['holds: pump.rateMlPerDay >= 0.5 mL/day', 'pump.rateMlPerDay >= 0.25 mL/day'],
  ['holds: pump.rateMlPerDay > 0.5 mL/day', 'pump.rateMlPerDay >= 0.25 mL/day'],
  ['never: pump.rateMlPerDay > 2 mL/day', 'pump.rateMlPerDay > 3.124 mL/day'],
  ['never: pump.rateMlPerDay <= 0.5 mL/day', 'pump.rateMlPerDay < 0.25 mL/day'],
  ['whenever: pump.log, holds: pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay < 3.124 mL/day'],
  ['never: pump.rateMlPerDay >= 3.123456 mL/day', 'pump.rateMlPerDay >= 3.124 mL/day'],
  ['holds: "pump.rateMlPerDay in [0.5 mL/day, 2 mL/day]"', 'pump.rateMlPerDay in [0.25 mL/day, 3.124 mL/day]'],
  ['holds: "pump.rateMlPerDay in [0.1 mL/day, 2 mL/day]"', 'pump.rateMlPerDay in [0.1 mL/day, 3.124 mL/day]'],
  [
    'whenever: pump.log, from: 1 s, within: 4 s, holds: "pump.rateMlPerDay in [5 mL/day, 6 mL/day]"',
    'pump.rateMlPerDay in [3.123 mL/day, 6 mL/day]',
  ],
])('%s would pass with %s', (check, needed) => {
  const records = [...rates, at.log(15, 'motor stall')];
  const found = judged(`- { name: a, ${check} }`, records, 60)[0];
  expect(found?.verdict).toBe('fail');
  expect(found?.explanation?.wouldPass).toBe(needed);
  const key = /^never/.test(check) ? 'never' : 'holds';
  const met = check.replace(/\b(holds|never): .*$/, `${key}: "${needed}"`);
  expect(judged(`- { name: a, ${met} }`, records, 60)[0]?.verdict).toBe('pass');
});

test('gives no time that would have passed where a check asks at all moments', () => {
  const records = [at.event(0, 'pump.mode', { mode: 'flex' }), at.rate(0, 3), at.rate(20, 1), at.log(9, 'motor stall')];
  const wouldPass = (trigger: string) => {
    const check = `- { name: a, whenever: ${trigger}, see: pump.log "motor stall", within: 5 s }`;
    return judged(check, records, 60)[0]?.explanation?.wouldPass;
  };
  expect(wouldPass('pump.rateMlPerDay > 2 mL/day')).toBe('within 9 s');
  expect(wouldPass('{ throughout: pump.rateMlPerDay > 2 mL/day }')).toBeUndefined();
});

const HIGH = 'pump.rateMlPerDay > 2 mL/day';

/** Each check with its limit in time in place of LIMIT, and the limit that would have passed. */
test.each([
  ['see: pump.log, LIMIT', 'within 5 s', 'within 9 s'],
  ['see: pump.log, from: 2 s, LIMIT', 'within 5 s', 'within 9 s'],
  ['never see: pump.log, LIMIT', 'within 20 s', 'within 8.999 s'],
  [`holds: ${HIGH}, LIMIT`, 'for at least 9 s', 'for at least 5.999 s', ', or pump.rateMlPerDay >= 1 mL/day'],
  [
    `holds: ${HIGH}, from: 1 s, LIMIT`,
    'for at least 9 s',
    'for at least 4.999 s',
    ', or pump.rateMlPerDay >= 1 mL/day',
  ],
  [`holds: ${HIGH}, LIMIT`, 'for at most 5 s', 'for at most 6 s'],
  [`holds: ${HIGH}, from: 1 s, LIMIT`, 'for at most 3 s', 'for at most 5 s'],
  ['in order: [pump.tone, pump.log], LIMIT', 'within 5 s', 'within 9 s'],
])('%s with %s would pass with %s%s', (check, limit, needed, other = '') => {
  const records = [at.event(5, 'in.program'), at.rate(0, 3), at.rate(11, 1), at.event(6, 'pump.tone'), at.log(14, 'x')];
  const judgedWith = (one: string) => {
    const keyed = check.replace('LIMIT', one.replace(/ (?=[\d.]+ s$)/, ': '));
    return judged(`- { name: a, whenever: in.program, ${keyed} }`, records, 60)[0];
  };
  expect(judgedWith(limit)).toMatchObject({ verdict: 'fail', explanation: { wouldPass: `${needed}${other}` } });
  expect(judgedWith(needed)?.verdict).toBe('pass');
});

test('gives the difference of two signals that would have passed', () => {
  const records = [at.line(0, 'true.deliveredMl', 1, 0), at.line(0, 'pump.programmedMl', 1.25, 0)];
  const check = (condition: string) => judged(`- { name: a, holds: ${condition} }`, records, 60)[0];
  const needed = 'true.deliveredMl - pump.programmedMl >= -0.25 mL';
  expect(check('true.deliveredMl >= pump.programmedMl')?.explanation?.wouldPass).toBe(needed);
  expect(check(needed)?.verdict).toBe('pass');
});

test('ends the window of `before` at its moment', () => {
  const records = [at.log(15, 'motor stall'), at.rate(0, 3)];
  const found = judged(`- { name: a, before: pump.log, never: ${HIGH} }`, records, 60)[0];
  expect(found?.explanation?.window).toEqual({ fromUs: 0, toUs: 15_000_000 });
});

describe('conditions of several parts', () => {
  const records = [
    at.event(5, 'in.program'),
    at.rate(0, 1),
    at.rate(8, 3),
    at.rate(20, 1),
    at.reservoir(0, 10),
    at.reservoir(30, 8),
    at.log(14, 'motor stall'),
    at.log(17, 'motor stall'),
  ];
  const one = (check: string) => judged(`- { name: a, ${check} }`, records, 60)[0];

  /** Each failed check, the parts of its formula that a change lets pass, and the same parts changed. */
  test.each([
    [
      'holds: "pump.rateMlPerDay < 2 mL/day and pump.reservoirMl > 5 mL"',
      [['pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay <= 3 mL/day']],
    ],
    [
      'holds: "pump.rateMlPerDay < 2 mL/day or pump.reservoirMl < 9 mL"',
      [
        ['pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay <= 3 mL/day'],
        ['pump.reservoirMl < 9 mL', 'pump.reservoirMl <= 10 mL'],
      ],
    ],
    [
      'never: "not (pump.reservoirMl > 9 mL) and pump.rateMlPerDay < 2 mL/day"',
      [
        ['pump.reservoirMl > 9 mL', 'pump.reservoirMl >= 8 mL'],
        ['pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay < 1 mL/day'],
      ],
    ],
    [
      'formula: "always (in.program -> eventually[0 s, 5 s] pump.log)"',
      [['eventually[0 s, 5 s] pump.log', 'eventually[0 s, 9 s] pump.log']],
    ],
    [
      'formula: "always (in.program -> not eventually[0 s, 20 s] pump.log)"',
      [['eventually[0 s, 20 s] pump.log', 'eventually[0 s, 8.999 s] pump.log']],
    ],
    [
      'formula: "always (pump.log -> (once[0 s, 3 s] in.program or pump.rateMlPerDay > 5 mL/day))"',
      [
        ['once[0 s, 3 s] in.program', 'once[0 s, 12 s] in.program'],
        ['pump.rateMlPerDay > 5 mL/day', 'pump.rateMlPerDay >= 3 mL/day'],
      ],
    ],
    [
      'holds: "count(pump.log, 10 s) <= 1 and pump.reservoirMl > 5 mL"',
      [['count(pump.log, 10 s) <= 1', 'count(pump.log, 10 s) <= 2']],
    ],
    [
      'holds: "pump.rateMlPerDay in [0.5 mL/day, 2 mL/day] and not pump.tone"',
      [['pump.rateMlPerDay in [0.5 mL/day, 2 mL/day]', 'pump.rateMlPerDay in [0.5 mL/day, 3 mL/day]']],
    ],
    [
      'whenever: in.program, see: pump.rateMlPerDay > 2 mL/day, for at least: 20 s',
      [
        ['for at least: 20 s', 'for at least: 11.99 s'],
        ['pump.rateMlPerDay > 2 mL/day', 'pump.rateMlPerDay >= 1 mL/day'],
      ],
    ],
    [
      'whenever: pump.log, see: pump.rateMlPerDay < 2 mL/day, within: 4 s',
      [
        ['within: 4 s', 'within: 6 s'],
        ['pump.rateMlPerDay < 2 mL/day', 'pump.rateMlPerDay <= 3 mL/day'],
      ],
    ],
  ] as const)('%s names each change, and passes with it', (check, changes) => {
    const found = one(check);
    expect(found?.verdict).toBe('fail');
    const named = changes.map(([, changed]) => changed.replace(/^(within|for at least):/, '$1'));
    expect(found?.explanation?.wouldPass).toBe(named.join(', or '));
    for (const [part, changed] of changes) expect(one(check.replace(part, changed))?.verdict).toBe('pass');
  });

  test('names none where no single limit lets the check pass', () => {
    expect(
      one('holds: "pump.rateMlPerDay < 2 mL/day and pump.reservoirMl > 9 mL"')?.explanation?.wouldPass,
    ).toBeUndefined();
    expect(one('never: "pump.log or pump.tone"')?.explanation?.wouldPass).toBeUndefined();
  });

  test('takes every occurrence into account, not the first that failed alone', () => {
    const logs = [at.event(5, 'in.program'), at.event(13, 'in.program'), at.log(11, 'a'), at.log(30, 'a')];
    const check = (within: string) =>
      judged(`- { name: a, whenever: in.program, see: pump.log, within: ${within} }`, logs, 60)[0];
    expect(check('3 s')?.explanation?.wouldPass).toBe('within 17 s');
    expect(check('17 s')?.verdict).toBe('pass');
  });

  test('gives a limit of 0 where values near 0 decide', () => {
    const lines = [at.line(0, 'true.deliveredMl', 1, 0.0001), at.line(20, 'true.deliveredMl', 1.002, 0)];
    const check = 'holds: slope(true.deliveredMl) > 0 mL/day';
    const [found] = judged(`- { name: a, ${check} }`, lines, 60);
    expect(found?.explanation?.wouldPass).toBe('slope(true.deliveredMl) >= 0 mL/day');
  });

  test('names no count that always holds', () => {
    const found = one('count: pump.tone, per: 10 s, at least: 1');
    expect(found?.verdict).toBe('fail');
    expect(found?.explanation?.wouldPass).toBeUndefined();
  });

  test('shows the whole window in which none of several events came', () => {
    const found = one('formula: "always (in.program -> eventually[0 s, 5 s] (pump.log or pump.tone))"');
    expect(found?.explanation).toMatchObject({
      deciding: { text: 'pump.log', fromUs: 5_000_000, toUs: 10_000_000 },
      seen: 'pump.log did not occur from 00:00:05 to 00:00:10.',
      wouldPass: 'eventually[0 s, 9 s] (pump.log or pump.tone)',
    });
  });

  test('names a greater tolerance around a signal', () => {
    const lines = [
      at.line(0, 'true.deliveredMl', 1, 0),
      at.line(0, 'pump.programmedMl', 1.25, 0),
      at.line(20, 'true.deliveredMl', 1.75, 0),
    ];
    const check = (tolerance: string) =>
      judged(`- { name: a, holds: true.deliveredMl in pump.programmedMl +- ${tolerance} }`, lines, 60)[0];
    const needed = check('100 uL')?.explanation?.wouldPass;
    expect(needed).toBe('true.deliveredMl in pump.programmedMl +- 0.5 mL');
    expect(check('0.5 mL')?.verdict).toBe('pass');
  });
});
