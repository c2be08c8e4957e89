/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scenariosNamed } from '../../../../hil/scenario/library.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { KeptTraces } from '../../judge/kept-traces.ts';
import { drivenHtml, hasRun, pass, restart, seen } from './driven-page.ts';

describeInBrowser('a session of the trainer', (pages) => {
  const traces = new KeptTraces();
  afterAll(() => traces.remove());
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await drivenHtml());
  });
  const viewport = { width: 1280, height: 800 };
  const open = async (fragment: string): Promise<Page> => {
    const page = await pages.open(`${url}${fragment}`, { viewport });
    await hasRun(page);
    return page;
  };
  let shared: Page | undefined;
  const fresh = async (): Promise<Page> => {
    shared ??= await pages.openForAll(url, { viewport });
    await hasRun(shared);
    return restart(shared);
  };
  const give = async (page: Page, name: string, text: string): Promise<void> => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  };

  test('travels in a link: the same run at the same time, closed if it was closed', async () => {
    const page = await fresh();
    await pass(page, 3000);
    await page.evaluate(() =>
      window.driven.state.player.act({ field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' }),
    );
    await page.getByRole('switch', { name: 'See through' }).click();
    await page.getByText('Link, file, print').click();
    await page.getByRole('button', { name: 'Copy a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link to this moment' }).inputValue();
    const { fingerprint } = await seen(page);

    const copy = await open(link.slice(link.indexOf('#')));
    expect(await seen(copy)).toMatchObject({ fingerprint, nowUs: 3e6, isPlaying: false });
    expect(await copy.getByRole('switch', { name: 'See through' }).isChecked()).toBe(false);
    expect(await copy.getByRole('alert').count()).toBe(0);
  });

  test.each(['#moment.1.5.00000000.abc', '#nonsense', '#moment.9'])(
    'opens with the first lesson for %s',
    async (fragment) => {
      const page = await open(fragment);
      expect(await page.getByRole('alert').textContent()).toMatch(/link/i);
      expect(await seen(page)).toMatchObject({ cue: 'runs', isPlaying: true });
    },
  );

  test('keeps its run when a wrong file is opened, and says what is wrong', async () => {
    const page = await fresh();
    const before = await seen(page);
    const alert = page.getByRole('alert');
    await give(
      page,
      'mine.yaml',
      'scenario: mine\nsays: x\npump: { product: synchromed-ii, mode: off }\ntimeline: []\n',
    );
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/mine\.yaml:3:\d+: .*allowed/);
    await give(page, 'pump.json', '{ "id": 5 }');
    await page.waitForFunction(() => document.querySelector('[role=alert]')?.textContent?.includes('pump.json'));
    await give(page, 'cat.png', '...');
    await page.waitForFunction(() => document.querySelector('[role=alert]')?.textContent?.includes('cat.png'));
    expect((await seen(page)).fingerprint).toBe(before.fingerprint);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('shows a kept trace, says that one is cut, and refuses one that was changed', async () => {
    const { path, result } = await traces.run(scenariosNamed('roller-study')[0] as Scenario);
    const lines = traces.lines(path);
    const page = await fresh();
    const alert = page.getByRole('alert');
    await give(page, 'kept.ndjson', `${lines.join('\n')}\n`);
    await page.waitForFunction(() => window.driven.state.player.shown.value?.facts.scenario === 'roller-study');
    expect((await seen(page)).fingerprint).toBe(result.fingerprint);
    expect(await alert.count()).toBe(0);

    await give(page, 'cut.ndjson', lines.slice(0, 20).join('\n'));
    await alert.waitFor();
    expect(await alert.locator('pre').textContent()).toMatch(/cut after line \d+; judged up to there/);
    expect(await alert.textContent()).not.toMatch(/stays as it was/);

    const changed = lines.map((line) => line.replace(/"s":"true.rotorDeg","v":\d/, '"s":"true.rotorDeg","v":7'));
    await give(page, 'changed.ndjson', changed.join('\n'));
    await page.waitForFunction(() => document.querySelector('[role=alert]')?.textContent?.includes('has the hash'));
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('leaves a lesson whose pump a file replaces', async () => {
    const page = await fresh();
    await give(page, 'own.json', readFileSync('hil/pump-file/example.json', 'utf8'));
    await page.waitForFunction(() => window.driven.state.lessons.cue.value?.id === 'own');
    expect(await page.locator('.caption').textContent()).toContain('The lesson was left');
  });

  test('says which entry of a scenario the pump refuses, and shows the run', async () => {
    const page = await fresh();
    await give(
      page,
      'mine.yaml',
      'scenario: mine\nsays: x\npump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day }\ntimeline:\n  - { at: 1 s, bolus: 50 mL }\nends at: 1 min\n',
    );
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(
      /The command line ends its run there.*mine\.yaml:5:\d+: the pump refuses "bolus 1": .*50 mL/,
    );
    expect(await page.evaluate(() => window.driven.state.player.shown.value?.facts.scenario)).toBe('mine');
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('opens a scenario of the user and lets it act', async () => {
    const page = await fresh();
    await give(
      page,
      'mine.yaml',
      'scenario: mine\nsays: x\npump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day }\ntimeline: []\nends at: 1 min\n',
    );
    await page.waitForFunction(() => window.driven.state.player.shown.value?.facts.scenario === 'mine');
    await page.getByRole('button', { name: 'Interrogate' }).click();
    await page.waitForFunction(() => window.driven.state.player.plan?.inputs.length === 1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('keeps an action that the pump refuses, and says so', async () => {
    const page = await fresh();
    await pass(page, 1000);
    await page.evaluate(async () => {
      await window.driven.state.player.act({ 'roller study': 'take' });
      window.driven.state.player.seek(5e6);
      await window.driven.state.player.act({ bolus: '10 uL' });
    });
    expect(await page.getByRole('status').textContent()).toMatch(/Refused/);
    expect(await page.evaluate(() => window.driven.state.player.plan?.inputs.length)).toBe(2);
  });

  test('says so when the browser refuses sound', async () => {
    const page = await fresh();
    await page.evaluate(() => Object.defineProperty(window, 'AudioContext', { value: undefined }));
    await page.getByRole('button', { name: 'Sound off' }).click();
    await page.getByRole('button', { name: 'No sound: the browser refuses it' }).waitFor();
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
