import { describe, expect, test } from 'vitest';
import { foundIn, problemsIn, read, scenarioText } from './scenario-text.ts';

const TOP_KEYS =
  '`scenario`, `says`, `tags`, `pump`, `firmware`, `field from`, `rig slip`, `run at most`, `ends at`, `parameters`, `timeline`, `expect`';
const TIME = 'a number with a unit (s, min, h, d, y)';
const NAME = 'a name: a small letter, then small letters, digits and hyphens; at most 60 in all';
const LINE = 'a text on one line, 1 to 400 characters';

const valid = scenarioText({});

const broken: readonly (readonly [string, string, string])[] = [
  ['nothing', '', '1:1: found an empty file; allowed: a scenario'],
  ['empty lines', '\n\n', '1:1: found an empty file; allowed: a scenario'],
  ['a comment', '# nothing\n', '1:1: found an empty file; allowed: a scenario'],
  ['a byte order mark', '\ufeff', '1:1: found an empty file; allowed: a scenario'],
  ['a list', '- a\n', `1:1: found "[a]"; allowed: a mapping with ${TOP_KEYS}`],
  ['a text', 'text', `1:1: found "text"; allowed: a mapping with ${TOP_KEYS}`],
  ['a document that begins and ends', '---\n', `1:4: found nothing; allowed: a mapping with ${TOP_KEYS}`],
  ['a zero byte', '\u0000', `1:1: found "<U+0000>"; allowed: a mapping with ${TOP_KEYS}`],
  ['a second document', `${valid}---\na: 1\n`, '7:1: found a second document; allowed: one scenario in a file'],
  ['a tab', 'a:\n\tb: 1\n', '2:1: found a tab in the indentation; allowed: spaces'],
  ['an unfinished quote', 'a: "x\n', `2:1: found a YAML error, 'Missing closing "quote'; allowed: well-formed YAML`],
  ['an unfinished mapping', '{', '1:2: found a YAML error, "Flow map must end with a }"; allowed: well-formed YAML'],
  [
    'a mapping in a mapping on one line',
    'a: b: c\n',
    '1:4: found a YAML error, "Nested mappings are not allowed in compact mappings"; allowed: well-formed YAML',
  ],
  [
    'a reserved letter',
    '@',
    '1:1: found a YAML error, "Plain value cannot start with reserved character @"; allowed: well-formed YAML',
  ],
  [
    'a list without quotes, of whose error others follow',
    '- { a: b in [1, 2] }\n- { c: d }\n- { e: f }\n',
    '1:13: found "[" behind a text without quotes; allowed: a comma or the end there, or quotes around a text with brackets, as in \'x in [1 mL, 2 mL]\'',
  ],
  ['a tag', 'a: !tag x\n', '1:4: found a YAML error, "Unresolved tag: !tag"; allowed: well-formed YAML'],
  ['a key that is a list', '? [a]\n: 1\n', '1:3: found a key that is not text; allowed: text'],
  ['an alias of nothing', 'a: *b\n', '1:4: found alias "b"; allowed: the name of an anchor before it'],
  ['an alias of itself', 'a: &x [*x]\n', '1:8: found an alias that nests too deep; allowed: at most 20 levels'],
  ['a second key', `${valid}timeline: []\n`, '7:1: found key "timeline" twice; allowed: each key once'],
  ['a strange key', `${valid}notes: x\n`, `7:1: found key "notes"; allowed: ${TOP_KEYS}`],
  [
    'a key nearly right',
    `${valid}run at moast: 45 d\n`,
    `7:1: found key "run at moast"; allowed: ${TOP_KEYS}; did you mean \`run at most\`?`,
  ],
  [
    'an end without a unit',
    `${valid}run at most: 45\n`,
    `7:14: found "45" for \`run at most\`; allowed: ${TIME}, above 0 s, at most 30 y`,
  ],
  [
    'an end at once',
    `${valid}run at most: 0 s\n`,
    `7:14: found "0 s" for \`run at most\`; allowed: ${TIME}, above 0 s, at most 30 y`,
  ],
  [
    'two ends',
    `${valid}ends at: 1 h\nrun at most: 2 h\n`,
    '8:1: found `run at most` together with `ends at`; allowed: one of the two',
  ],
  [
    'an entry after `ends at`',
    `${valid.replace('[]', '[{ at: 2 h, interrogate: once }]')}ends at: 1 h\n`,
    '4:12: found an entry at 2 h; allowed: at most 1 h, the limit by `ends at`',
  ],
  ['a timeline that is none', valid.replace('[]', '5'), '4:11: found "5" for `timeline`; allowed: a list of entries'],
  [
    'no expectation',
    valid.replace(/expect:[\s\S]*/, ''),
    '1:1: found no `expect`; allowed: a list of at least one expectation, or `ends at` without any',
  ],
  [
    'an empty list of expectations',
    valid.replace(/expect:[\s\S]*/, 'expect: []'),
    '5:9: found an empty list for `expect`; allowed: a list of at least one expectation',
  ],
  [
    'expectations that are none',
    valid.replace(/expect:[\s\S]*/, 'expect:'),
    '5:8: found nothing for `expect`; allowed: a list of at least one expectation',
  ],
  ['a name in capitals', valid.replace('trial', 'Trial'), `1:11: found "Trial" for \`scenario\`; allowed: ${NAME}`],
  ['a number for a name', valid.replace('trial', '5'), `1:11: found "5" for \`scenario\`; allowed: ${NAME}`],
  [
    'two lines where one is meant',
    valid.replace('Something happens.', '|\n  two\n  lines'),
    `2:7: found "two<U+000A>lines<U+000A>" for \`says\`; allowed: ${LINE}`,
  ],
  ['no words', valid.replace('Something happens.', '""'), `2:7: found nothing for \`says\`; allowed: ${LINE}`],
];

test.each(broken)('a file that is or has %s is refused with its place', (_what, text, problem) => {
  expect(problemsIn(text)).toEqual([problem]);
});

test('all problems of a file come at once, in the order of the text', () => {
  const text = scenarioText({
    pump: '{ product: synchromed-ii, mode: stopped, reservoir: 18 }',
    timeline: ['{ at: 1 h, feild: 1 T }'],
    expect: ['{ name: a, see: pump.alrm }'],
  });
  expect(foundIn(text).map(({ line, found }) => `${line} ${found}`)).toEqual([
    '3 "18" for `reservoir`',
    '5 key "feild"',
    '7 "pump.alrm" for `see`',
  ]);
});

test('a reference to an unreadable entry is not reported', () => {
  const timeline = ['{ at: 1 h, name: scan, field: 1500 }', '{ after: scan, field: off }'];
  const problems = foundIn(scenarioText({ timeline, expect: ['{ name: a, see: pump.alarm, during: scan }'] }));
  expect(problems.map(({ line }) => line)).toEqual([5]);
});

test('a text from the file is shown on one line, short, and harmless to a terminal', () => {
  const [problem] = foundIn(`scenario: "\\e[31m${'long '.repeat(30)}"`).filter(({ found }) =>
    found.includes('scenario'),
  );
  expect(problem?.found).toBe(`"<U+001B>[31m${'long '.repeat(11)}..." for \`scenario\``);
});

test('an anchor that is set again counts from there, for each later alias', () => {
  const timeline = [
    '&a { at: 1 h, field: &b 1 T }',
    '{ at: 2 h, field: &b 2 T }',
    '{ <<: *a, at: 3 h }',
    '{ at: 4 h, field: *b }',
  ];
  const strengths = read({ timeline }).timeline.map(
    ({ action }) => action.kind === 'field' && 'fieldMt' in action && action.fieldMt,
  );
  expect(strengths).toEqual([1000, 2000, 1000, 2000]);
});

describe('a malicious file ends at a bound', () => {
  const laughs = Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`).slice(1);
  const hurtful: readonly (readonly [string, string, string])[] = [
    ['10 MB', 'x'.repeat(10_000_000), '1:1: found 10000000 characters; allowed: at most 131072'],
    ['brackets in brackets', '['.repeat(100_000), '1:21: found deeper nesting; allowed: at most 20 levels'],
    ['lists in lists', '- '.repeat(50_000), '1:40: found deeper nesting; allowed: at most 20 levels'],
    ['keys in keys', '? '.repeat(50_000), '1:40: found deeper nesting; allowed: at most 20 levels'],
    [
      'a billion laughs',
      `a0: &a0 [x]\n${laughs.join('\n')}`,
      '5:45: found too many values, with aliases expanded; allowed: at most 20000',
    ],
    ['anchors', `[${'&a x, '.repeat(1000)}]`, '1:605: found too many anchors; allowed: at most 100'],
    [
      'values',
      `[${'x, '.repeat(25_000)}]`,
      '1:59999: found too many values, with aliases expanded; allowed: at most 20000',
    ],
  ];

  test.each(hurtful)('%s', (_what, text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  test.each([
    ['keys', Array.from({ length: 5_000 }, (_, i) => `key${i}: 1`).join('\n')],
    ['the same key', 'key: 1\n'.repeat(5_000)],
    ['quotes', "'\n".repeat(10_000)],
    ['closing brackets', ']'.repeat(10_000)],
    ['documents', '--- a\n'.repeat(5_000)],
    ['tags', '!!a '.repeat(5_000)],
    ['entries that refer to nothing', `expect: [x]\ntimeline:\n${'- { after: missing, field: off }\n'.repeat(2_000)}`],
    [
      'names and a name that is none',
      `timeline:\n${Array.from({ length: 1_500 }, (_, i) => `- { at: 1 h, stop: pump, name: entry number ${i} }\n`).join('')}${'- { after: missing one, stop: pump }\n'.repeat(60)}`,
    ],
  ])('too many problems, by %s', (_what, text) => {
    const problems = foundIn(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(50);
  });
});
