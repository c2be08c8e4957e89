import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outputOf } from '../../hil/sketch/sketch-build.ts';
import { describeWith } from '../../needed-tool.ts';
import { builtReference, referenceFolder } from './reference-build.ts';

/** Flash beside the boot loader of an Uno, and half of the RAM's rest for the stack. */
const FLASH_BYTES_MAX = 32_256;
const STATIC_RAM_BYTES_MAX = 1650;

const text = (path: string): string => readFileSync(path, 'utf8');

describeWith('avr-g++', 'the hex of the reference firmware', () => {
  test('equals the output of the recorded compiler', () => {
    const compiler = outputOf('avr-g++', ['--version']).split('\n')[0];
    const recorded = text(join(referenceFolder, 'reference.hex.compiler')).split('\n')[0];
    // Another compiler may generate other code. The build server has the recorded compiler.
    const { CI } = process.env;
    if (compiler !== recorded && CI === undefined) return;
    expect(compiler).toBe(recorded);
    expect(text(join(builtReference('avr'), 'reference.hex'))).toBe(text(join(referenceFolder, 'reference.hex')));
  });

  test('fits the chip, with room for the stack', () => {
    const size = outputOf('avr-size', [join(builtReference('avr'), 'reference.elf')]);
    const [code = 0, data = 0, zeroed = 0] = (size.split('\n')[1] ?? '').trim().split(/\s+/).map(Number);
    expect(code + data).toBeGreaterThan(10_000);
    expect(code + data).toBeLessThanOrEqual(FLASH_BYTES_MAX);
    expect(data + zeroed).toBeLessThanOrEqual(STATIC_RAM_BYTES_MAX);
  });

  test('holds no heap', () => {
    const names = outputOf('avr-nm', ['-C', join(builtReference('avr'), 'reference.elf')]);
    expect(names).not.toMatch(/\bmalloc\b|operator new|__cxa_throw/);
  });
});

describeWith('cppcheck', 'the sources of the reference firmware', () => {
  test('pass the static checks', () => {
    expect(outputOf('make', ['-C', referenceFolder, '--silent', 'lint'])).toBe('');
  });
});
