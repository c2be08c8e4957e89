import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPty } from '../../../hil/ports/pty.ts';
import { Programmer } from '../../../hil/programmer/programmer.ts';
import { servePump } from '../../../hil/serve/serve-pump.ts';
import { serveRig } from '../../../hil/serve/serve-rig.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollerloop-programmer-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const messageOf = (call: Promise<unknown>): Promise<string> => call.then(String, (error: Error) => error.message);

describe('a programmer of a pump behind a port', () => {
  test('programs the pump, and a later programmer finds its therapy', async () => {
    const link = join(folder, 'pump');
    const served = await servePump({ link, speed: 3600, seed: 4711 });
    const programmer = await Programmer.open(link);
    expect(await programmer.identify()).toMatchObject({ model: 'synchromed-ii', serialNumber: 4711 });
    expect(await programmer.program({ mode: 'continuous', rateMlPerDay: 0.5 })).toMatchObject({ ok: true });
    await programmer.close();
    const later = await Programmer.open(served.path);
    expect(await later.therapy()).toMatchObject({ mode: 'continuous', rateMlPerDay: 0.5 });
    await served.close();
    expect(await messageOf(later.identify())).toMatch(/\/dev\/|stopped replying/);
    await later.close();
  });

  test('is refused by a port without a pump, with a rig, or that does not exist', async () => {
    expect(await messageOf(Programmer.open(join(folder, 'none')))).toBe(
      `The port ${join(folder, 'none')} does not exist.`,
    );
    const silent = await openPty();
    expect(await messageOf(Programmer.open(silent.path))).toBe(
      `${silent.path} is silent: no banner within 2.5 s and no reply to STAT.`,
    );
    await silent.close();
    const rig = await serveRig();
    expect(await messageOf(Programmer.open(rig.path))).toBe(`${rig.path} is a rig, not a pump.`);
    await rig.close();
  });
});

describe('serving', () => {
  test('refuses a speed, a seed and a product that it cannot serve', async () => {
    expect(await messageOf(servePump({ speed: 0 }))).toBe('`speed` is "0"; allowed: a number from 0.001 to 1000000.');
    expect(await messageOf(servePump({ seed: 1.5 }))).toBe(
      '`seed` is "1.5"; allowed: a whole number from 0 to 4294967295.',
    );
    expect(await messageOf(servePump({ pump: 'synchromed' }))).toMatch(/Did you mean "synchromed-ii"\?$/);
    expect(await messageOf(serveRig({ engine: 'emulatd' }))).toMatch(/^`--engine` is "emulatd"; allowed: virtual, /);
  });
});
