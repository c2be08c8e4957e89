import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
/** The widest settings a consumer is likely to have: what we declare has to hold without `skipLibCheck`. */
const CONSUMER_TSCONFIG = {
  compilerOptions: { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, types: ['node'] },
  files: ['consumer.ts'],
};
const CONSUMER = `import * as rollerloop from 'rollerloop';
export const names: string[] = Object.keys(rollerloop);
`;

/** Standard output; throws with all that the program said when it does not end with status 0. */
function run(folder: string, program: string, ...args: string[]): string {
  const ended = spawnSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (ended.status === 0) return ended.stdout;
  const call = [program, ...args].join(' ');
  throw new Error(`${call}: ${ended.error ?? `status ${ended.status}`}\n${ended.stdout}\n${ended.stderr}`);
}

describe('the package', () => {
  /** Assigned once, from mkdtemp: what is removed at the end is this path as it is, never one derived from it. */
  const scratch = mkdtempSync(join(tmpdir(), 'rollerloop-packing-'));
  const consumer = join(scratch, 'consumer');

  beforeAll(() => {
    run(ROOT, 'npm', 'pack', '--pack-destination', scratch);
    const [tarball = ''] = readdirSync(scratch).filter((name) => name.endsWith('.tgz'));
    mkdirSync(consumer);
    writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    const install = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    run(consumer, 'npm', ...install, join(scratch, tarball), '@types/node@20');
  });

  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('holds what was built, and neither sources nor tests', () => {
    const installed = join(consumer, 'node_modules/rollerloop');
    const top = readdirSync(installed).filter((name) => name !== 'node_modules');
    expect(top.sort()).toEqual(['LICENSE', 'README.md', 'dist', 'hil', 'package.json', 'protocol']);
    expect(readdirSync(join(installed, 'hil')).sort()).toEqual(['pump-file', 'rig', 'rollerloop.js', 'scenario']);
    expect(readdirSync(join(installed, 'hil/pump-file')).sort()).toEqual(['example.json', 'pump.schema.gen.json']);
    expect(readdirSync(join(installed, 'hil/rig'))).toEqual(['rig.hex']);
    expect(readdirSync(join(installed, 'hil/scenario')).sort()).toEqual(['files', 'scenario.schema.gen.json']);
    expect(readdirSync(join(installed, 'hil/scenario/files'))).toEqual(
      readdirSync(join(ROOT, 'hil/scenario/files')).filter((name) => name.endsWith('.yaml')),
    );
    expect(readdirSync(join(installed, 'dist')).sort()).toEqual(['firmware-sim', 'hil', 'protocol']);
    expect(existsSync(join(installed, 'protocol/WIRE.md'))).toBe(true);
  });

  test('runs a roller study and says so in JSON', () => {
    const bin = join(consumer, 'node_modules/.bin/rollerloop');
    const told: unknown = JSON.parse(run(consumer, bin, 'run', 'roller-study', '--rig', 'model', '--json'));
    expect(told).toMatchObject({ scenario: 'roller-study', rig: 'model', verdict: 'pass' });
  });

  test('declares types that a consumer can check against', () => {
    writeFileSync(join(consumer, 'consumer.ts'), CONSUMER);
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify(CONSUMER_TSCONFIG));
    expect(run(consumer, process.execPath, TSC, '-p', consumer)).toBe('');
  });

  test('gives a consumer something to import', () => {
    const script = "console.log(Object.keys(await import('rollerloop')).length > 0)";
    expect(run(consumer, process.execPath, '--input-type=module', '-e', script).trim()).toBe('true');
  });
});
