/// <reference lib="dom" />
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { allLessons } from '../../../../hil/trainer/page/lessons/all-lessons.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { seriousFindings } from '../../viewer/gallery-page.ts';
import { drivenHtml, hasRun, openLesson, pass, restart, seen } from './driven-page.ts';

describeInBrowser('the trainer', (pages) => {
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await drivenHtml());
  });
  const open = async (options: BrowserContextOptions): Promise<Page> => {
    const page = await pages.open(url, options);
    await hasRun(page);
    return page;
  };

  let shared: Page | undefined;
  const fresh = async (): Promise<Page> => {
    shared ??= await pages.openForAll(url, { viewport: { width: 1280, height: 800 } });
    await hasRun(shared);
    return restart(shared);
  };

  test('opens playing, with a rotor almost half as high as the screen', async () => {
    const page = await fresh();
    await pass(page, 2000);
    expect(await seen(page)).toMatchObject({ isPlaying: true, cue: 'runs', nowUs: 2e6, rotorState: 'turning' });
    const box = await page.locator('.scene .solid-rotor').boundingBox();
    // The arms with their rollers, at the angle of two seconds.
    expect(box?.height).toBeGreaterThan(800 * 0.45);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('lets the pump notice some 22 s after the magnet was dragged to it', async () => {
    const page = await fresh();
    await pass(page, 1000);
    const magnet = await page.getByRole('slider', { name: 'Hand magnet' }).boundingBox();
    const shell = await page.locator('.scene .part-body').boundingBox();
    if (magnet === null || shell === null) throw new Error('The scene has no magnet.');
    await page.mouse.move(magnet.x + magnet.width / 2, magnet.y + 40);
    await page.mouse.down();
    await page.mouse.move(shell.x + shell.width, shell.y + shell.height / 2, { steps: 5 });
    await pass(page, 300);
    await page.mouse.up();
    await page.waitForFunction(() => window.driven.state.player.moment.value?.rotorState === 'held');

    await pass(page, 5000);
    expect(await seen(page)).toMatchObject({ cue: 'held', rotorState: 'held' });
    expect((await seen(page)).gapDeg).toBeGreaterThan(14);
    await pass(page, 15_000);
    expect((await seen(page)).cue).toBe('held');
    await pass(page, 3000);
    expect(await seen(page)).toMatchObject({ cue: 'noticed', isPlaying: false, isAsking: true });
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('leads through each lesson to its end, one caption after the other', async () => {
    const page = await fresh();
    for (const { id, parts } of allLessons.slice(1)) {
      await openLesson(page, id);
      const shown = await page.evaluate(() => window.driven.walk());
      expect(shown, id).toEqual(parts.flatMap(({ cues }) => cues.map((cue) => cue.id)));
    }
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('takes a class through the first lesson with the two keys of a remote', async () => {
    const page = await fresh();
    const press = async (cue: string): Promise<void> => {
      await page.keyboard.press('PageDown');
      for (let tries = 0; tries < 60 && (await seen(page)).cue !== cue; tries += 1) await pass(page, 500);
      expect((await seen(page)).cue).toBe(cue);
    };
    await pass(page, 500);
    await press('held');
    await press('noticed');
    await page.getByRole('button', { name: 'It catches up' }).click();
    await press('free');
    expect(await page.locator('.caption').textContent()).toContain('You expected: It catches up.');
    await press('recovered');
    await page.keyboard.press('PageUp');
    expect((await seen(page)).cue).toBe('free');
  });

  test('keeps the keyboard on its main button, over questions and the end of a lesson', async () => {
    const page = await fresh();
    await openLesson(page, 'study');
    const main = page.locator('.caption-ways .main');
    const isFocused = (): Promise<boolean> => main.evaluate((button) => button === document.activeElement);
    await main.focus();
    for (let step = 0; (await main.textContent()) !== 'Next lesson'; step += 1) {
      expect(step).toBeLessThan(40);
      if ((await seen(page)).isAsking) {
        await page.locator('.question .choice').first().focus();
        await page.keyboard.press('Enter');
      } else await page.keyboard.press('Enter');
      await pass(page, 1000);
      expect(await isFocused()).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => window.driven.state.lessons.place.value?.lesson.id === 'scanner');
    expect(await isFocused()).toBe(true);
    expect(await main.textContent()).toBe('Next');
  });

  test('hides the truth in all its text without see-through', async () => {
    const page = await fresh();
    await openLesson(page, 'scanner');
    await page.evaluate(() => window.driven.state.player.seek(610e6));
    const truth = /rotor \d|missing|held|4\.66|1\.49/i;
    expect(await page.locator('body').textContent()).toMatch(truth);
    await page.getByRole('switch', { name: 'See through' }).click();
    expect(await page.locator('.scene .lid').count()).toBe(1);
    expect(await page.locator('.scene').locator('.solid-rotor, .ghost, .part-grain, .dose').count()).toBe(0);
    const texts = await page.locator('main, footer').allTextContents();
    const labels = await page.locator('[aria-label]').evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
    expect([...texts, ...labels].join(' ')).not.toMatch(truth);

    await openLesson(page, 'blocked');
    const told = /blocked|catheter|mechan|drug/i;
    const shown = page.locator('main, footer, .case-sheet, .lesson-choice option:checked');
    for (const atUs of [700e6, 1300e6, 3700e6]) {
      await page.evaluate((timeUs) => {
        const { player, lessons } = window.driven.state;
        player.seek(timeUs);
        lessons.follow();
      }, atUs);
      expect((await shown.allTextContents()).join(' '), `at ${atUs}`).not.toMatch(told);
    }
    await page.evaluate(() => window.driven.state.player.seek(500e6));
    await page.getByRole('button', { name: 'Next event' }).click();
    expect((await seen(page)).nowUs).toBe(1200e6);
  });

  test.each([
    ['magnet', 'light', 1280],
    ['flipped', 'dark', 1280],
    ['free', 'light', 320],
    ['silent', 'dark', 320],
  ] as const)('has no serious finding of axe in %s, %s, %s px', async (id, colorScheme, width) => {
    const page = await open({ colorScheme, viewport: { width, height: 640 } });
    await openLesson(page, id);
    await page.evaluate(() => window.driven.state.player.seek(1e9));
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
