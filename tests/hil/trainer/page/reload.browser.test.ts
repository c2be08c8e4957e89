/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../../browser-page.ts';
import { drivenHtml, hasRun, openLesson, pass, seen } from './driven-page.ts';

describeInBrowser('a reload of the trainer', (pages) => {
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await drivenHtml());
  });
  const open = async (fragment = ''): Promise<Page> => {
    const page = await pages.open(`${url}${fragment}`, { viewport: { width: 1280, height: 800 } });
    await hasRun(page);
    return page;
  };
  const reload = async (page: Page): Promise<void> => {
    await page.reload();
    await hasRun(page);
    await page.waitForFunction(() => window.driven.state.lessons.place.value !== undefined);
  };
  /** Everything of a place that a class sees. */
  const place = async (page: Page) => ({
    ...(await seen(page)),
    ...(await page.evaluate(() => {
      const { player, lessons, language, isSeeThrough } = window.driven.state;
      const { lesson, partIndex, answers } = lessons.place.value ?? {};
      return {
        lesson: lesson?.id,
        partIndex,
        answers,
        inputs: player.plan?.inputs,
        speed: player.speed.value,
        seenUs: player.seenUs.value,
        language: language.value,
        isSeeThrough: isSeeThrough.value,
        caption: document.querySelector('.caption')?.textContent?.replace(/\s+/g, ' '),
      };
    })),
  });

  test('returns to its lesson, question and moment, in its language', async () => {
    const page = await open();
    await openLesson(page, 'scanner');
    await page.getByRole('button', { name: 'DE', exact: true }).click();
    for (let tries = 0; tries < 100 && !(await seen(page)).isAsking; tries += 1) await pass(page, 1000);
    const asked = await place(page);
    expect(asked).toMatchObject({ isAsking: true, isPlaying: false, lesson: 'scanner', language: 'de' });
    await reload(page);
    expect(await place(page)).toEqual(asked);

    await page.locator('.caption .question button').first().click();
    await pass(page, 2500);
    await page.getByRole('switch').first().click();
    const answered = await place(page);
    expect(Object.values(answered.answers ?? {})).toEqual([0]);
    expect(answered).toMatchObject({ isPlaying: true, isSeeThrough: false });
    await reload(page);
    expect(await place(page)).toEqual(answered);
    await pass(page, 1000);
    expect((await seen(page)).nowUs).toBeGreaterThan(answered.nowUs);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('keeps what the user did, the latest moment seen, and choices of free play', async () => {
    const page = await open();
    await pass(page, 3000);
    await page.evaluate(() =>
      window.driven.state.player.act({ field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' }),
    );
    await pass(page, 2000);
    await page.evaluate(() => window.driven.state.player.seek(1e6));
    const acted = await place(page);
    expect(acted.inputs).toHaveLength(1);
    expect(acted).toMatchObject({ nowUs: 1e6, seenUs: 5e6 });
    await reload(page);
    expect(await place(page)).toEqual(acted);

    await openLesson(page, 'free');
    const reservoir = page.getByRole('spinbutton', { name: 'Reservoir' });
    await reservoir.fill('12');
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.waitForFunction(() => JSON.stringify(window.driven.state.player.plan).includes('reservoir: 12 mL'));
    await reservoir.fill('11');
    const free = await place(page);
    await reload(page);
    expect(await place(page)).toEqual(free);
    expect(await reservoir.inputValue()).toBe('11');
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('keeps a run from a file, and says so when it cannot be kept', async () => {
    const page = await open();
    const give = async (comment: string): Promise<void> => {
      const text = `# ${comment}\nscenario: mine\nsays: x\npump: { product: synchromed-ii, mode: simple continuous, rate: 5 mL/day }\ntimeline: []\nends at: 1 min\n`;
      const file = { name: 'mine.yaml', mimeType: 'text/plain', buffer: Buffer.from(text) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.waitForFunction((length) => {
        const source = window.driven.state.player.shown.value?.plan.source;
        return source?.kind === 'text' && source.text.length === length;
      }, text.length);
    };
    await give('short');
    await pass(page, 2000);
    const own = await place(page);
    await reload(page);
    expect(await place(page)).toEqual(own);
    expect(await page.getByRole('alert').count()).toBe(0);

    await page.evaluate(() => {
      // Leaves room for less than the next run.
      for (let piece = 'x'.repeat(1 << 23); piece.length > 10_000; )
        try {
          sessionStorage.setItem('filler', (sessionStorage.getItem('filler') ?? '') + piece);
        } catch {
          piece = piece.slice(piece.length / 2);
        }
    });
    await give('long'.repeat(20_000));
    await pass(page, 1000);
    await reload(page);
    expect(await seen(page)).toMatchObject({ cue: 'runs', isPlaying: true });
    expect(await page.getByRole('alert').textContent()).toMatch(/too large for the browser to keep/);
  });

  test('prefers a link that is newer, and the place where the link has led', async () => {
    const page = await open();
    await pass(page, 3000);
    await page.getByText('Link, file, print').click();
    await page.getByRole('button', { name: 'Copy a link' }).click();
    const link = await page.getByRole('textbox', { name: 'Link to this moment' }).inputValue();
    await openLesson(page, 'flipped');
    await pass(page, 1000);
    await page.goto('about:blank');
    await page.goto(link);
    await hasRun(page);
    expect(await seen(page)).toMatchObject({ cue: 'own', nowUs: 3e6 });
    await page.evaluate(() => window.driven.state.player.seek(2e6));
    await pass(page, 1000);
    await reload(page);
    expect(await seen(page)).toMatchObject({ cue: 'own', nowUs: 2e6 });
  });

  test('says that it kept nonsense, and begins with the first lesson', async () => {
    const page = await open();
    // The page writes its place once more when it is left.
    await page.addInitScript(() => sessionStorage.setItem('rollerloop trainer place', '1\n\nnonsense'));
    await reload(page);
    expect(await seen(page)).toMatchObject({ cue: 'runs', isPlaying: true });
    expect(await page.getByRole('alert').textContent()).toMatch(/cannot be read.+The first lesson is shown instead/);
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
