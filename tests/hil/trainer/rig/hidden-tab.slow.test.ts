import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedTrainer, serveTrainer } from '../../../../hil/trainer/server/serve-trainer.ts';
import { CHROMIUM } from '../../../browser-server.ts';
import { builtTrainer } from '../built-trainer.ts';
import { type BrowserTab, BrowserTabs } from './browser-tabs.ts';

/** Time behind another tab. The board stops after 5 s without a line. */
const HIDDEN_MS = 7000;
const CARD = "document.querySelector('details.rig')?.textContent ?? ''";

const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true';
const title = 'a rig and a tab that is really hidden';

describe.skipIf(!hasBrowser)(hasBrowser ? title : `${title} (needs chromium)`, () => {
  let served: ServedTrainer;
  let tabs: BrowserTabs;
  beforeAll(async () => {
    served = await serveTrainer({ html: (await builtTrainer()).html, rig: 'emulated', port: 0 });
    tabs = await BrowserTabs.open();
  });
  afterAll(async () => {
    await tabs.close();
    await served.close();
  });
  const says = (tab: BrowserTab, text: string): Promise<void> =>
    tab.until(`(${CARD}).includes(${JSON.stringify(text)})`);
  const shownSeconds = async (tab: BrowserTab): Promise<number> => {
    const text = String(await tab.value("document.querySelector('time.now').textContent"));
    return text.split(':').reduce((seconds, part) => 60 * seconds + Number(part), 0);
  };

  test('the Worker paces the rig, and a frozen tab loses it with a reason', async () => {
    const page = await tabs.tab(served.url);
    await says(page, 'Follows: emulated');
    await page.value(
      'frames = 0; requestAnimationFrame(function count() { frames += 1; requestAnimationFrame(count); })',
    );
    const beforeS = await shownSeconds(page);

    const other = await tabs.tab('data:text/html,<title>another tab</title>');
    await other.until('true');
    expect(await page.value('document.hidden')).toBe(true);
    const frames = await page.value('frames');
    await other.until(`performance.now() > ${HIDDEN_MS}`);
    expect(await page.value('frames')).toBe(frames);
    await page.bringToFront();
    await page.until('!document.hidden');
    await says(page, 'Follows: emulated');
    await page.until(`document.querySelector('time.now').textContent >= '0:00:0${Math.min(9, beforeS + 5)}'`);

    await other.bringToFront();
    await other.until('true');
    await page.freeze();
    await other.until(`performance.now() > ${2 * HIDDEN_MS}`);
    await page.thaw();
    await page.bringToFront();
    await says(page, 'or the browser put this tab to sleep');
    expect(await page.value(CARD)).toContain('The scene stands, and the run is kept.');
    await page.value("[...document.querySelectorAll('details.rig button')][0].click()");
    await says(page, 'Follows: emulated');
  });
});
