import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunPlan, ScenarioSource } from '../../../../hil/trainer/page/engine/messages.ts';
import { momentFragment } from '../../../../hil/trainer/page/engine/shared-moment.ts';
import { Sound } from '../../../../hil/trainer/page/sound/sound.ts';
import { TrainerState } from '../../../../hil/trainer/page/state/trainer-state.ts';
import { saidIn } from '../../../../hil/trainer/page/texts/language.ts';
import { client } from '../engine/engine-for-tests.ts';

const mine = `scenario: mine
says: x
pump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day }
timeline: []
ends at: 1 min
`;

let shared: TrainerState;
beforeAll(async () => {
  shared = await begun();
});
/** The page with its first lesson, without a message. It spares a test the start of a page. */
async function fresh(): Promise<TrainerState> {
  shared.player.trouble.value = undefined;
  return shared;
}

const file = (name: string, text: string): File => new File([text], name);

/** A page that has begun, with a link or without one. */
async function begun(fragment = ''): Promise<TrainerState> {
  const state = new TrainerState(client(), 'en');
  await state.start(fragment);
  return state;
}

function said({ player }: TrainerState, language: 'en' | 'de' = 'en'): string {
  const message = player.trouble.value?.message;
  return message === undefined ? '' : saidIn(message, language).text;
}

async function linkTo(source: ScenarioSource, more: Partial<RunPlan> = {}, atUs = 5e6): Promise<string> {
  const plan = { source, seed: 1, inputs: [], ...more };
  const packed = await momentFragment({ plan, atUs, version: '9.9.9', fingerprint: 'a'.repeat(64) });
  if (!packed.ok) throw new Error(packed.says.en);
  return `#${packed.fragment}`;
}

const shipped = { kind: 'shipped', name: 'mri-30-min' } as const;

describe('a wrong link', () => {
  test('opens the first lesson and says why, in the language of the page', async () => {
    const state = await begun('#moment.7.5.00000000.abc');
    expect(state.lessons.cue.value?.id).toBe('runs');
    expect(state.player.trouble.value?.isOfLink).toBe(true);
    expect(said(state)).toBe(
      'The link has a moment in format 7; this page reads format 1. Open it with the version that made it.',
    );
    expect(said(state, 'de')).toMatch(/^Der Link hat einen Augenblick im Format 7; diese Seite liest Format 1\./);
  });

  test('to a scenario that no longer exists is refused in one line', async () => {
    const state = await fresh();
    await state.openLink(await linkTo({ kind: 'shipped', name: 'mri-30-mni' }));
    expect(said(state)).toMatch(
      /^Unknown scenario "mri-30-mni"; allowed: one of the \d+ scenarios in this page\. Did you mean "mri-30-min"\?$/,
    );
    expect(state.player.shown.value?.facts.scenario).not.toBe('mri-30-min');
  });

  test('with a wrong key is refused with the words of `lint`', async () => {
    const inputs = [{ atUs: 1e6, entry: { felid: '1 T' } }];
    const state = await fresh();
    await state.openLink(await linkTo(shipped, { inputs }));
    expect(said(state)).toMatch(/found key "felid"; allowed: .*did you mean `field`/);
  });

  test('to a time after the end of its run shows the end', async () => {
    const state = await fresh();
    await state.openLink(await linkTo(shipped, {}, 8e15));
    const { player } = state;
    expect(player.nowUs.value).toBe(player.shown.value?.trace.endUs);
  });

  test('put into the address of an open page leaves its run as it was', async () => {
    const state = await fresh();
    const shown = state.player.shown.value;
    await state.openLink('#nonsense');
    expect(said(state)).toBe('The link holds no moment of the trainer.');
    expect(state.player.shown.value).toBe(shown);
    await state.openLink(await linkTo(shipped));
    expect(state.player.shown.value?.facts.scenario).toBe('mri-30-min');
    expect(state.player.nowUs.value).toBe(5e6);
  });
});

describe('files dropped on the page', () => {
  test('while it starts are opened after its first run', async () => {
    const state = new TrainerState(client(), 'en');
    const opening = state.start('');
    await state.session.openFiles([file('mine.yaml', mine)]);
    await opening;
    expect(state.player.shown.value?.facts.scenario).toBe('mine');
  });

  test('that the browser cannot read, such as a folder, are named', async () => {
    const state = await fresh();
    const folder = file('lessons', '');
    folder.arrayBuffer = () => Promise.reject(new Error('no such file'));
    await state.session.openFiles([folder]);
    expect(said(state)).toMatch(/^"lessons" cannot be read\. It is a folder,.*no such file$/);
    expect(said(state, 'de')).toMatch(/^"lessons" lässt sich nicht lesen\./);
  });

  test('are one scenario with the files that it names', async () => {
    const state = await fresh();
    const pump = readFileSync('hil/pump-file/example.json', 'utf8');
    const own = mine.replace('synchromed-ii', './own.json');
    await state.session.openFiles([file('own.json', pump), file('mine.yaml', own)]);
    expect(said(state)).toBe('');
    expect(state.player.shown.value?.facts.product.title).toBe(JSON.parse(pump).title);
  });

  test.each([[['a.yaml', 'b.yaml']], [['a.yaml', 'cat.png']], [['a.json', 'b.json', 'c.json', 'd.json']]])(
    'are refused together if the page cannot show them together: %s',
    async (names) => {
      const state = await fresh();
      const shown = state.player.shown.value;
      await state.session.openFiles(names.map((name) => file(name, mine)));
      expect(said(state)).toContain(`${names.length} files at once ("a.`);
      expect(said(state)).toContain('allowed: one file, or one scenario (.yaml) with the files that it names.');
      expect(state.player.shown.value).toBe(shown);
    },
  );

  test.each(['cat.yaml', 'cat.json', 'cat.ndjson', 'cat.bin'])('with 5 MB of noise are refused: %s', async (name) => {
    const state = await fresh();
    const shown = state.player.shown.value;
    const noise = Uint8Array.from({ length: 5e6 }, (_, index) => (index * 7919) & 255);
    await state.session.openFiles([new File([noise], name)]);
    expect(said(state)).toMatch(/cat\.\w+.*; allowed: /);
    expect(said(state).length).toBeLessThan(400);
    expect(state.player.shown.value).toBe(shown);
  });
});

test('a message stays while a run without an end is simulated further', async () => {
  const state = await fresh();
  await state.start('');
  await state.session.openFiles([file('cat.bin', '')]);
  const { player } = state;
  const endUs = player.shown.value?.trace.endUs ?? 0;
  player.speed.value = 10_000;
  player.isPlaying.value = true;
  player.tick(100);
  await vi.waitFor(() => expect(player.shown.value?.trace.endUs).toBeGreaterThan(endUs));
  expect(said(state)).toContain('"cat.bin"');
});

describe('sound', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('that the browser never grants is said to be refused after two seconds', async () => {
    vi.stubGlobal('AudioContext', function silent() {
      return { state: 'suspended', resume: () => new Promise(() => {}) };
    });
    const sound = new Sound(shared.player, shared.isSeeThrough);
    void sound.toggle();
    sound.tick(1900);
    expect(sound.state.value).toBe('off');
    sound.tick(200);
    expect(sound.state.value).toBe('refused');
  });

  test('that the browser does not start is refused, and its device is freed', async () => {
    const close = vi.fn();
    vi.stubGlobal('AudioContext', function refusing() {
      return { state: 'suspended', resume: () => Promise.resolve(), close };
    });
    const sound = new Sound(shared.player, shared.isSeeThrough);
    await sound.toggle();
    expect(sound.state.value).toBe('refused');
    expect(close).toHaveBeenCalledOnce();
  });
});
