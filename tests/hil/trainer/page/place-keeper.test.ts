import { describe, expect, test } from 'vitest';
import { PlaceKeeper } from '../../../../hil/trainer/page/session/place-keeper.ts';
import { TabStorage } from '../../../../hil/trainer/page/session/tab-storage.ts';
import { TrainerState } from '../../../../hil/trainer/page/state/trainer-state.ts';
import { saidIn } from '../../../../hil/trainer/page/texts/language.ts';
import { client } from '../engine/engine-for-tests.ts';

const [RUN, PLACE, TRIES] = ['rollerloop trainer run', 'rollerloop trainer place', 'rollerloop trainer tries'];

/** A tab whose storage outlives its pages. */
class Tab {
  readonly kept = new Map<string, string>();
  isRefused = false;

  /** Opens the page. Its place is kept from then on. */
  async load({ fragment = '', mayPlay = true } = {}) {
    const { state, keeper, kept } = this.take({ fragment, mayPlay });
    await state.start(fragment, kept);
    keeper.begin();
    return { state, keeper };
  }

  take({ fragment = '', mayPlay = true } = {}) {
    const state = new TrainerState(client(), 'en');
    const keeper = new PlaceKeeper(
      { ...state, version: () => '1.0.0' },
      new TabStorage(() => this.#storage()),
      () => fragment,
    );
    return { state, keeper, kept: keeper.take({ mayPlay }) };
  }

  change(name: string, change: (text: string) => string): void {
    this.kept.set(name, change(this.kept.get(name) ?? ''));
  }

  #storage() {
    if (this.isRefused) throw new Error('storage is refused');
    return {
      getItem: (key: string) => this.kept.get(key) ?? null,
      setItem: (key: string, value: string) => void this.kept.set(key, value),
    };
  }
}

function said({ player }: TrainerState): string {
  const message = player.trouble.value?.message;
  return message === undefined ? '' : saidIn(message, 'en').text;
}

/** A tab that was left at the third caption of the first lesson. */
async function left(): Promise<Tab> {
  const tab = new Tab();
  const { state, keeper } = await tab.load();
  await state.lessons.next();
  await state.lessons.next();
  keeper.write();
  return tab;
}

describe('the kept place of a page', () => {
  test('is written at each change, and every five seconds while the run plays', async () => {
    const tab = new Tab();
    const { state, keeper } = await tab.load();
    const place = (): string | undefined => tab.kept.get(PLACE as string);
    /** The frame of a change leaves the writing to the next one. */
    const frames = (ms: number): void => {
      keeper.tick(ms);
      keeper.tick(0);
    };
    frames(500);
    expect(place()).toBeUndefined();
    frames(500);
    const first = place();
    expect(first).toContain('"atUs":0');
    state.player.seek(100e3);
    frames(4900);
    expect(place()).toBe(first);
    frames(100);
    expect(place()).toContain('"atUs":100000');
    state.language.value = 'de';
    frames(1);
    expect(place()).toContain('"language":"de"');
    const run = tab.kept.get(RUN as string);
    await state.player.act({ interrogate: 'once' });
    frames(1);
    expect(tab.kept.get(RUN as string)).not.toBe(run);
  });

  test('comes back paused where a rig would turn before the user looks', async () => {
    const tab = new Tab();
    const { keeper } = await tab.load();
    keeper.write();
    expect((await tab.load()).state.player.isPlaying.value).toBe(true);
    expect((await tab.load({ mayPlay: false })).state.player.isPlaying.value).toBe(false);
  });

  test('is given up after three loads that did not reach it, and kept anew', async () => {
    const tab = await left();
    for (let load = 0; load < 3; load += 1) expect(tab.take().kept.kind).toBe('place');
    const { state, keeper } = await tab.load();
    expect(said(state)).toBe('The page did not return to its place in 3 attempts. The first lesson is shown instead.');
    expect(state.lessons.cue.value?.id).toBe('runs');
    keeper.tick(1000);
    keeper.tick(0);
    expect(tab.take().kept.kind).toBe('place');
  });

  test('is not given up by loads that reach it, however many', async () => {
    const tab = await left();
    for (let load = 0; load < 5; load += 1) {
      const { state, keeper } = await tab.load();
      expect(said(state)).toBe('');
      keeper.tick(1000);
      keeper.tick(0);
    }
  });

  test('says that the run cannot be shown again, or differs', async () => {
    const tab = await left();
    tab.change(RUN as string, (text) => text.replace(/"f":"[0-9a-f]{4}/, '"f":"0000'));
    const { state } = await tab.load();
    expect(said(state)).toMatch(/^This run was simulated again, and it differs/);
    expect(state.lessons.cue.value?.id).not.toBe('runs');

    tab.change(RUN as string, (text) =>
      text.replace(/"name":"[^"]+"|"text":"[^"]+"/, '"name":"mri-30-mni","text":"x"'),
    );
    const { state: other } = await tab.load();
    expect(said(other)).toBe('The run before the reload cannot be shown again. The first lesson is shown instead.');
    expect(other.lessons.cue.value?.id).toBe('runs');
  });

  test('does not matter in a browser that refuses storage', async () => {
    const tab = new Tab();
    tab.isRefused = true;
    const { state, keeper } = await tab.load();
    keeper.write();
    keeper.tick(1000);
    keeper.tick(0);
    expect(said(state)).toBe('');
    expect((await tab.load()).state.lessons.cue.value?.id).toBe('runs');
  });

  const changes: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
    ['cut in its middle', PLACE as string, (text) => text.slice(0, text.length / 2), /cannot be read/],
    ['without a run', RUN as string, () => '1\n{}', /cannot be read/],
    ['of a run that did not fit', RUN as string, () => '', /too large for the browser/],
    [
      'of an unknown lesson',
      PLACE as string,
      (text) => text.replace('"id":"magnet"', '"id":"mangle"'),
      /does not have/,
    ],
    ['of an unknown part', PLACE as string, (text) => text.replace('"partIndex":0', '"partIndex":7'), /does not have/],
    [
      'of an unknown caption',
      PLACE as string,
      (text) => text.replace(/"cueIndex":\d/, '"cueIndex":99'),
      /does not have/,
    ],
    ['at a negative time', PLACE as string, (text) => text.replace(/"atUs":\d+/, '"atUs":-1'), /cannot be read/],
    ['at speed zero', PLACE as string, (text) => text.replace(/"speed":\d+/, '"speed":0'), /cannot be read/],
    ['in another language', PLACE as string, (text) => text.replace('"en"', '"fr"'), /cannot be read/],
    [
      'with a wrong choice',
      PLACE as string,
      (text) => text.replace('"catheter":"open"', '"catheter":7'),
      /cannot be read/,
    ],
  ];
  test.each(changes)('that is %s is refused, and the first lesson starts', async (_title, name, change, says) => {
    const tab = await left();
    const before = tab.kept.get(name);
    tab.change(name, change);
    expect(tab.kept.get(name)).not.toBe(before);
    const { state } = await tab.load();
    expect(said(state)).toMatch(says);
    expect(said(state)).toMatch(/The first lesson is shown instead\.$/);
    expect(state.player.trouble.value?.isNote).toBe(true);
    expect(state.lessons.cue.value?.id).toBe('runs');
    expect(state.player.isPlaying.value).toBe(true);
  });

  test('never throws, whichever value of it is changed', async () => {
    const tab = await left();
    const [run, place] = [tab.kept.get(RUN as string) ?? '', tab.kept.get(PLACE as string) ?? ''];
    for (const [name, text] of [
      [RUN, run],
      [PLACE, place],
    ] as const)
      for (const { index } of text.matchAll(/:(?="|\d|\{|\[|true|false)/g))
        for (const other of ['null', '-1', '[]', '{}', '"x"', '1e99']) {
          const changed =
            text.slice(0, index + 1) + text.slice(index + 1).replace(/^("[^"]*"|[\d.]+|true|false)/, other);
          tab.kept
            .set(RUN as string, run)
            .set(PLACE as string, place)
            .set(name as string, changed)
            .set(TRIES as string, '0');
          expect(['place', 'wrong', 'none']).toContain(tab.take().kept.kind);
        }
  });
});
