import type { BrowserContextOptions, Download, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { describeInBrowser } from '../../browser-page.ts';
import { galleryHtml, seriousFindings } from './gallery-page.ts';

describeInBrowser('the films of a study', (pages) => {
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await galleryHtml());
  });
  const open = (options?: BrowserContextOptions): Promise<Page> => pages.open(url, options);

  test('are measured with the arrow keys', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Measure' }).click();
    const [before, after] = ['Protractor on film 1', 'Protractor on film 2'].map((name) =>
      page.getByRole('slider', { name }),
    );

    await before?.press('PageUp');
    await before?.press('ArrowLeft');
    await after?.press('Shift+ArrowUp');
    for (let press = 0; press < 49; press += 1) await after?.press('ArrowRight');

    expect(await before?.getAttribute('aria-valuenow')).toBe('9');
    expect(await after?.getAttribute('aria-valuenow')).toBe('59');
    expect(await page.locator('output').textContent()).toBe('Your reading: a turn of 50 deg. It fits the films.');
  });

  test('are measured by dragging an arm to a roller', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Measure' }).click();
    const arm = page.getByRole('slider', { name: 'Protractor on film 2' });
    await page.locator('.film svg').nth(1).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(page.locator('.film svg').nth(1));
    const handle = await boxOf(arm.locator('circle'));

    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.9, y + (height * 108) / 224, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(x + width / 2, y + height);

    expect(await arm.getAttribute('aria-valuenow')).toBe('90');
    expect(await page.locator('output').textContent()).toContain('It does not fit');
  });

  test('are measured by a finger', async () => {
    const page = await open({ hasTouch: true });
    await page.getByRole('button', { name: 'Measure' }).click();
    const film = page.locator('.film svg').nth(0);
    await film.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await boxOf(film);
    const at = (shareX: number, shareY: number): object => ({ x: x + width * shareX, y: y + height * shareY });
    const finger = await page.context().newCDPSession(page);
    const touch = (type: string, points: readonly object[]): Promise<unknown> =>
      finger.send('Input.dispatchTouchEvent' as never, { type, touchPoints: points } as never);

    await touch('touchStart', [at(0.5, 11 / 224)]);
    await touch('touchMove', [at(0.7, 0.2)]);
    await touch('touchMove', [at(0.5, 0.95)]);
    await touch('touchEnd', []);

    await page.locator('[role=slider][aria-valuenow="180"]').waitFor({ timeout: 10_000 });
  });

  test('are saved as SVG and as PNG', async () => {
    const page = await open();
    const saved = async (format: string): Promise<Buffer> => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: `Save as ${format}` }).click();
      return contentOf(await download);
    };
    const [svg, png] = [await saved('SVG'), await saved('PNG')];

    expect(svg.toString().startsWith('<svg')).toBe(true);
    // A PNG begins with its signature; the width stands at byte 16.
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1920);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('have no serious finding of axe in %s colours', async (colorScheme) => {
    const page = await open({ colorScheme });
    await page.getByRole('button', { name: 'Measure' }).click();

    expect(await seriousFindings(page)).toEqual([]);
  });

  test('fit a screen of 320 px', async () => {
    const page = await open({ viewport: { width: 320, height: 600 } });

    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});

async function contentOf(download: Download): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('The element has no box.');
  return box;
}
