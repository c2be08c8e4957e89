import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { said } from '../commands/said.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-pump-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: object | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe("a user's pump", () => {
  test('is shown as a product is', async () => {
    const { status, stdout } = await said('pump', 'show', 'hil/pump-file/example.json');
    expect(stdout).toContain('Bench pump, three rollers, 30 mL (bench-pump)');
    expect(stdout).toMatch(/^rollerCount +3 rollers +assumed an example/m);
    expect(stdout).not.toContain('lifeYears');
    expect(status).toBe(0);
  });

  test("runs through a scenario: a copy gives its product's fingerprint, by its own name", async () => {
    const path = file('copy.json', { ...synchromedII, id: 'copy' });
    const runWith = async (pump: string) =>
      JSON.parse((await said('run', 'mri-30-min', '--rig', 'model', '--json', '--pump', pump)).stdout);
    const copy = await runWith(path);
    const own = await runWith('synchromed-ii');
    expect([copy.pump, copy.fingerprint, copy.verdict]).toEqual(['copy', own.fingerprint, 'pass']);
  });

  test('that is invalid is refused before a run, with status 2', async () => {
    const path = file('bad.json', { ...synchromedII, id: 'Bad' });
    const { status, stdout, stderr } = await said('run', 'mri-30-min', '--rig', 'model', '--pump', path);
    expect(stderr).toContain('bad.json:1:');
    expect(stderr).toContain('nothing was run');
    expect([status, stdout]).toEqual([2, '']);
  });

  test.each(['./nowhere.json', '.\\nowhere.json'])(
    'is refused with its path when the file %s does not exist',
    async (path) => {
      const { status, stderr } = await said('pump', 'show', path);
      expect(stderr).toContain(`"${path}" cannot be read (ENOENT)`);
      expect(status).toBe(2);
    },
  );
});
