import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemText, readScenarios } from '../../../../hil/scenario/language/read-scenario.ts';

const bit = fc.constantFrom(
  ...[
    '$minutes',
    '$minute',
    '$',
    '$$',
    '$$minutes',
    '5 min',
    '20 min',
    '-1',
    '1e9',
    '0',
    'x',
    "'a'",
    '"b',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[
    ', ',
    ': ',
    'from: 1 min',
    'to: 9 min',
    'step: 1 min',
    'step: 0.000001 s',
    'minutes: [5 min, 20 min]',
    '\n',
    '&a',
    '*a',
    '\u0000',
  ],
);
const text = fc.array(bit, { maxLength: 12 }).map((parts) => parts.join(''));

function textOf(parameters: string, wait: string): string {
  return `scenario: trial
says: Something happens.
parameters: ${parameters}
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 1 h, field: 1.5 T, azimuth: 40 deg, name: scan }
  - { after: scan, wait: ${wait}, field: off }
expect:
  - { name: stall noticed, after: scan, within: 21 min, see: pump.log "motor stall" }
`;
}

test('any parameters and values are read, or refused with a place inside the text', () => {
  const seen = { ok: 0, refused: 0 };
  const parameters = fc.oneof(text, fc.constant('{ minutes: [5 min, 20 min] }'));
  const wait = fc.oneof(text, fc.constant('$minutes'));
  fc.assert(
    fc.property(parameters, wait, fc.option(text, { nil: undefined }), (written, used, set) => {
      const all = textOf(written, used);
      const values = new Map(set === undefined ? [] : [['minutes', set]]);
      const result = readScenarios(all, 'f.yaml', { set: values });
      seen[result.ok ? 'ok' : 'refused'] += 1;
      if (result.ok) {
        expect(new Set(result.scenarios.map(({ name }) => name)).size).toBe(result.scenarios.length);
        return;
      }
      expect(result.problems.length).toBeGreaterThan(0);
      const lineCount = all.split('\n').length;
      for (const problem of result.problems) {
        expect(problem.line).toBeLessThanOrEqual(lineCount);
        expect(problemText(problem)).toMatch(/^f\.yaml:\d+:\d+: [^\n]+$/);
      }
    }),
    { numRuns: 300, seed: 20260103 },
  );
  expect(seen.ok).toBeGreaterThan(5);
  expect(seen.refused).toBeGreaterThan(100);
}, 30_000);
