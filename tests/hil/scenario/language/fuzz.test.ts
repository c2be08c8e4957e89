import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Problem, problemText, readScenario } from '../../../../hil/scenario/language/read-scenario.ts';
import { scenarioFile, scenarioNames } from '../../../../hil/scenario/library.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { runCount } from '../../../run-count.ts';

const files = scenarioNames().map((name) => readFileSync(scenarioFile(name), 'utf8'));

const bits = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '#',
    '-',
    '?',
    '&a',
    '*a',
    '!!',
    '|',
    '>',
    "'",
    '"',
    '%',
    '@',
    '\t',
    '\n',
    '\r',
    ' ',
  ],
  ...[
    '\u0000',
    '\u2028',
    '\ud800',
    '\u{1f600}',
    '<<: *a',
    '---',
    '...',
    '.inf',
    'NaN',
    '1e9',
    '-1',
    '0',
    'null',
    'yes',
    '~',
  ],
  ...['at: ', 'after: ', 'within: ', 'wait: ', 'name: ', 'field: off', 'during: scan', '5 %', '9999999999 h', 'see: '],
);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

type Change = (text: string) => string;

function inLines(change: (lines: string[], at: number) => void, where: number): Change {
  return (text) => {
    const lines = text.split('\n');
    change(lines, Math.floor(where * lines.length));
    return lines.join('\n');
  };
}

function splice(where: number, deleteCount: number, put: string): Change {
  return (text) => {
    const at = Math.floor(where * text.length);
    return text.slice(0, at) + put + text.slice(at + deleteCount);
  };
}

/** One accidental change, as by a typist, an editor or a damaged disk. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(share, fc.nat(20)).map(([where, count]) => splice(where, count, '')),
  fc.tuple(share, fc.nat(3), bits).map(([where, count, put]) => splice(where, count, put)),
  fc
    .tuple(share, fc.nat(3), fc.string({ unit: 'binary', maxLength: 5 }))
    .map(([where, count, put]) => splice(where, count, put)),
  share.map((where) => inLines((lines, at) => lines.splice(at, 1), where)),
  share.map((where) => inLines((lines, at) => lines.splice(at, 0, lines[at] ?? ''), where)),
  fc
    .tuple(share, share)
    .map(([where, to]) =>
      inLines((lines, at) => lines.splice(Math.floor(to * lines.length), 0, ...lines.splice(at, 1)), where),
    ),
  fc
    .tuple(share, bits)
    .map(([where, put]) => inLines((lines, at) => lines.splice(at, 1, `  ${put}${lines[at] ?? ''}`), where)),
  share.map(
    (where): Change =>
      (text) =>
        text.slice(0, Math.floor(where * text.length)),
  ),
);

/** Problems of a scenario that was read. JSON writes invalid numbers as null. */
function faultsOf(scenario: Scenario): readonly string[] {
  const times = scenario.timeline.map((entry) => entry.atUs);
  const faults: string[] = [];
  if (!times.every((time, i) => Number.isSafeInteger(time) && time >= (times[i - 1] ?? 0)))
    faults.push(`times ${times}`);
  if ((times.at(-1) ?? 0) > scenario.runAtMostUs) faults.push('beyond its end');
  if (new Set(scenario.timeline.map((entry) => entry.name)).size !== times.length) faults.push('a name twice');
  if (scenario.expect.length === 0) faults.push('expects nothing');
  if (JSON.stringify(scenario).includes('null')) faults.push('not a number');
  return faults;
}

/** Returns the messages that are not a single line with a place inside the text. */
function misplacedIn(text: string, problems: readonly Problem[]): readonly string[] {
  const lines = text.split('\n');
  const isInside = ({ line, column }: Problem): boolean =>
    column >= 1 && column <= (lines[line - 1] ?? '').length + 1 && line <= lines.length;
  const isLine = (problem: Problem): boolean =>
    /^f\.yaml:\d+:\d+: found [^\n]+; allowed: [^\n]+$/.test(problemText(problem));
  return problems.filter((problem) => !(isInside(problem) && isLine(problem))).map(problemText);
}

function readSoundly(text: string): 'ok' | 'refused' {
  const result = readScenario(text, 'f.yaml');
  if (result.ok) expect(faultsOf(result.scenario)).toEqual([]);
  else expect([result.problems.length > 0, misplacedIn(text, result.problems)]).toEqual([true, []]);
  return result.ok ? 'ok' : 'refused';
}

test('a file that was changed by accident is read, or refused with a place inside it', () => {
  const changed = fc.tuple(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 4 }));
  const seen = { ok: 0, refused: 0 };
  fc.assert(
    fc.property(changed, ([file, changes]) => {
      seen[readSoundly(changes.reduce((now, apply) => apply(now), file))] += 1;
    }),
    { numRuns: runCount({ quick: 60, long: 1000 }), seed: 20260101 },
  );
  expect(seen.ok).toBeGreaterThan(5);
  expect(seen.refused).toBeGreaterThan(30);
}, 120_000);

test('any text at all is read, or refused with a place inside it', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(bits, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (any) => {
      readSoundly(any);
    }),
    { numRuns: 240, seed: 20260102 },
  );
}, 30_000);
