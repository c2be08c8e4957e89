import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../../../browser-server.ts';
import { builtTrainer } from '../built-trainer.ts';
import { BrowserTabs } from './browser-tabs.ts';

const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true';
const title = 'a tab that crashes';

describe.skipIf(!hasBrowser)(hasBrowser ? title : `${title} (needs chromium)`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-crash-'));
  let tabs: BrowserTabs;
  beforeAll(async () => {
    tabs = await BrowserTabs.open();
  });
  afterAll(async () => {
    await tabs.close();
    rmSync(folder, { recursive: true });
  });

  test('returns to its lesson and time after a reload', async () => {
    const path = join(folder, 'trainer.html');
    writeFileSync(path, (await builtTrainer()).html);
    const { href } = pathToFileURL(path);
    const page = await tabs.tab(href);
    const choice = "document.querySelector('select.lesson-choice')";
    const caption = "document.querySelector('.caption').textContent";
    await page.until("(document.querySelector('time.now')?.textContent ?? '') >= '0:00:01'");
    await page.value(`${choice}.value = 'flipped'; ${choice}.dispatchEvent(new Event('change', { bubbles: true }))`);
    await page.until(`(sessionStorage.getItem('rollerloop trainer place') ?? '').includes('"id":"flipped"')`);
    const shown = await page.value(caption);

    await page.crashAndLoad(href);
    await page.until(`${choice}?.value === 'flipped'`);
    expect(await page.value(caption)).toBe(shown);
    expect(await page.value("document.querySelector('[role=alert]')")).toBe(null);
  });
});
