import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { outputOf } from '../../sketch/sketch-build.ts';

const folder = fileURLToPath(new URL('./', import.meta.url));
const BUILDS = packagePath('node_modules/.cache/test-firmware');

/** Builds a test firmware for an ATmega328P at 8 MHz. Returns the path of its elf, which has the hex beside it. */
export function builtTestFirmware(name: string, defines: readonly string[] = []): string {
  const flags = ['-mmcu=atmega328p', '-DF_CPU=8000000UL', '-Os', '-g', '-std=gnu11', '-Wall', '-Wextra', '-Werror'];
  const args = [...flags, ...defines.map((one) => `-D${one}`), join(folder, `${name}.c`)];
  const elf = join(BUILDS, `${name}-${digestOf(args)}.elf`);
  const hex = hexBeside(elf);
  if (existsSync(hex)) return elf;
  mkdirSync(BUILDS, { recursive: true });
  // The finished build is renamed, so that no other process reads a partial one.
  const half = `${elf}-${process.pid}`;
  outputOf('avr-gcc', [...args, '-o', half]);
  outputOf('avr-objcopy', ['-O', 'ihex', half, `${half}.hex`]);
  renameSync(half, elf);
  renameSync(`${half}.hex`, hex);
  return elf;
}

export function hexBeside(elf: string): string {
  return elf.replace(/elf$/, 'hex');
}

function digestOf(args: readonly string[]): string {
  const hash = createHash('sha256')
    .update(outputOf('avr-gcc', ['--version']))
    .update(args.join('\n'));
  for (const name of readdirSync(folder).filter((one) => /\.[ch]$/.test(one)))
    hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
