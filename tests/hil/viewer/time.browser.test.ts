import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../browser-page.ts';
import { galleryHtml, seriousFindings } from './gallery-page.ts';

describeInBrowser('the time cursor', (pages) => {
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await galleryHtml());
  });
  const open = (options?: BrowserContextOptions): Promise<Page> => pages.open(url, options);
  const laneOf = (page: Page): Locator => page.getByRole('slider', { name: 'Drug' });
  const timeIn = async (page: Page): Promise<number> => Number(await laneOf(page).getAttribute('aria-valuenow')) / 1e6;

  test('moves lanes, films, pump, events, log and wire together', async () => {
    const page = await open();
    const current = async (table: string): Promise<string> =>
      (await page.getByRole('region', { name: table }).locator('[aria-current]').textContent()) ?? '';

    await page.getByRole('region', { name: 'Events' }).press('End');

    expect(await timeIn(page)).toBe(637);
    expect(await laneOf(page).getAttribute('aria-valuetext')).toContain('00:10:37, delivered 0.0072 mL');
    expect(await current('Events')).toContain('the stepper is held');
    expect(await current('Event log of the pump')).toContain('motor stall');
    expect(await current('Wire to the rig')).toContain('drop');
    expect(await page.locator('.film.is-current').textContent()).toContain('Film 2');
    expect(await page.locator('.pump-at-cursor figcaption').textContent()).toContain('It gave 7.2 uL.');
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('goes from event to event by the arrow keys', async () => {
    const page = await open();
    const events = page.getByRole('region', { name: 'Events' });

    await events.press('Home');
    await events.press('ArrowDown');
    expect(await timeIn(page)).toBe(600);
    await events.press('ArrowDown');
    expect(await timeIn(page)).toBe(615);
    await events.press('ArrowUp');
    expect(await timeIn(page)).toBe(600);
  });

  test('leaves out events of a source that the reader hides', async () => {
    const page = await open();
    const rows = page.getByRole('region', { name: 'Events' }).locator('tbody tr');
    expect(await rows.count()).toBe(7);

    await page.getByRole('button', { name: 'truth', exact: true }).click();

    expect(await rows.count()).toBe(4);
    expect(await page.getByText('film 1 is taken').count()).toBe(0);
  });

  test('is moved and zoomed on a lane by the keyboard', async () => {
    const page = await open();
    const lane = laneOf(page);

    await lane.press('Home');
    expect(await timeIn(page)).toBe(0);
    await lane.press('Shift+ArrowRight');
    const coarse = await timeIn(page);
    for (let press = 0; press < 3; press += 1) await lane.press('+');
    await lane.press('Shift+ArrowRight');
    const fine = (await timeIn(page)) - coarse;

    expect(coarse).toBeGreaterThan(5);
    expect(fine).toBeCloseTo(coarse / 8, 2);
    await lane.press('0');
    await lane.press('End');
    expect(await timeIn(page)).toBe(900);
  });

  test('is dragged on a lane, and the view by Shift', async () => {
    const page = await open();
    await laneOf(page).scrollIntoViewIfNeeded();
    const box = await laneOf(page).boundingBox();
    if (box === null) throw new Error('The lane has no box.');
    const plotWidth = box.width - 82;
    const xAt = (share: number): number => box.x + 72 + plotWidth * share;
    const y = box.y + box.height / 2;

    await page.mouse.move(xAt(0.2), y);
    await page.mouse.down();
    await page.mouse.move(xAt(0.5), y, { steps: 3 });
    await page.mouse.up();
    expect(await timeIn(page)).toBeCloseTo(450, -1);

    await laneOf(page).press('+');
    await page.keyboard.down('Shift');
    await page.mouse.move(xAt(0.5), y);
    await page.mouse.down();
    await page.mouse.move(xAt(0.25), y, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.mouse.click(xAt(0), y);
    expect(await timeIn(page)).toBeCloseTo(225 + 112.5, -1);
  });

  test('is zoomed by the wheel over a lane with focus; else the page scrolls', async () => {
    const page = await open({ viewport: { width: 1000, height: 500 } });
    const lane = laneOf(page);
    await lane.hover({ position: { x: 80, y: 60 } });
    const lastTime = (): Promise<string | null> =>
      page.locator('.lane-back text[text-anchor="end"]').last().textContent();
    const before = await lastTime();

    const scrolled = await page.evaluate('scrollY');
    await page.mouse.wheel(0, -100);
    await page.waitForFunction(`scrollY < ${scrolled}`);
    expect(await lastTime()).toBe(before);

    await lane.focus();
    await lane.hover({ position: { x: 80, y: 60 } });
    await page.mouse.wheel(0, -1000);
    await page.waitForFunction(`document.querySelector('.lane-back').textContent.includes('00:01')`);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('draws lanes in light colours and as vectors when the page is printed', async () => {
    const page = await open({ colorScheme: 'dark' });
    expect(await page.locator('.lane-print').count()).toBe(0);
    await page.evaluate(`addEventListener('afterprint', () => { window.lanesInPrint = window.lanesBefore; });
      addEventListener('beforeprint', () => queueMicrotask(() => queueMicrotask(() => {
        window.lanesBefore = document.querySelectorAll('.lane-print svg').length;
      })));`);

    const pdf = await page.pdf({ format: 'A4' });

    expect(await page.evaluate('window.lanesInPrint')).toBe(1);
    expect(await page.locator('.lane-print').count()).toBe(0);
    expect(pdf.length).toBeGreaterThan(10_000);
  });

  test.each(['light', 'dark'] as const)(
    'and its tables have no serious finding of axe in %s colours',
    async (colorScheme) => {
      const page = await open({ colorScheme });

      expect(await seriousFindings(page)).toEqual([]);
    },
  );
});
