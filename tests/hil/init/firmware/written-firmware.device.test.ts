import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../../needed-tool.ts';
import { rollerloop, WrittenFirmware } from './written-firmware.ts';

describeWith('cc', 'a firmware that init writes', () => {
  let firmware: WrittenFirmware;
  beforeAll(() => {
    firmware = new WrittenFirmware();
  });
  afterAll(() => firmware.remove());

  test('passes its scenario', () => {
    const { status, text } = firmware.make('check');
    expect(text).toContain('PASS  stall');
    expect(status).toBe(0);
  });

  test('is not written a second time', () => {
    const { folder } = firmware;
    const before = readdirSync(folder);
    const { status, text } = rollerloop('init', '--firmware', folder);
    expect(text).toContain(`"${folder}/package.json" exists, and \`init\` overwrites no file; nothing was written.`);
    expect(status).toBe(2);
    expect(readdirSync(folder)).toEqual(before);
  });
});
