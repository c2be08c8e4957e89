/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser } from '../../../browser-page.ts';
import { seriousFindings } from '../../viewer/gallery-page.ts';
import { drivenHtml, hasRun, openLesson, pass, restart, seen } from './driven-page.ts';

describeInBrowser('time on the trainer page', (pages) => {
  let page: Page;
  beforeAll(async () => {
    page = await pages.openForAll(pages.fileUrl(await drivenHtml()), { viewport: { width: 1280, height: 800 } });
    await hasRun(page);
  });
  beforeEach(() => restart(page));

  test('branches from a past time into the run that a fresh start gives', async () => {
    const fingerprints = await page.evaluate(async () => {
      const { player } = window.driven.state;
      const source = player.plan?.source;
      if (source === undefined) throw new Error('no run');
      const near = { field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' };
      const plan = { source, seed: 1, untilUs: 300e6 };
      await player.load({ ...plan, inputs: [{ atUs: 10e6, entry: near }] });
      player.seek(60e6);
      await player.act({ field: 'off' });
      player.seek(4e6);
      await player.act(near);
      const branched = player.shown.value?.summary;
      await player.load({ source, seed: 1, inputs: [{ atUs: 4e6, entry: near }], untilUs: branched?.endUs ?? 0 });
      return [branched?.fingerprint, player.shown.value?.summary.fingerprint];
    });
    expect(fingerprints[0]).toHaveLength(64);
    expect(fingerprints[0]).toBe(fingerprints[1]);
  });

  test('takes a roller study by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Roller study' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.driven.state.player.plan?.inputs.length === 1);
    await pass(page, 40_000);
    const films = page.getByRole('region', { name: 'X-ray films' });
    await films.waitFor();
    expect(await films.locator('figcaption').textContent()).toContain('120 deg were commanded');
  });

  test('brings the magnet to the pump by keyboard alone, and takes it away', async () => {
    const magnet = page.getByRole('slider', { name: 'Hand magnet' });
    await magnet.press('End');
    await page.waitForFunction(() => window.driven.state.player.moment.value?.rotorState === 'held');
    expect(await magnet.getAttribute('aria-valuetext')).toBe('0 mm from the skin, on edge');
    await magnet.press('ArrowRight');
    await page.waitForFunction(() => window.driven.state.player.moment.value?.field.distanceMm === 1);
    await pass(page, 1000);
    await magnet.press('Home');
    await page.waitForFunction(() => window.driven.state.player.moment.value?.rotorState === 'turning');
    expect(await magnet.getAttribute('aria-valuetext')).toBe('away from the pump');
  });

  test('acts by the forms of free play, and waits a day', async () => {
    await openLesson(page, 'free');
    const form = page.locator('.any-action');
    await form.getByRole('combobox').first().selectOption({ label: 'Kink the catheter' });
    await form.getByRole('spinbutton').fill('80');
    await form.getByRole('button', { name: 'Act now' }).click();
    await page.waitForFunction(() => window.driven.state.player.plan?.inputs.length === 1);
    expect(await page.evaluate(() => window.driven.state.player.plan?.inputs[0]?.entry)).toEqual({
      catheter: 'kink 80 %',
    });
    await page.getByRole('spinbutton', { name: 'Wait, h' }).fill('24');
    await page.getByRole('button', { name: 'Wait' }).click();
    await page.waitForFunction(() => window.driven.state.player.nowUs.value === 86_400e6);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('begins free play with the chosen pump, and says the limit of a wrong value', async () => {
    await openLesson(page, 'free');
    const form = page.locator('.free-play form').first();
    const choose = (name: string, value: string) => form.getByRole('combobox', { name }).selectOption(value);
    const type = (name: string, value: string) => form.getByRole('spinbutton', { name }).fill(value);
    await type('Rate', '99');
    await form.getByText('allowed: 0.048 mL/day to 24 mL/day with synchromed-ii').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await type('Rate', '12');
    await choose('Drug', 'baclofen');
    await type('Concentration', '2');
    await choose('Catheter', 'occluded');
    await choose('Field', 'scanner');
    await form.getByRole('button', { name: 'Begin with this pump' }).click();
    await page.waitForFunction(() => window.driven.state.player.moment.value?.rateMlPerDay === 12);
    const begun = await page.evaluate(() => window.driven.state.player.moment.value);
    expect(begun).toMatchObject({ catheter: 'occluded', field: { fieldMt: 1500 }, arrivedUg: 0 });
    expect(await form.getByRole('status').count()).toBe(0);
  });

  test('writes numbers ten times a second, and the exact ones of a pause', async () => {
    const shown = await page.evaluate(() => {
      const { state, advance } = window.driven;
      const times: (readonly number[])[] = [];
      for (let frame = 0; frame < 12; frame += 1) {
        advance(20, 20);
        times.push([state.player.nowUs.value, state.player.calmUs.value]);
      }
      advance(20, 20);
      state.player.isPlaying.value = false;
      return { times, paused: [state.player.nowUs.value, state.player.calmUs.value] };
    });
    expect(new Set(shown.times.map(([, calmUs]) => calmUs)).size).toBe(3);
    for (const [nowUs = 0, calmUs = 0] of shown.times) expect(nowUs - calmUs).toBeLessThan(100_000);
    expect(shown.paused).toEqual([260_000, 260_000]);
  });

  test('advances by at most 100 ms in a frame after it slept for an hour', async () => {
    await pass(page, 1000);
    await page.evaluate(() => window.driven.advance(3_600_000, 3_600_000));
    expect((await seen(page)).nowUs).toBe(1.1e6);
  });

  test('pauses while its tab is hidden', async () => {
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      Reflect.deleteProperty(document, 'hidden');
    });
    await pass(page, 5000);
    expect(await seen(page)).toMatchObject({ isPlaying: false, nowUs: 0 });
  });
});
