import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { RunPlan } from '../../../../hil/trainer/page/engine/messages.ts';
import { rollerloop } from '../../commands/command-line.ts';
import { client, ran, shippedPlan } from './engine-for-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollerloop-sessions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const engine = client();

/** A magnet that a hand moves to the pump and away, as the page writes it: a change each 200 ms. */
const drag = Array.from({ length: 40 }, (_, index) => ({
  atUs: 60e6 + index * 200_000,
  entry: {
    field: 'hand magnet',
    distance: `${Math.abs(20 - index) * 3.123456789} mm`,
    azimuth: '80 deg',
  },
}));

const sessions: readonly (readonly [string, RunPlan])[] = [
  [
    'a magnet that is dragged to the pump and away',
    shippedPlan('roller-study', {
      seed: 7,
      inputs: [...drag, { atUs: 70e6, entry: { field: 'off' } }],
      untilUs: 200e6,
    }),
  ],
  [
    'a bolus and a roller study',
    shippedPlan('mri-30-min', {
      inputs: [
        { atUs: 30e6, entry: { bolus: '20 uL', over: '60 s' } },
        { atUs: 240e6, entry: { 'roller study': 'take' } },
      ],
      untilUs: 600e6,
    }),
  ],
  [
    'another product',
    shippedPlan('roller-study', {
      product: { kind: 'shipped', id: 'synchromed-el' },
      inputs: [{ atUs: 90e6, entry: { interrogate: 'once' } }],
      untilUs: 300e6,
    }),
  ],
];

describe.concurrent('a saved session runs in `rollerloop run` to its fingerprint', () => {
  test.each(sessions)('%s', async (_what, plan) => {
    const saved = await engine.save(plan);
    if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
    const { file, text, files, command, fingerprint } = saved.session;
    const own = mkdtempSync(join(folder, 'session-'));
    for (const one of [{ path: file, text }, ...files]) writeFileSync(join(own, one.path), one.text);
    const words = command.split(' ').slice(1);
    const { status, stdout, stderr } = await rollerloop(
      ...words.map((word) => (word === file ? join(own, file) : word)),
      '--json',
    );
    // A session without refusals expects nothing, so its run is not decided.
    expect([status, stderr]).toEqual([text.includes('\nexpect:') ? 0 : 4, '']);
    expect(JSON.parse(stdout)).toMatchObject({ fingerprint, seed: plan.seed });
    expect((await ran(plan, engine)).summary.fingerprint).toBe(fingerprint);
  });
});
