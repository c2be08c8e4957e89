import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packagePath } from '../hil/base/package-root.ts';
import { builtReference } from './firmware-sim/reference/reference-build.ts';
import { builtSketch } from './hil/sketch/sketch-build.ts';
import { filesBelow, InstalledPackage, manifestOf, run } from './installed-package.ts';
import { describeWith } from './needed-tool.ts';

const ROOT = packagePath('.');
/** Limits of an installation. */
const PACKAGES_MAX = 60;
const NODE_MODULES_KB_MAX = 25_000;
const ALWAYS_PACKED = ['LICENSE', 'README.md', 'package.json'];
/** esbuild writes the path of each bundled file above its code. */
const BUNDLED_FOLDER = /^\s*\/\/ ((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/gm;
/** A package that the bundle imports, requires, or requires by `createRequire`. */
const LOADED = /\b(?:from|import|require|\(import\.meta\.url\))\s*\(?\s*"((?:@[\w.-]+\/)?[\w.-]+)"/g;
/** Packages that the bundled `ws` uses if they are installed beside it, and does without. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];
/** The strictest settings that a consumer is likely to use. The declarations compile without `skipLibCheck`. */
const CONSUMER_TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  },
  files: ['consumer.ts'],
};
const CONSUMER =
  `import { Bench, type BenchOptions, KeptTrace, Programmer, RunReport, type RunResult, runScenario } from 'rollerloop';
import { event, quantity, scenario, scenarioNamed, servePump, signal, whenever, type WrittenCheck } from 'rollerloop';
export const check: WrittenCheck = whenever(event('true.rotor', 'held')).see(event('pump.log', 'motor stall'), { name: 'a' });
export const written = scenario({
  scenario: 'mine',
  says: 'Mine.',
  pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: quantity(0.5, 'mL/day') },
  timeline: [{ at: '5 min', field: '1.5 T', name: 'scan' }],
  expect: [check],
});
// @ts-EXPECT-error
export const wrong = signal('true.deliveredMl').atMost('3 deg');
export const used = [KeptTrace, Programmer, RunReport, servePump];
const options: BenchOptions = { rig: 'model' };
export const result: Promise<RunResult> = runScenario(scenarioNamed('roller-study'), options);
export const cycles: Promise<number | undefined> = Bench.open(options).then((bench) => bench.emulated?.cpu.cycles);
// A type that did not resolve would be \`any\`.
type IsAny<T> = 0 extends 1 & T ? true : false;
export const resolved: readonly false[] = [false satisfies IsAny<BenchOptions>, false satisfies IsAny<RunResult>];
export const typed: readonly false[] = [false satisfies IsAny<WrittenCheck>, false satisfies IsAny<Programmer>];
`.replace('EXPECT', 'expect');

/** Each line below the comment has to be a type error. */
const WRONG_TEST = `import { expect, test } from 'rollerloop/vitest';
test('wrong units', async ({ bench }) => {
  // @ts-EXPECT-error
  await expect(bench).toDeliver('50 min', { within: '1 h' });
  // @ts-EXPECT-error
  await expect(bench).toStallWithin('1 mL');
});
`.replaceAll('EXPECT', 'expect');

/** Returns the matches of the pattern's first group in the texts, each once, sorted. */
function found(pattern: RegExp, texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function verdictsOf(printed: string): readonly string[] {
  const results = JSON.parse(printed) as readonly { scenario: string; verdict: string; fingerprint: string }[];
  return results.map(({ scenario, verdict, fingerprint }) => `${scenario} ${verdict} ${fingerprint}`);
}

describe('the installed package', () => {
  let installed: InstalledPackage;
  beforeAll(() => {
    installed = new InstalledPackage();
  });
  afterEach(() => installed.endServing());
  afterAll(() => installed.remove());

  describe('as files', () => {
    test('has at most 60 packages and 25 MB with all dependencies', () => {
      const lock = readFileSync(join(installed.consumer, 'node_modules/.package-lock.json'), 'utf8');
      const packages = Object.keys((JSON.parse(lock) as { packages: object }).packages);
      const sizeKb = Number.parseInt(run(installed.consumer, 'du', '-sk', 'node_modules'), 10);
      expect(packages).toContain('node_modules/rollerloop');
      expect(packages.length).toBeLessThanOrEqual(PACKAGES_MAX);
      expect(sizeKb).toBeLessThanOrEqual(NODE_MODULES_KB_MAX);
    });

    test('holds the build and the files that it reads, and no source', () => {
      const files = filesBelow(installed.folder);
      const built = files.filter((file) => file.startsWith('dist/'));
      expect(
        built.filter((file) => !/^dist\/(?:chunks\/.*\.js|scenarios\/.*\.bin|types\/.*\.d\.ts)$/.test(file)),
      ).toEqual([
        'dist/LICENCES.txt',
        'dist/cli.cjs',
        'dist/cli.cjs.v8',
        'dist/commands.cjs',
        'dist/commands.cjs.v8',
        'dist/library.js',
        'dist/trainer.html',
        'dist/vitest/testing.js',
      ]);
      const listed = manifestOf(ROOT).files;
      const tracked = run(
        ROOT,
        'git',
        'ls-files',
        '--cached',
        '--others',
        '--exclude-standard',
        ...ALWAYS_PACKED,
        ...listed,
      ).trim();
      expect(files.filter((file) => !built.includes(file))).toEqual(tracked.split('\n').sort());
    });

    test('ships name, version and licence text of every package whose code it contains', () => {
      const licences = readFileSync(join(installed.folder, 'dist/LICENCES.txt'), 'utf8');
      const folders = found(BUNDLED_FOLDER, installed.builtTexts());
      expect(folders).toContain('node_modules/zod/');
      expect(folders).toContain('node_modules/@stdlib/math-base-special-sin/');
      for (const folder of folders) {
        const { name, version, license } = manifestOf(join(ROOT, folder));
        expect(licences.split('\n')).toContain(`${name} ${version} (${license})`);
        const texts = readdirSync(join(ROOT, folder)).filter((file) => /^(?:licen[cs]e|notice)/i.test(file));
        expect(texts, name).not.toEqual([]);
        const paragraphs = texts.flatMap((file) =>
          readFileSync(join(ROOT, folder, file), 'utf8')
            .trim()
            .split(/\n{2,}/),
        );
        expect(paragraphs.filter((paragraph) => !licences.includes(paragraph.trim()))).toEqual([]);
      }
    });

    test('depends on the packages that it loads, and on no other', () => {
      const loaded = found(LOADED, installed.builtTexts()).filter(
        (name) => !isBuiltin(name) && !OPTIONAL.includes(name),
      );
      const { dependencies, peerDependencies } = manifestOf(installed.folder);
      expect(loaded).toEqual([...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort());
    });
  });

  describe('as a program', () => {
    test('prints its version and its help', () => {
      expect(installed.rollerloop('--version')).toBe(`${manifestOf(ROOT).version}\n`);
      expect(installed.rollerloop('--help')).toContain('Usage: rollerloop');
    });

    test.each(['model', 'loopback', 'virtual', 'emulated'])('runs a roller study on the %s rig', (rig) => {
      const printed = installed.rollerloop('run', 'roller-study', '--rig', rig, '--json');
      expect(JSON.parse(printed)).toMatchObject({ scenario: 'roller-study', rig, verdict: 'pass' });
    });

    test('runs in two processes into a folder, and prints schemas and documents', () => {
      const out = join(installed.consumer, 'results');
      installed.rollerloop('run', 'roller-study', 'flex-day', '--rig', 'model', '--jobs', '2', '--out', out);
      const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as object;
      expect(results).toMatchObject({
        identity: { tool: { version: manifestOf(ROOT).version, commit: null } },
        totals: { scenarios: { pass: 2 } },
      });
      for (const name of ['results', 'index', 'trace', 'scenario', 'pump', 'firmware', 'requirements'])
        expect(JSON.parse(installed.rollerloop('schema', name))).toHaveProperty('$schema');
      expect(installed.rollerloop('doc', 'trace')).toContain('# The trace');
      expect(installed.rollerloop('show', 'flex-day')).toContain('scenario: flex-day');
    });

    test('gives the verdicts and fingerprints of the checkout', () => {
      const args = ['run', 'mri-30-min', 'walk-past-a-magnet', 'flex-day', '--rig', 'model', '--json'];
      const ours = run(ROOT, process.execPath, 'hil/rollerloop.cjs', ...args);
      expect(verdictsOf(installed.rollerloop(...args))).toEqual(verdictsOf(ours));
    });

    test('lists and lints its scenarios, and plays the demo', () => {
      const listed = JSON.parse(installed.rollerloop('list', '--json')) as readonly object[];
      expect(listed.length).toBeGreaterThan(0);
      expect(installed.rollerloop('lint', 'all').match(/^ok /gm)).toHaveLength(listed.length);
      expect(installed.rollerloop('requirements')).toContain('140 requirements: ');
      expect(installed.rollerloop('demo')).toContain('roller-study');
    });

    test('writes report, trace and waves, and ignores the commit of the folder around it', () => {
      const author = ['-c', 'user.name=consumer', '-c', 'user.email=consumer@example.org'];
      run(installed.consumer, 'git', 'init', '--quiet');
      run(installed.consumer, 'git', ...author, 'commit', '--quiet', '--allow-empty', '--message', 'Start');
      const outputs = ['--junit', 'report.xml', '--trace', 'trace.ndjson', '--vcd', 'waves.vcd'];
      installed.rollerloop('run', 'roller-study', '--rig', 'emulated', ...outputs);
      const files = ['report.xml', 'trace.ndjson', 'waves.vcd', 'waves.board.vcd'];
      const [report = '', trace = '', waves = '', pins = ''] = files.map((name) =>
        readFileSync(join(installed.consumer, name), 'utf8'),
      );
      const [header = ''] = trace.split('\n');
      const { version } = manifestOf(ROOT);
      expect(JSON.parse(header)).toMatchObject({ tool: { version, commit: null, dirty: null } });
      expect(report).toContain('<testsuite');
      expect(waves).toContain('$scope module pump_time $end');
      expect(pins).toContain('$scope module board $end');
    });

    test('checks a rig, and serves one that can be watched', async () => {
      const check = installed.rollerloop('rig', 'check', 'loopback', '--state', 'state', '--json');
      expect(JSON.parse(check)).toMatchObject({ verdict: 'pass' });
      await installed.serve('rig', 'rig', 'serve');
      expect(installed.rollerloop('rig', 'monitor', './rig', '--seconds', '0.2', '--json')).toContain('"fieldMt":0');
    });

    describeWith('avr-gdb', 'with elf files', () => {
      const call = ['run', 'mri-30-min', '--firmware', 'built/reference.elf'];
      beforeAll(() => {
        const built = join(installed.consumer, 'built');
        builtSketch(built);
        copyFileSync(join(builtReference('avr'), 'reference.elf'), join(built, 'reference.elf'));
        copyFileSync(join(ROOT, 'firmware-sim/reference/firmware.json'), join(built, 'firmware.json'));
      });

      test('counts the source lines of a firmware and of a sketch', () => {
        const lcovOf = (name: string): string => readFileSync(join(installed.consumer, name), 'utf8');
        installed.rollerloop(...call, '--coverage', 'firmware.lcov');
        expect(lcovOf('firmware.lcov')).toMatch(/^SF:.*\/motor\.cpp$/m);
        installed.rollerloop('rig', 'check', 'emulated', '--sketch', 'built/rig.elf', '--coverage', 'sketch.lcov');
        expect(lcovOf('sketch.lcov')).toMatch(/^SF:.*\/endpoint\.cpp$/m);
      });

      test('lets GDB look inside a firmware', async () => {
        const port = await freePort();
        const program = join(installed.folder, 'hil/rollerloop.cjs');
        const child = spawn(process.execPath, [program, ...call, '--json', '--gdb', `firmware:${port}`], {
          cwd: installed.consumer,
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const ended = Promise.all([text(child.stdout), once(child, 'close')]);
        await once(child.stderr, 'data');
        const commands = [`target remote 127.0.0.1:${port}`, 'break motor_look', 'continue', 'detach'];
        const options = ['-q', '-batch', '-nx', ...commands.flatMap((one) => ['-ex', one]), 'built/reference.elf'];
        expect(run(installed.consumer, 'avr-gdb', ...options)).toMatch(/Breakpoint 1, motor_look .* at motor\.cpp:\d+/);
        const [out] = await ended;
        expect(JSON.parse(out)).toMatchObject({ verdict: 'pass' });
      });
    });

    test('shows pumps, serves one, and accepts its example pump file', async () => {
      expect(installed.rollerloop('pump', 'show')).toContain('synchromed-ii');
      await installed.serve('pump', 'pump', 'serve');
      const example = manifestOf(ROOT).files.find((file) => file.endsWith('/example.json')) ?? '';
      const pump = join(installed.folder, example);
      const printed = installed.rollerloop('run', 'mri-30-min', '--rig', 'model', '--json', '--pump', pump);
      expect(JSON.parse(printed)).toMatchObject({ pump: 'bench-pump', verdict: 'pass' });
    });

    test('logs a bug as one JSON object on standard error', () => {
      const commands = join(installed.folder, 'dist/commands.cjs');
      const script = `require(${JSON.stringify(commands)})['hil/commands/print-bug.ts']().printBug(new Error('broken on purpose'))`;
      const shell = 'exec "$0" --eval "$1" 2>&1';
      const logged: unknown = JSON.parse(run(installed.consumer, 'sh', '-c', shell, process.execPath, script));
      expect(logged).toMatchObject({ level: 60, err: { message: 'broken on purpose' } });
    });
  });

  describe('as a library', () => {
    test('declares types that hold under strict settings, without the types of Node', () => {
      writeFileSync(join(installed.consumer, 'consumer.ts'), CONSUMER);
      writeFileSync(join(installed.consumer, 'tsconfig.json'), JSON.stringify(CONSUMER_TSCONFIG));
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      expect(run(installed.consumer, process.execPath, compiler, '-p', installed.consumer)).toBe('');
    });

    test('runs a scenario for a program that imports it', () => {
      const script = `import { runScenario, scenarioNamed } from 'rollerloop';
        console.log((await runScenario(scenarioNamed('roller-study'), { rig: 'model' })).verdict);`;
      expect(run(installed.consumer, process.execPath, '--input-type=module', '--eval', script)).toBe('pass\n');
    });
  });

  describe('as the project that init writes', () => {
    beforeAll(() => installed.layProject());

    test('runs its tests and its scenario', () => {
      const tested = run(installed.project, 'npx', '--no-install', 'vitest', 'run', '--reporter', 'json');
      expect(JSON.parse(tested)).toMatchObject({ success: true, numPassedTests: 3 });
      run(installed.project, 'npm', 'run', 'scenarios');
      const results = readFileSync(join(installed.project, 'results/results.json'), 'utf8');
      expect(JSON.parse(results)).toMatchObject({
        exitStatus: 0,
        scenarios: [{ scenario: 'short-scan', verdict: 'pass' }],
      });
      expect(readFileSync(join(installed.project, 'results/junit.xml'), 'utf8')).toContain('name="short-scan"');
    });

    test('has types for its tests, matchers and fixtures included', () => {
      const options = { ...CONSUMER_TSCONFIG.compilerOptions, skipLibCheck: true };
      const settings = { compilerOptions: options, include: ['tests/*.ts'] };
      writeFileSync(join(installed.project, 'tsconfig.json'), JSON.stringify(settings));
      writeFileSync(join(installed.project, 'tests/wrong.ts'), WRONG_TEST);
      const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
      expect(run(installed.project, process.execPath, compiler, '-p', installed.project)).toBe('');
    });

    test('is not written a second time', () => {
      expect(() => installed.rollerloop('init', installed.project)).toThrow(
        `"${installed.project}/package.json" exists, and \`init\` overwrites no file; nothing was written.`,
      );
    });
  });

  describeWith('cc', 'as the firmware project that init writes', () => {
    test('compiles, passes its scenario, and fails with a mistake of its README', () => {
      installed.layFirmwareProject();
      expect(run(installed.firmwareProject, 'make', 'check')).toContain('PASS  stall');
      const pump = join(installed.firmwareProject, 'src/pump.c');
      const [right, wrong] = ['missed = follows ? 0 : missed + 1u;', 'missed += follows ? 0 : 1u;'];
      const readme = readFileSync(join(installed.firmwareProject, 'README.md'), 'utf8');
      for (const text of [right, wrong]) expect(readme).toContain(text);
      const source = readFileSync(pump, 'utf8');
      expect(source.split(right)).toHaveLength(2);
      writeFileSync(pump, source.replace(right, wrong));
      const { status, stdout } = spawnSync('make', ['check'], { cwd: installed.firmwareProject, encoding: 'utf8' });
      expect(stdout).toContain('FAIL  stall');
      expect(stdout).toMatch(/^ {2}fail +no stall by short exposures: /m);
      expect(status).not.toBe(0);
    });
  });
});
