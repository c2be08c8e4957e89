import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagePath } from '../../../hil/base/package-root.ts';

const folderOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const sketchFolder = folderOf('../../../hil/sketch/');
const testFolder = folderOf('./');
/** Folder of the kept builds. */
const BUILDS = packagePath('node_modules/.cache/sketch');

/** Runs a required tool. Throws its output if it fails. */
export function outputOf(tool: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

export const hasTool = (tool: string): boolean => spawnSync(tool, ['--version']).error === undefined;

const warnings = ['-Wall', '-Wextra', '-Wconversion', '-Werror'];
const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/**
 * Builds the portable files of the sketch for this machine, under the sanitizers; the chip's own files are empty here.
 * Returns the program. A build costs four seconds of CPU time, so it is kept while sources and compiler stay the same.
 */
export function builtPcBoard(): string {
  const sources = readdirSync(sketchFolder).filter((name) => name.endsWith('.cpp'));
  const args = [
    '-std=c++11',
    '-g',
    '-O1',
    ...warnings,
    ...sanitizers,
    `-I${sketchFolder}`,
    ...sources.map((name) => join(sketchFolder, name)),
    join(testFolder, 'pc-hardware.cpp'),
    join(testFolder, 'pc-board.cpp'),
  ];
  const program = join(BUILDS, `pc-board-${digestOfBuild('g++', args)}`);
  if (existsSync(program)) return program;
  mkdirSync(BUILDS, { recursive: true });
  // The finished build is renamed, so that no other process starts a partial one.
  const half = `${program}-${process.pid}`;
  outputOf('g++', [...args, '-o', half]);
  renameSync(half, program);
  return program;
}

/** Returns a digest of the compiler, its arguments, and all C++ files of the sketch and its tests. */
function digestOfBuild(tool: string, args: readonly string[]): string {
  const hash = createHash('sha256')
    .update(outputOf(tool, ['--version']))
    .update(args.join('\n'));
  for (const folder of [sketchFolder, testFolder]) {
    for (const name of readdirSync(folder).filter((one) => /\.(cpp|h)$/.test(one)))
      hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Builds these sources with libFuzzer. Coverage counts only the sketch, not the program around it. */
export function builtFuzzer(into: string): string {
  const flags = ['-std=c++11', '-g', '-O2', ...warnings, ...sanitizers, `-I${sketchFolder}`, `-I${testFolder}`];
  const sketchSources = readdirSync(sketchFolder).filter((name) => name.endsWith('.cpp'));
  const compiled = (source: string, name: string, more: readonly string[]): string => {
    const object = join(into, `${name}.o`);
    outputOf('clang++', [...flags, ...more, '-c', source, '-o', object]);
    return object;
  };
  const objects = [
    ...sketchSources.map((name) => compiled(join(sketchFolder, name), name, ['-fsanitize=fuzzer-no-link'])),
    ...['pc-hardware', 'fuzz-oracle', 'fuzz-board'].map((name) => compiled(join(testFolder, `${name}.cpp`), name, [])),
  ];
  const program = join(into, 'fuzz-board');
  outputOf('clang++', [...sanitizers, '-fsanitize=fuzzer', ...objects, '-o', program]);
  return program;
}

/** Builds the sketch for the chip in a folder of its own. Returns the path of the elf file, next to the hex file. */
export function builtSketch(into: string): string {
  outputOf('make', ['-s', '-C', sketchFolder, `OUT=${into}`]);
  return join(into, 'rig.elf');
}

/** Size of the smaller flash of an old boot loader. */
export const FLASH_BYTES_MAX = 30_720;
export const STATIC_RAM_BYTES_MAX = 1126;

export function sketchSize(elf: string): { readonly flashBytes: number; readonly staticRamBytes: number } {
  const [flash = 0, data = 0, bss = 0] = (outputOf('avr-size', [elf]).split('\n')[1] ?? '')
    .trim()
    .split(/\s+/)
    .map(Number);
  return { flashBytes: flash + data, staticRamBytes: data + bss };
}

/** Builds a polling firmware for a comparison with the sketch. Returns the path of its hex file. */
export function builtPolledLoop(into: string): string {
  const [elf, hex] = [join(into, 'polled-loop.elf'), join(into, 'polled-loop.hex')];
  const flags = ['-mmcu=atmega328p', '-DF_CPU=16000000UL', '-Os', '-Wall', '-Wextra', '-Werror'];
  outputOf('avr-gcc', [...flags, join(testFolder, 'polled-loop.c'), '-o', elf]);
  outputOf('avr-objcopy', ['-O', 'ihex', elf, hex]);
  return hex;
}

export function builtSimavrBench(into: string): string {
  const program = join(into, 'simavr-bench');
  const flags = ['-O2', '-Wall', '-Wextra', '-Werror', '-I/usr/include/simavr'];
  outputOf('gcc', [...flags, join(testFolder, 'simavr-bench.c'), '-o', program, '-lsimavr']);
  return program;
}
