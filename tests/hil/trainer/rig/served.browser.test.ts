/// <reference lib="dom" />
import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type ServedTrainer, serveTrainer } from '../../../../hil/trainer/server/serve-trainer.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { type ServedBoard, serveBoard } from '../../commands/served-board.ts';
import { builtTrainer } from '../built-trainer.ts';

describeInBrowser('the served trainer with an emulated rig', (pages) => {
  const withServer = async (use: (served: ServedTrainer) => Promise<void>): Promise<void> => {
    const { html } = await builtTrainer();
    const served = await serveTrainer({ html, rig: 'emulated', port: 0 });
    try {
      await use(served);
    } finally {
      await served.close();
    }
  };
  const card = (page: Page) => page.locator('details.rig');
  const isAt = (page: Page, text: string) =>
    page.waitForFunction((time) => (document.querySelector('time.now')?.textContent ?? '') >= time, text);

  test('drives the rig from its Worker, lets a page watch, and says why it was lost', () =>
    withServer(async (served) => {
      const page = await pages.open(served.url);
      await card(page).getByText('Follows: emulated, unit 1.').waitFor();
      expect(page.url()).not.toContain('token');
      await page.reload();
      // A reloaded page is paused, and its shaft stands until the user plays.
      await card(page).getByText('The rig stands.').waitFor();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await card(page).getByText('Follows: emulated, unit 1.').waitFor();
      await isAt(page, '0:00:01');
      await card(page).getByText('Field at the sensor').waitFor();

      const watcher = await pages.open(served.url);
      await card(watcher).getByText('Another page drives emulated.').waitFor();
      await watcher.getByText('Another page drives the rig. This page shows its run.').waitFor();

      // Playwright keeps its pages in front: this one is only told that it is hidden. A slow test hides one for real.
      await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { value: true });
        document.dispatchEvent(new Event('visibilitychange'));
      });
      // A page that prints stands still. Its Worker holds the socket, so the rig does not stop after its 2 s.
      await page.evaluate('for (const endMs = performance.now() + 3000; performance.now() < endMs; );');
      await isAt(page, '0:00:05');
      await isAt(watcher, '0:00:02');
      await card(page).getByText('Follows: emulated, unit 1.').waitFor();
      expect(pages.faultsOf(page)).toEqual([]);
      expect(pages.faultsOf(watcher)).toEqual([]);

      await served.close();
      await card(page).getByText('The server has ended.').waitFor();
      await card(watcher).getByText('The server has ended.').waitFor();
      await card(page).getByRole('button', { name: 'Connect to the rig of the server' }).click();
      await card(page).getByText('The server refuses this page').waitFor();
      const stood = await page.locator('time.now').textContent();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.waitForFunction((time) => document.querySelector('time.now')?.textContent !== time, stood);
    }));

  test('lets a watching page drive once the driver has left, at a click', () =>
    withServer(async (served) => {
      const page = await pages.open(served.url);
      await card(page).getByText('Follows: emulated, unit 1.').waitFor();
      const watcher = await pages.open(served.url);
      await card(watcher).getByText('Another page drives emulated.').waitFor();
      await isAt(watcher, '0:00:01');

      await page.close();
      await card(watcher).getByText('The page that drove emulated has left.').waitFor();
      await card(watcher).getByRole('button', { name: 'Connect to the rig of the server' }).click();
      await card(watcher).getByText('Follows: emulated, unit 1.').waitFor();
      await watcher.getByRole('button', { name: 'Play', exact: true }).click();
      const stood = await watcher.locator('time.now').textContent();
      await watcher.waitForFunction((time) => document.querySelector('time.now')?.textContent !== time, stood);
      expect(pages.faultsOf(watcher)).toEqual([]);
    }));

  test('says that the rig has gone, and takes it again at a click', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollerloop-gone-'));
    const link = join(folder, 'rig');
    const plugIn = async (): Promise<ServedBoard> => {
      const served = await serveBoard();
      symlinkSync(served.port.path, link);
      return served;
    };
    // The build starts a process, which would inherit the port and keep it open.
    const { html } = await builtTrainer();
    const first = await plugIn();
    const served = await serveTrainer({ html, rig: link, port: 0 });
    try {
      const page = await pages.open(served.url, { locale: 'de-DE' });
      await card(page).getByText(`Folgt: ${link}, Gerät 1.`).waitFor();
      unlinkSync(link);
      await first.port.close();
      await card(page).getByText('Der Server hat keine Verbindung zu seinem Prüfstand.').waitFor();
      expect(await card(page).textContent()).toContain('it was unplugged');
      const connect = card(page).getByRole('button', { name: 'Mit dem Prüfstand des Servers verbinden' });
      // Two buttons stand here, and each names its rig.
      expect(await card(page).getByRole('button').allTextContents()).not.toContain('Erneut verbinden');
      await connect.click();
      await card(page).getByText(`The port ${link} does not exist.`).waitFor();

      const second = await plugIn();
      expect(second.port.heard).toBe('');
      await connect.click();
      await card(page).getByText(`Folgt: ${link}, Gerät 1.`).waitFor();
      expect(await card(page).textContent()).not.toContain('does not exist');
      await page.getByRole('button', { name: 'Abspielen', exact: true }).click();
      await second.port.sees(/MOVE/);
      expect(pages.faultsOf(page)).toEqual([]);
      await served.close();
      await second.port.close();
    } finally {
      await served.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('says in a page from a file what it cannot do, and without Web Serial too', async () => {
    const { html } = await builtTrainer();
    const page = await pages.open(pages.fileUrl(html), { offline: true });
    await card(page).locator('summary').click();
    await card(page).getByText('A page from a file has no WebSocket.').waitFor();
    await card(page).getByText('it cannot see the pseudo terminal').waitFor();
    await page.addInitScript(() => Object.defineProperty(navigator, 'serial', { value: undefined }));
    await page.reload();
    await card(page).locator('summary').click();
    await card(page).getByText('This browser has no Web Serial.').waitFor();
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
