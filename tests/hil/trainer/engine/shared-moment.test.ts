import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { FRAGMENT_CHARS_MAX, packed } from '../../../../hil/trainer/page/engine/fragment-text.ts';
import type { AddedEntry } from '../../../../hil/trainer/page/engine/messages.ts';
import {
  mismatchOf,
  momentFragment,
  momentOf,
  type SharedMoment,
} from '../../../../hil/trainer/page/engine/shared-moment.ts';
import { client, ran, shippedPlan } from './engine-for-tests.ts';

const inputs: readonly AddedEntry[] = [
  { atUs: 60e6, entry: { field: 'hand magnet', distance: '12.5 mm' } },
  { atUs: 90e6, entry: { program: { mode: 'flex', flex: { monday: ['08:00 0.5 mL/day'] } } } },
];
const moment: SharedMoment = {
  plan: shippedPlan('roller-study', {
    seed: 7,
    inputs,
    untilUs: 600e6,
    product: { kind: 'shipped', id: 'synchromed-ii-40' },
  }),
  atUs: 95_500_000.25,
  version: '0.1.0',
  fingerprint: 'ab'.repeat(32),
};

async function fragmentOf(one: SharedMoment): Promise<string> {
  const result = await momentFragment(one);
  if (!result.ok) throw new Error(result.says.en);
  return result.fragment;
}

describe('a moment in a link', () => {
  test('arrives as it was, with and without the mark of a fragment', async () => {
    const fragment = await fragmentOf(moment);
    expect(fragment).toMatch(/^[A-Za-z0-9._-]+$/);
    expect(await momentOf(fragment)).toEqual({ ok: true, moment });
    expect(await momentOf(`#${fragment}`)).toEqual({ ok: true, moment });
  });

  test('with a text and its files arrives too', async () => {
    const source = {
      kind: 'text',
      text: 'scenario: é\n',
      file: 'a.yaml',
      files: [{ path: './m.json', text: '{}' }],
    } as const;
    const own = { ...moment, plan: { source, seed: 1, inputs: [], set: { minutes: '5 min' } } };
    expect(await momentOf(await fragmentOf(own))).toEqual({ ok: true, moment: own });
  });

  test('repeats the run; a run that differs is said', async () => {
    const engine = client();
    const version = (await engine.ready) ?? 'none';
    const plan = shippedPlan('roller-study', { inputs: [{ atUs: 70e6, entry: { field: '1.5 T' } }], untilUs: 200e6 });
    const { fingerprint } = (await ran(plan, engine)).summary;
    const read = await momentOf(await fragmentOf({ plan, atUs: 1, version, fingerprint }));
    if (!read.ok) throw new Error(read.says.en);
    const again = { version, fingerprint: (await ran(read.moment.plan, engine)).summary.fingerprint };
    expect(mismatchOf(read.moment, again)).toBeUndefined();
    expect(mismatchOf(moment, again)?.en).toContain(
      'This run differs from the one in the link: both pages have version',
    );
    expect(mismatchOf({ ...moment, version: '9.0.0' }, again)?.en).toContain('made with version 9.0.0, this page has');
  });

  test('takes at most 8192 characters; a larger one is refused with what to do', async () => {
    const random = new RandomStream(3, 'many inputs');
    const many = (count: number) => ({
      ...moment,
      plan: {
        ...moment.plan,
        inputs: Array.from({ length: count }, (_, index) => ({
          atUs: index * 1e6 + Math.floor(random.uniform() * 1e6),
          entry: { field: 'hand magnet', distance: `${(100 * random.uniform()).toFixed(6)} mm` },
        })),
      },
    });
    expect((await fragmentOf(many(300))).length).toBeLessThanOrEqual(FRAGMENT_CHARS_MAX);
    const result = await momentFragment(many(3000));
    expect(!result.ok && result.says.en).toMatch(
      /^This moment takes a link of \d+ characters; allowed: at most 8192\. Save/,
    );
  });
});

describe('a wrong link', () => {
  test.each([
    ['', 'none', 'names no moment'],
    ['#', 'none', 'names no moment'],
    ['scene', 'nonsense', 'holds no moment'],
    ['moment.2.whatever-a-later-page-writes', 'other version', 'format 2; this page reads format 1'],
    ['moment.1', 'cut', 'is cut'],
    ['moment.1.20.00000000.abc', 'cut', 'is cut'],
    ['moment.1.3.00000000.abc', 'changed', 'checksum is wrong'],
    [`moment.1.3.00000000.${'a'.repeat(9000)}`, 'nonsense', 'holds no moment'],
  ])('%s is said: %s', async (fragment, why, says) => {
    expect(await momentOf(fragment)).toMatchObject({ ok: false, why, says: { en: expect.stringContaining(says) } });
  });

  test('cut at any place is told from a whole one', async () => {
    const fragment = await fragmentOf(moment);
    for (let length = 'moment.1'.length; length < fragment.length; length += 1)
      expect(await momentOf(fragment.slice(0, length))).toMatchObject({ ok: false });
    expect(await momentOf(fragment.slice(0, -1))).toMatchObject({ why: 'cut' });
  });

  test('changed in any letter is never read as another moment', async () => {
    const random = new RandomStream(11, 'changed links');
    const fragment = await fragmentOf(moment);
    for (let round = 0; round < 500; round += 1) {
      const place = Math.floor(random.uniform() * fragment.length);
      const letter = String.fromCharCode(33 + Math.floor(random.uniform() * 94));
      const changed = `${fragment.slice(0, place)}${letter}${fragment.slice(place + (random.uniform() < 0.5 ? 1 : 0))}`;
      const read = await momentOf(changed);
      if (read.ok) expect([changed, read.moment]).toEqual([fragment, moment]);
      else expect(read.says.en).toMatch(/^The link /);
    }
  });

  test.each([
    ['{}'],
    ['null'],
    ['[]'],
    ['"text"'],
    ['{"v":'],
    ['a'.repeat(600_000)],
    [JSON.stringify({ v: 1 })],
    ...['v', 'f', 't', 'source', 'seed', 'inputs', 'set', 'product', 'untilUs'].flatMap((key) =>
      [null, -1, 'x', [[1, { a: null }]], [[1]], [[-1, {}]], { kind: 'other' }].map((value) => [
        JSON.stringify({
          v: '0.1.0',
          f: 'ab'.repeat(32),
          t: 0,
          source: { kind: 'shipped', name: 'roller-study' },
          seed: 1,
          inputs: [],
          [key]: value,
        }),
      ]),
    ),
  ])('with a whole text that is no moment is refused: %.60s', async (text) => {
    const result = await packed(text);
    if (!result.ok) return;
    const read = await momentOf(result.fragment);
    // A version may be any text, and the values of parameters are texts by any names.
    if (text.includes('"v":"x"') || text.includes('"set":{"kind"')) expect(read.ok).toBe(true);
    else expect(read).toMatchObject({ ok: false, why: 'nonsense' });
  });
});
