import { describe, expect, test } from 'vitest';
import { dependencyFindings, lockFindings } from './dependency-rules.ts';
import { danglingFindings, mapFindings, movedFindings, readmeFindings, topLevelFindings } from './folder-rules.ts';
import { importFindings } from './import-rules.ts';
import { lengthFindings, lineFindings, nameFindings } from './line-rules.ts';
import type { ProjectFile } from './project-file.ts';
import { recipeFindings } from './recipe-rules.ts';
import { crowdedFindings, twoWayFindings } from './room-rules.ts';
import { titleFindings } from './title-rules.ts';
import { findingsBeyond, wordFindings } from './word-rules.ts';

function file(path: string, ...lines: string[]): ProjectFile {
  return { path, lines };
}

/** `_` is removed from each text. It keeps the rules from finding this file. */
function hidden(line: string): string {
  return line.replaceAll('_', '');
}

describe('a line can be untidy, and the finding names file and line', () => {
  test.each([
    ['hil/a.ts', '// biome-_ignore lint: no'],
    ['hil/a.ts', '// @ts-_ignore'],
    ['hil/a.ts', '// @ts-_expect-error'],
    ['hil/a.ts', '/* eslint-_disable */'],
    ['hil/a.ts', 'global_This.set_Timeout(f, 1);'],
    ['hil/a.ts', "global_This['set_Interval'](f, 1);"],
    ['hil/a.ts', 'const x = y as a_ny;'],
    ['hil/a.ts', 'function f(x: a_ny): void {}'],
    ['tests/a.test.ts', "test.on_ly('x', f);"],
    ['tests/a.test.ts', "describe.ski_p('x', f);"],
    ['tests/a.test.ts', "test('x', { ski_p: true }, f);"],
    ['tests/a.test.ts', "test('x', { retr_y: 2 }, f);"],
    ['hil/README.md', 'See ../share_d/design.'],
    ['hil/a.ts', "readFileSync('/wor_k/x');"],
    ['hil/a.ts', "readFileSync('/hom_e/me/x');"],
    ['hil/README.md', 'Works since v_1.2.3.'],
    ['hil/README.md', 'Works with vitest 4_.1.'],
    ['hil/a.ts', '/** As in xstate@5_.1. */'],
    ['hil/a.ts', 'const a = 1; // since v_2.0'],
    ['tests/a.test.ts', "rm_Sync(join(folder, '..'), { recursive: true });"],
    ['protocol/a.ts', 'const x = y *_* 3;'],
    ['firmware-sim/a.ts', 'const x = y *_* 0.5;'],
    ['firmware-sim/a.ts', 'const x = 10 *_* decimals;'],
    ['firmware-sim/a.ts', 'const x = 12 *_* 3;'],
    ['firmware-sim/a.ts', 'const x = 2 *_* exponent;'],
    ['protocol/tables/a.ts', "case 'prometra':"],
  ])('a line of %s: %s', (path, line) => {
    expect(lineFindings(file(path, 'fine', hidden(line)))).toEqual([expect.stringContaining(`${path}:2 `)]);
  });

  test.each([
    ['hil/base/wall-clock.ts', 'global_This.set_Timeout(f, 1);'],
    ['hil/README.md', 'IEC 62304 clause 5.1.2, GIP-1.4.4, 127.0.0.1 and protocol version 1'],
    ['hil/a.ts', "const url = 'https://example.org/hom_e/x';"],
    ['hil/a.ts', '// many a man, in any case: any'],
    ['protocol/a.ts', 'const x = y *_* 2;'],
    ['protocol/a.ts', 'const LIMIT = 2 *_* 31;'],
    ['protocol/a.ts', '// r = m *_* 3'],
    ['tests/a.test.ts', "test.skipIf(noDevice)('x', f);"],
  ])('but not a line of %s: %s', (path, line) => {
    expect(lineFindings(file(path, hidden(line)))).toEqual([]);
  });

  test('a file of 401 lines, but not a generated one', () => {
    const lines = Array.from({ length: 401 }, () => '');
    expect(lengthFindings(file('hil/a.ts', ...lines))).toEqual(['hil/a.ts:401 401 lines, at most 400']);
    expect(lengthFindings(file('hil/a.gen.ts', ...lines))).toEqual([]);
  });

  test('a name that says nothing', () => {
    expect(nameFindings(file('hil/utils.ts'))).toHaveLength(1);
  });
});

describe('an import can run upwards', () => {
  test.each([
    ['protocol/a.ts', "import { x } from '../firmware-sim/x.ts';"],
    ['protocol/deep/a.ts', "import { x } from '../../hil/x.ts';"],
    ['protocol/a.ts', "import { x } from 'xstate';"],
    ['protocol/a.ts', "export * from 'node:fs';"],
    ['firmware-sim/a.ts', "const x = await import('../hil/x.ts');"],
    ['firmware-sim/a.ts', "const x = new URL('../hil/x.ts', import.meta.url);"],
    ['firmware-sim/a.ts', "import sin from '@stdlib/math-base-special-sin';"],
    ['hil/a.ts', "import { x } from '../tests/x.ts';"],
  ])('an import in %s: %s', (path, line) => {
    expect(importFindings(file(path, line))).toEqual([expect.stringContaining(`${path}:1 `)]);
  });

  test.each([
    ['firmware-sim/plant/a.ts', "import { x } from '../../protocol/x.ts';"],
    ['firmware-sim/a.ts', "import { sha256 } from '@noble/hashes/sha2.js';"],
    ['firmware-sim/base/exact-math.ts', "import sin from '@stdlib/math-base-special-sin';"],
    ['hil/a.ts', "import { x } from '../protocol/x.ts';"],
  ])('but not an import in %s: %s', (path, line) => {
    expect(importFindings(file(path, line))).toEqual([]);
  });
});

describe('a folder, a document and a dependency can be untidy', () => {
  test('a folder without a README, a file that it does not name, and one line too many', () => {
    expect(readmeFindings([file('hil/deep/a.ts')])).toEqual([
      'hil/README.md:1 is missing',
      'hil/deep/README.md:1 is missing',
    ]);
    const virtual = file('hil/README.md', '`virtual-clock.ts`');
    expect(readmeFindings([virtual, file('hil/clock.ts')])).toEqual(['hil/README.md:1 does not name clock.ts']);
    expect(readmeFindings([file('hil/README.md', ...Array.from({ length: 41 }, () => ''))])).toHaveLength(1);
    expect(mapFindings([file('README.md', 'protocol hil tests')])).toEqual(['README.md:1 does not name firmware-sim/']);
  });

  test('a README that describes a file of another folder', () => {
    const readme = file('hil/deep/README.md', '- `a.ts`, `gone.ts`: x. `b.ts`: see `far.ts`.', '`far.ts`: prose');
    expect(movedFindings([readme, file('hil/deep/a.ts'), file('hil/far.ts')])).toEqual([
      'hil/deep/README.md:1 gone.ts is not in this folder',
      'hil/deep/README.md:1 b.ts is not in this folder',
    ]);
  });

  test('a recipe that is missing, too long, or names a file that does not exist', () => {
    const steps = ['1. `hil/a.ts`, `b.ts`', '2. `npm run x`', '3. x', '4. x', '5. x', '6. x'];
    const readmes = ['protocol', 'firmware-sim'].map((floor) => file(`${floor}/README.md`, '## How to add x', '1. x'));
    const hil = file('hil/README.md', '## How to add a rig', ...steps);
    expect(recipeFindings([...readmes, hil, file('hil/a.ts')])).toEqual([
      'hil/README.md:7 a recipe has at most 5 steps',
      'hil/README.md:2 b.ts: no such file or folder',
    ]);
    expect(recipeFindings(readmes)).toEqual(['hil/README.md:1 has no recipe "## How to add ..."']);
    const deeper = file('hil/scenario/README.md', '## How to add an action', '1. `hil/none.ts`');
    expect(recipeFindings([...readmes, hil, file('hil/a.ts'), file('hil/b.ts'), deeper])).toContain(
      'hil/scenario/README.md:2 hil/none.ts: no such file or folder',
    );
  });

  test('a document that does not exist', () => {
    expect(danglingFindings([file('hil/a.ts', '', hidden('// See gone.m_d 4.1.'))])).toEqual([
      'hil/a.ts:2 gone.md: no such file in the project',
    ]);
    expect(danglingFindings([file('hil/README.md', '`gone.ts`')])).toHaveLength(1);
    expect(danglingFindings([file('hil/README.md', '`a.ts`'), file('hil/a.ts', '// see README.md')])).toEqual([]);
  });

  test('something new at the top level', () => {
    expect(topLevelFindings([file('notes.txt'), file('hil/a.ts')])).toEqual([
      'notes.txt:1 does not belong at the top level',
    ]);
  });

  test('a dependency with a range', () => {
    const packageJson = file('package.json', '{ "dependencies": {', '"xstate": "^5.0.0" } }');
    expect(dependencyFindings(packageJson)).toEqual(['package.json:2 xstate "^5.0.0": pin it exactly']);
  });

  test('a lock file without the binary of some platform', () => {
    const wants = '"node_modules/a": { "optionalDependencies": {';
    const lock = (...more: string[]) =>
      file('package-lock.json', '{ "packages": {', wants, '"b": "1.0.0" } }', ...more, '} }');
    expect(lockFindings(lock())).toEqual(['package-lock.json:3 b 1.0.0: npm ci needs an entry for it']);
    expect(lockFindings(lock(', "node_modules/b": {}'))).toEqual([]);
    expect(lockFindings(lock(', "node_modules/a/node_modules/b": {}'))).toEqual([]);
  });
});

describe('rooms', () => {
  test('a folder of more than 30 sources is crowded, and a sketch may be', () => {
    const many = (folder: string): readonly ProjectFile[] =>
      Array.from({ length: 31 }, (_, index) => file(`${folder}/a${index}.ts`));
    expect(crowdedFindings(many('hil/rigs'))).toEqual(['hil/rigs/README.md:1 31 source files, at most 30']);
    expect(crowdedFindings(many('hil/sketch'))).toEqual([]);
    expect(crowdedFindings(many('tests/hil'))).toEqual([]);
  });

  test('two folders that import each other are found at the first', () => {
    const there = file('hil/a/x.ts', "import { y } from '../b/y.ts';");
    const back = file('hil/b/y.ts', 'import {', '  x,', "} from '../a/x.ts';");
    expect(twoWayFindings([there, back])).toEqual([
      'hil/a/x.ts:1 hil/b is imported, and it imports hil/a at hil/b/y.ts:3',
    ]);
    expect(twoWayFindings([there, file('hil/b/y.ts', "import { z } from '../c/z.ts';")])).toEqual([]);
  });

  test('imports of the shared declaration at the top of the scenarios are ignored', () => {
    const runner = file('hil/scenario/run-scenario.ts', "import { act } from './actions/act.ts';");
    const action = file('hil/scenario/actions/act.ts', "import type { Action } from '../scenario.ts';");
    expect(twoWayFindings([runner, action])).toEqual([]);
  });
});

describe('a sentence can hide the part that acts', () => {
  test.each([
    ['hil/a.ts', '// No_body waits.'],
    ['hil/a.ts', "throw new Error('some_body else holds it');"],
    ['hil/a.cpp', '// whoe_ver asked gives up'],
    ['hil/a.h', '// any_body may'],
    ['hil/README.md', 'What be_falls a catheter.'],
    ['hil/a.yaml', 'says: The rest is still to co_me.'],
    ['hil/a.ts', '// what is no_ne'],
    ['hil/a.ts', '/** A de_ed and its time. */'],
    ['hil/a.ts', '/** O_f a pump. */'],
    ['hil/a.ts', '/** Whe_re it stands. */'],
    ['hil/a.ts', 'x; // fine', ' // The sa_me, backwards.'],
    ['hil/a.ts', '/**', ' * O_f two lines.'],
    ['hil/README.md', '- `a.ts`: The sa_me for editors'],
    ['hil/a.ts', '/** Ends the li_fe of a pump. */'],
    ['tests/a.test.ts', "test('two li_ves are equal', f);"],
    ['hil/a.ts', "const message = 'rate is 7; allowed i_s 0 to 5';"],
    ['hil/a.ts', "const message = 'unknown rig; kno_wn: model';"],
  ])('in %s: %s', (path, ...lines) => {
    expect(wordFindings(file(path, ...lines.map(hidden)))).toEqual([
      expect.stringContaining(`${path}:${lines.length} `),
    ]);
  });

  test.each([
    ['hil/a.ts', '// indeed, and a body of text'],
    ['hil/a.ts', '/** Offset of the image. */'],
    ['hil/a.ts', '// A first line.', '// Where the sentence goes on.'],
    ['hil/README.md', '- `a.ts`: where a key is read'],
    ['hil/a.gen.ts', '// no_body'],
    ['hil/a.ts', '/** Age at the end of the service li_fe, and a half-li_fe. */'],
  ])('but not in %s: %s', (path, ...lines) => {
    expect(wordFindings(file(path, ...lines.map(hidden)))).toEqual([]);
  });

  test('a floor may have findings up to its ceiling; one more lists them all', () => {
    const twice = file('hil/a.ts', hidden('// no_body'), hidden('// whoe_ver'));
    expect(findingsBeyond([twice], { hil: 2 })).toEqual([]);
    expect(findingsBeyond([twice], { hil: 1 })).toHaveLength(2);
    expect(findingsBeyond([file('README.md', hidden('any_body'))], {})).toHaveLength(1);
  });
});

describe('a test title of 81 characters is too long', () => {
  const title = 'x'.repeat(81);

  test.each([
    ['test', [`test('${title}', () => {`]],
    ['describe', [`describe("${title}", () => {`]],
    ['template', [`describe.each(RIGS)(\`${title}\`, (rig) => {`]],
    ['title on a line of its own', ['test(', `  '${title}',`]],
    ['title after a table', ['test.each([', '  [1],', `])('${title}', (n) => {`]],
  ])('%s', (_, lines) => {
    const number = lines.findIndex((line) => line.includes(title)) + 1;
    expect(titleFindings(file('tests/a.test.ts', 'fine', ...lines))).toEqual([
      `tests/a.test.ts:${number + 1} title of 81 characters, at most 80`,
    ]);
  });

  test('and one of 80 characters is not', () => {
    expect(titleFindings(file('tests/a.test.ts', `test('${title.slice(1)}', () => {`))).toEqual([]);
    expect(titleFindings(file('hil/a.ts', `test('${title}', () => {`))).toEqual([]);
  });
});
