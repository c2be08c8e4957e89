import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HilError } from '../../../../hil/base/hil-error.ts';
import { EmulatedFirmware } from '../../../../hil/firmware/emulated/emulated-firmware.ts';
import { imageOf } from '../../../../hil/firmware/emulated/firmware-image.ts';
import { firmwareFileDefaults } from '../../../../hil/firmware/firmware-file.ts';
import { StartingFirmware } from '../../../../hil/firmware/session/start-firmware.ts';
import { describeWith } from '../../../needed-tool.ts';
import { testPart } from './chip-bed.ts';
import { builtTestFirmware } from './test-firmware.ts';

function failureOf(name: string, defines: readonly string[] = []): string {
  const path = builtTestFirmware(name, defines);
  const firmware = new EmulatedFirmware(imageOf(readFileSync(path), path), name, testPart);
  try {
    StartingFirmware.start(firmware, firmwareFileDefaults);
  } catch (error) {
    if (error instanceof HilError && error.fault === 'firmware') return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('the firmware has started');
}

describeWith('avr-g++', 'a binary that is no pump', () => {
  test('is silent, and the failure tells where its program hangs', () => {
    expect(failureOf('mistake', ['MISTAKE=1'])).toMatch(
      /^FIRMWARE_SILENT .* Its chip is awake at 0x[0-9a-f]{4} \(main\)\.$/,
    );
    expect(failureOf('alarm')).toMatch(/^FIRMWARE_SILENT .* Its chip is asleep \(idle\) at 0x[0-9a-f]{4}/);
  });

  test('sends its requests back', () => {
    expect(failureOf('echo')).toMatch(/^FIRMWARE_BABBLES .*>00\.01 STAT/);
  });

  test('answers with a bad CRC, and the failure counts the lines', () => {
    expect(failureOf('mistake', ['MISTAKE=13'])).toMatch(/^FIRMWARE_BABBLES .* Lines with a bad CRC: 3\.$/);
  });

  test('moves the motor before it has a program', () => {
    expect(failureOf('stepper')).toMatch(/^FIRMWARE_STEPS_EARLY .* before it has a program/);
  });
});
