/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { allLessons } from '../../../../hil/trainer/page/lessons/all-lessons.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { drivenHtml, hasRun, openLesson } from './driven-page.ts';

/** Words that stand in almost every English sentence. */
const ENGLISH = /(?<![-\w'.])(?:the|is|of|and|not|this|with|from|allowed|found|no|pump)(?![-\w'])/i;

/** Returns the lines of the page, with its labels, outside elements that are marked as English. */
function unmarked(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isMarked = (element: Element): boolean => element.closest('[lang=en], script, style, .licences') !== null;
    const elements = [...document.body.querySelectorAll('*')].filter((element) => !isMarked(element));
    const texts = elements.flatMap(({ childNodes }) =>
      [...childNodes].filter((node) => node instanceof Text).map(({ textContent }) => textContent ?? ''),
    );
    const names = ['aria-label', 'title', 'aria-valuetext'];
    const labels = elements.flatMap((element) => names.map((name) => element.getAttribute(name) ?? ''));
    return [...new Set([...texts, ...labels])];
  });
}

async function english(page: Page): Promise<readonly string[]> {
  return (await unmarked(page)).filter((text) => ENGLISH.test(text));
}

describeInBrowser('the German page', (pages) => {
  const german = async (): Promise<Page> => {
    const page = await pages.open(pages.fileUrl(await drivenHtml()), {
      locale: 'de-DE',
      viewport: { width: 1280, height: 800 },
    });
    await hasRun(page);
    return page;
  };
  const choose = (page: Page, id: string): Promise<void> => openLesson(page, id, 'Lektion wählen');

  test('has no English outside of marked elements, at each caption of each lesson', async () => {
    const page = await german();
    for (const { id, parts } of allLessons) {
      await choose(page, id);
      for (let step = parts.flatMap(({ cues }) => cues).length; step > 0; step -= 1) {
        expect(await english(page), id).toEqual([]);
        await page.evaluate(() => window.driven.state.lessons.next());
      }
    }
    expect(await page.locator('.pump-picture, .scene').count()).toBeGreaterThan(0);
  });

  test('says in German why the pump refuses, and marks the rest as English', async () => {
    const page = await german();
    await choose(page, 'free');
    await page.evaluate(async () => {
      const { player } = window.driven.state;
      await player.act({ bolus: '0 uL' }, { program: { mode: 'simple continuous', rate: '900 mL/day' } });
      player.seek(60e6);
      await player.act({ 'roller study': 'take' });
      player.seek(65e6);
      await player.act({ bolus: '10 uL' });
      player.seek(300e6);
    });
    const refusals = page.locator('.refusals li');
    expect(await refusals.count()).toBeGreaterThan(0);
    expect((await refusals.allTextContents()).join('\n')).toMatch(/: (?:außerhalb der Grenzen|die Pumpe ist gerade)/);
    expect(await english(page)).toEqual([]);
    await page.getByRole('spinbutton', { name: 'Rate' }).first().fill('900');
    await page.locator('.field-problems').first().waitFor();
    expect(await english(page)).toEqual([]);
  });
});
