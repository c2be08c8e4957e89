import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { indexPage, reportPage } from '../../../../hil/report/html/report-pages.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { seriousFindings } from '../../viewer/gallery-page.ts';
import { indexOfRuns, reportOf } from './sample-report.ts';

/** An observer of the visible part acts within two frames. */
const TWO_FRAMES = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** Waits until the script has enhanced a page, or has failed. */
async function isReady(page: Page): Promise<void> {
  await page.waitForSelector('html[data-ready], html[data-fault]');
  expect(await page.locator('html').getAttribute('data-fault')).toBeNull();
}

describeInBrowser('reports in HTML', (pages) => {
  let html = '';
  let index = '';
  beforeAll(async () => {
    html = await reportPage(await reportOf('roller-study-ends-in-a-stall'));
    index = await indexPage(indexOfRuns(1000));
  });

  test('open from a file without an error, and axe finds nothing serious', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await pages.open(pages.fileUrl(html), { colorScheme });
      await isReady(page);
      expect(pages.faultsOf(page)).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
      await page.close();
    }
  });

  test('move lanes, pump and events by one cursor from the keyboard', async () => {
    const page = await pages.open(pages.fileUrl(html));
    await isReady(page);
    const lane = page.getByRole('slider', { name: /Volume out of the pump/ });
    await lane.focus();
    await page.keyboard.press('End');
    expect(await lane.getAttribute('aria-valuetext')).toContain('delivered');
    const current = page.locator('.event-table [aria-current="time"]');
    expect(await current.textContent()).toContain('end');
    await page.getByRole('region', { name: 'Events' }).focus();
    await page.keyboard.press('Home');
    expect(Number(await lane.getAttribute('aria-valuenow'))).toBe(0);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('show verdicts, films and the disclaimer where no script may run', async () => {
    const page = await pages.open(pages.fileUrl(html), { javaScriptEnabled: false });
    for (const text of ['partial', 'Every angle that fits', 'not a medical device'])
      expect(await page.locator('main').textContent()).toContain(text);
    expect(await page.locator('.course svg.lane-static').count()).toBeGreaterThan(3);
    expect(await page.locator('.course svg.lane-static').first().isVisible()).toBe(true);
  });

  test('do not scroll sideways on a narrow screen', async () => {
    for (const content of [html, index]) {
      const page = await pages.open(pages.fileUrl(content), { viewport: { width: 320, height: 800 } });
      await isReady(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      await page.close();
    }
  });

  test('fold out for print, light and with the lanes in the width of the paper', async () => {
    const page = await pages.open(pages.fileUrl(html), { colorScheme: 'dark' });
    await isReady(page);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('#invariants table').isVisible()).toBe(true);
    const background = await page.evaluate("getComputedStyle(document.querySelector('.report table')).backgroundColor");
    expect(background).toBe('rgb(255, 255, 255)');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('an index keeps few rows in the page, finds a run by keyboard, and prints all', async () => {
    const page = await pages.open(pages.fileUrl(index));
    await isReady(page);
    const rows = page.locator('table.list tbody tr[data-verdict]');
    expect(await rows.count()).toBeLessThan(400);
    await page.keyboard.press('Tab');
    while ((await page.evaluate('document.activeElement.type')) !== 'search') await page.keyboard.press('Tab');
    await page.keyboard.type('run 997');
    expect(await page.getByRole('status').textContent()).toBe('1 of 1000 rows');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await rows.allTextContents()).toEqual([expect.stringContaining('run 997')]);
    await page.getByRole('searchbox').fill('');
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.evaluate(TWO_FRAMES);
    expect(await rows.count()).toBe(1000);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(() => rows.count()).toBeLessThan(400);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('an index sorts by a column and filters by verdict', async () => {
    const page = await pages.open(pages.fileUrl(index));
    await isReady(page);
    const first = page.locator('table.list tbody tr[data-verdict]').first();
    await page.getByRole('button', { name: 'Seed' }).click();
    await page.getByRole('button', { name: 'Seed' }).click();
    expect(await first.textContent()).toContain('run 999');
    await page.getByRole('combobox').selectOption('fail');
    expect(await page.getByRole('status').textContent()).toBe('100 of 1000 rows');
  });

  test('no text of a user runs as a script', async () => {
    const hostile = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">';
    const view = await reportOf('roller-study');
    const run = { ...view.run, identity: { ...view.run.identity, scenario: hostile, says: hostile, file: hostile } };
    const checks = run.checks.map((check) => ({ ...check, name: hostile, limits: hostile }));
    const events = run.events.map((event) => ({ ...event, text: hostile }));
    const page = await pages.open(
      pages.fileUrl(await reportPage({ ...view, scenarioText: hostile, run: { ...run, checks, events } })),
    );
    await isReady(page);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(pages.faultsOf(page)).toEqual([]);
    expect(await page.locator('h1').textContent()).toBe(hostile);
  });

  test('a page of which the data are damaged stays as it is', async () => {
    const broken = html.replace(/(id="run-data">)[^<]{20}/, '$1////////////////////');
    const page = await pages.open(pages.fileUrl(broken));
    await page.waitForSelector('html[data-fault]');
    expect(await page.locator('#checks').isVisible()).toBe(true);
  });
});
