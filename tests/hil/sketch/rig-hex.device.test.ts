import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../needed-tool.ts';
import {
  builtSketch,
  FLASH_BYTES_MAX,
  outputOf,
  STATIC_RAM_BYTES_MAX,
  sketchFolder,
  sketchSize,
} from './sketch-build.ts';

const BUILD_MS = 120_000;
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-hex-'));
let elf = '';

beforeAll(() => {
  elf = builtSketch(folder);
}, BUILD_MS);
afterAll(() => rmSync(folder, { recursive: true }));

const text = (path: string): string => readFileSync(path, 'utf8');

describeWith('avr-g++', 'the hex that lies beside the sketch', () => {
  test('equals the output of the recorded compiler', () => {
    const compiler = outputOf('avr-g++', ['--version']).split('\n')[0];
    const recorded = text(join(sketchFolder, 'rig.hex.compiler')).split('\n')[0];
    // Another compiler may generate other code from the sketch. The build server has the recorded compiler.
    const { CI } = process.env;
    if (compiler !== recorded && CI === undefined) return;
    expect(compiler).toBe(recorded);
    expect(text(join(folder, 'rig.hex'))).toBe(text(join(sketchFolder, 'rig.hex')));
  });

  test('fits the smaller flash of an old boot loader, with room for the stack', () => {
    const { flashBytes, staticRamBytes } = sketchSize(elf);
    expect(flashBytes).toBeLessThanOrEqual(FLASH_BYTES_MAX);
    expect(staticRamBytes).toBeLessThanOrEqual(STATIC_RAM_BYTES_MAX);
  });

  test('holds nothing of the Arduino core, and no heap', () => {
    const names = outputOf('avr-nm', ['-C', elf]);
    expect(names).not.toMatch(/HardwareSerial|TwoWire|Servo|\bmalloc\b|operator new|\bdelay\b|String|timer0_millis/);
  });
});
