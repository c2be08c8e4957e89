import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layProject, projectFiles } from '../../../hil/init/project.ts';
import { readPumpFile } from '../../../hil/pump-file/read-pump-file.ts';
import { readScenario } from '../../../hil/scenario/language/read-scenario.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { parseYaml } from '../../../hil/yaml/parse-yaml.ts';

/** Longest path on Linux, without the NUL behind it. */
const PATH_BYTES_MAX = 4095;
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-init-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const textOf = (path: string): string => projectFiles('mine', '^1.0.0').find((file) => file.path === path)?.text ?? '';

describe('a project that init writes', () => {
  test('has package, scenario, pump, test, build servers, and the disclaimer', () => {
    const project = join(folder, 'My Pump');
    const paths = layProject(project);
    expect([...paths].sort()).toEqual([
      '.github/workflows/pump.yml',
      '.gitignore',
      '.gitlab-ci.yml',
      'README.md',
      'package.json',
      'pumps/our-pump.json',
      'scenarios/short-scan.yaml',
      'tests/short-scan.test.ts',
    ]);
    for (const path of paths) expect(existsSync(join(project, path)), path).toBe(true);
    expect(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).toMatchObject({ name: 'my-pump' });
    expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain('not a medical device');
  });

  test('has a scenario that passes, on its own pump too', async () => {
    const scenario = readScenario(textOf('scenarios/short-scan.yaml'), 'short-scan.yaml');
    const pump = readPumpFile(textOf('pumps/our-pump.json'), 'our-pump.json');
    if (!scenario.ok || !pump.ok) throw new Error(JSON.stringify([scenario, pump]));
    const options = { rig: 'model' } as const;
    expect((await runScenario(scenario.scenario, options)).verdict).toBe('pass');
    expect((await runScenario(scenario.scenario, { ...options, product: pump.product })).verdict).toBe('pass');
  });

  test('has build servers that run without hardware', () => {
    for (const path of ['.github/workflows/pump.yml', '.gitlab-ci.yml']) {
      const problems: string[] = [];
      expect(parseYaml(textOf(path), (_place, found) => problems.push(found), 'build')).toBeDefined();
      expect(problems).toEqual([]);
      expect(textOf(path)).toContain('npm run scenarios');
    }
    expect(textOf('package.json')).toContain('--rig emulated');
  });
});

describe('init refuses', () => {
  test('to overwrite any file, and then writes nothing', () => {
    const project = join(folder, 'taken');
    mkdirSync(join(project, 'scenarios'), { recursive: true });
    writeFileSync(join(project, 'scenarios/short-scan.yaml'), 'mine');
    expect(() => layProject(project)).toThrow(
      `"${join(project, 'scenarios/short-scan.yaml')}" exists, and \`init\` overwrites no file; nothing was written.`,
    );
    expect(readdirSync(project)).toEqual(['scenarios']);
    expect(readFileSync(join(project, 'scenarios/short-scan.yaml'), 'utf8')).toBe('mine');
  });

  test('a path that is a file', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    expect(() => layProject(file)).toThrow(`"${file}" is a file; allowed: an empty folder, or the name of a new one.`);
    const below = join(file, 'below');
    expect(() => layProject(below)).toThrow(
      `"${join(below, 'package.json')}" cannot be written (ENOTDIR); nothing was written.`,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('an empty name, which would be the present folder', () => {
    expect(() => layProject('')).toThrow('The folder is ""; allowed: an empty folder, or the name of a new one.');
  });

  test.skipIf(process.platform !== 'linux')('a folder that holds only some of the files, and leaves none', () => {
    // The shorter paths of a project fit into the longest path of the system, and the longer ones do not.
    const deep = join(folder, 'deep');
    const room = PATH_BYTES_MAX - Buffer.byteLength(join(deep, '/', 'package.json'));
    const names = Array.from({ length: Math.floor(room / 200) }, () => 'd'.repeat(199));
    const rest = room - 200 * names.length;
    const project = join(deep, ...names, 'd'.repeat(Math.max(1, rest - 1)));
    expect(() => layProject(project)).toThrow('cannot be written (ENAMETOOLONG); nothing was written.');
    expect(readdirSync(folder)).not.toContain('deep');
  });
});
