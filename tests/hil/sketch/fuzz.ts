import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { packagePath } from '../../../hil/base/package-root.ts';
import { fuzzSeeds } from './fuzz-seeds.ts';
import { builtFuzzer, hasTool } from './sketch-build.ts';

const FINDINGS = packagePath('fuzz-findings');
const SECONDS = '60';
const SEED = '1';
const INPUT_BYTES_MAX = 600;
/** One input runs for less than a second, even under the sanitizers. */
const INPUT_SECONDS_MAX = 20;
const REPORT_LINES_MAX = 60;

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: SECONDS }, seed: { type: 'string', default: SEED } },
  allowPositionals: true,
});
process.exitCode = main(positionals);

/** Fuzzes the sketch, or repeats inputs. Prints `N passed, N failed`. The exit status is 1 after a failure. */
function main(files: readonly string[]): number {
  if (!hasTool('clang++')) {
    process.stderr.write('`clang++` is missing; Debian has it in the packages clang and libclang-rt-14-dev.\n');
    return 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-fuzz-'));
  try {
    const program = builtFuzzer(folder);
    const [passed, failed] = files.length > 0 ? repeated(program, files) : fuzzed(program, folder);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function repeated(program: string, files: readonly string[]): readonly [number, number] {
  const inputFails = (file: string): string => {
    const path = relative(process.cwd(), file);
    return `The input ${path} fails. Repeat it: npm run fuzz -- ${path}\nThe program ended badly`;
  };
  const failedFiles = files.filter((file) => !hasPassed(program, [file], inputFails(file)));
  return [files.length - failedFiles.length, failedFiles.length];
}

/** Runs only the seeds first, then the inputs derived from them. */
function fuzzed(program: string, folder: string): readonly [number, number] {
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  mkdirSync(FINDINGS, { recursive: true });
  const seeds = fuzzSeeds().map((bytes, index) => {
    const path = join(FINDINGS, `seed-${index}`);
    writeFileSync(path, bytes);
    writeFileSync(join(corpus, `seed-${index}`), bytes);
    return path;
  });
  const [passed, failed] = repeated(program, seeds);
  if (failed > 0) return [passed, failed];
  for (const path of seeds) rmSync(path);
  const before = new Set(readdirSync(FINDINGS));
  const args = [
    `-seed=${values.seed}`,
    `-max_total_time=${values.seconds}`,
    `-max_len=${INPUT_BYTES_MAX}`,
    `-timeout=${INPUT_SECONDS_MAX}`,
    `-artifact_prefix=${FINDINGS}/`,
    '-verbosity=0',
    '-print_final_stats=1',
    corpus,
  ];
  process.stdout.write(`Fuzzing the sketch for ${values.seconds} s, seed ${values.seed} ...\n`);
  const isSound = hasPassed(program, args, 'The fuzzer found an input that fails');
  for (const name of readdirSync(FINDINGS)) {
    const path = relative(process.cwd(), join(FINDINGS, name));
    if (!before.has(name)) process.stdout.write(`The input is ${path}. Repeat it: npm run fuzz -- ${path}\n`);
  }
  return isSound ? [passed + 1, 0] : [passed, 1];
}

/** Returns whether the program ended with status 0. Otherwise prints its report. */
function hasPassed(program: string, args: readonly string[], failure: string): boolean {
  const { status, signal, stderr } = spawnSync(program, args, { encoding: 'latin1', maxBuffer: 1 << 28 });
  const executed = /number_of_executed_units: (\d+)/.exec(stderr)?.[1];
  if (executed !== undefined) process.stdout.write(`${executed} inputs executed.\n`);
  if (status === 0) return true;
  const report = stderr.trimEnd().split('\n').slice(-REPORT_LINES_MAX).join('\n');
  process.stdout.write(`${report}\n${failure} (status ${status}, signal ${signal}).\n`);
  return false;
}
