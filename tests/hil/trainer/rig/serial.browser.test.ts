/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { pageBundle } from '../../../../hil/packing/page-bundle.ts';
import { pageHtml } from '../../../../hil/packing/page-html.ts';
import { shippedLibrary } from '../../../../hil/packing/shipped-library.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { seriousFindings } from '../../viewer/gallery-page.ts';

async function riggedHtml(): Promise<string> {
  const bundle = await pageBundle('tests/hil/trainer/rig/rigged-trainer.ts');
  const library = JSON.stringify(shippedLibrary()).replace(/</g, '\\u003c');
  const bodyHtml = `<script type="text/plain" id="library">${library}</script>`;
  return pageHtml({ language: 'en', title: 'Rollerloop trainer', bodyHtml, ...bundle });
}

/** Facts of page and rig. */
function seen(page: Page) {
  return page.evaluate(() => {
    const { player, rig } = window.rigged.state;
    return {
      rig: rig.state.value,
      isPlaying: player.isPlaying.value,
      nowUs: player.nowUs.value,
      rotorState: player.moment.value?.rotorState,
      inputs: player.plan?.inputs ?? [],
      stopCause: window.rigged.serial.port.board.outputs.stopCause,
      shaftSteps: window.rigged.serial.port.board.shaftSteps,
    };
  });
}

describeInBrowser('a rig by Web Serial', (pages) => {
  let url = '';
  beforeAll(async () => {
    url = pages.fileUrl(await riggedHtml());
  });
  /** Page whose rig follows. A Worker that sees `ofWorker` ports opens the only one; else the page carries the bytes. */
  const connected = async (ofWorker: 0 | 1 | 2 = 1): Promise<Page> => {
    const page = await pages.open(url, { viewport: { width: 1280, height: 800 } });
    await page.waitForFunction(() => window.rigged.state.player.shown.value !== undefined);
    await page.evaluate((count) => {
      const { serial } = window.rigged;
      serial.ofWorker = Array.from({ length: count }, () => serial.portOf('worker'));
    }, ofWorker);
    await page.getByText('Rig', { exact: true }).click();
    await page.getByRole('button', { name: 'Connect a rig by Web Serial' }).click();
    await page.evaluate(() => window.rigged.until('following'));
    return page;
  };
  const pass = (page: Page, ms: number) => page.evaluate((passedMs) => window.rigged.advance(passedMs), ms);

  test('follows play at its pace, and offers no speed beyond its own', async () => {
    const page = await connected();
    const before = await seen(page);
    expect(before.isPlaying).toBe(true);
    await pass(page, 3000);
    const after = await seen(page);
    expect(after.nowUs - before.nowUs).toBeGreaterThan(2.6e6);
    expect(after.nowUs - before.nowUs).toBeLessThan(3.1e6);
    expect(after.shaftSteps).toBeGreaterThan(before.shaftSteps);
    const paces = await page.locator('select.pace option').allTextContents();
    expect(paces).toHaveLength(3);
    const card = page.locator('details.rig');
    expect(await card.textContent()).toContain('Follows: the serial port, unit 7.');
    expect(await card.textContent()).toContain('Shaft turned');
    expect(await seriousFindings(page)).toEqual([]);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('lets an action wait for the rig, and acts at the time that the rig names', async () => {
    const page = await connected();
    await pass(page, 1000);
    await page.evaluate(async () => {
      const acted = window.rigged.state.player.act({ field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' });
      await window.rigged.advance(1000);
      await acted;
    });
    const { inputs, rotorState, nowUs } = await seen(page);
    expect(inputs).toHaveLength(1);
    expect(inputs[0]?.atUs).toBeLessThan(nowUs);
    expect(rotorState).toBe('held');
    const mode = await page.evaluate(() => window.rigged.serial.port.board.outputs.stallMode);
    expect(mode).toBe('hold');
  });

  test('shows a magnet at its sensor, which holds the rotor', async () => {
    const page = await connected();
    await pass(page, 1000);
    await page.evaluate(() => window.rigged.serial.port.setFieldMt(80));
    await pass(page, 1500);
    const held = await seen(page);
    expect(held).toMatchObject({ rotorState: 'held', isPlaying: true });
    expect(held.inputs).toMatchObject([{ entry: { field: '80 mT' } }]);
    expect(await page.locator('details.rig').textContent()).toContain('Field at the sensor 80.0 mT');
    await page.evaluate(() => window.rigged.serial.port.setFieldMt(0));
    await pass(page, 1500);
    expect((await seen(page)).inputs[1]).toMatchObject({ entry: { field: 'off' } });
  });

  test('stands while the page shows the past, and aligns on return', async () => {
    const page = await connected();
    await pass(page, 4000);
    await page.evaluate(() => window.rigged.state.player.seek(1e6));
    await pass(page, 100);
    expect((await seen(page)).rig.kind).toBe('detached');
    const { shaftSteps } = await seen(page);
    await pass(page, 1000);
    expect((await seen(page)).shaftSteps).toBe(shaftSteps);
    await page.evaluate(() => window.rigged.until('aligning'));
    expect((await seen(page)).isPlaying).toBe(false);
    await page.evaluate(() => window.rigged.until('following'));
    expect((await seen(page)).isPlaying).toBe(true);
    expect((await seen(page)).nowUs).toBeGreaterThan(3.5e6);
  });

  test.each([0, 2] as const)('passes through the page if a Worker sees %i such ports', async (count) => {
    const page = await connected(count);
    await pass(page, 2000);
    const { openCounts, nowUs } = await page.evaluate(() => ({
      openCounts: window.rigged.serial.openCounts,
      nowUs: window.rigged.state.player.nowUs.value,
    }));
    expect(openCounts).toEqual({ page: 1, worker: 0 });
    expect(nowUs).toBeGreaterThan(1.6e6);
    expect(await page.locator('details.rig').textContent()).toContain('This page carries the bytes of the port');
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('says that the port does not open while another program holds it', async () => {
    const page = await connected();
    await page.evaluate(async () => {
      const { state, serial } = window.rigged;
      await state.rig.connectSerial(serial);
    });
    expect(await page.locator('details.rig').textContent()).toMatch(/does not open.+Failed to open serial port\./);
  });

  test('is seen in a Worker of a page from a file', async () => {
    const page = await pages.open(url);
    const seen = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const script =
            'navigator.serial.getPorts().then((ports) => postMessage(ports.length), (e) => postMessage(String(e)))';
          const worker = new Worker(URL.createObjectURL(new Blob([script])));
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
    );
    // No port was granted.
    expect(seen).toBe(0);
  });

  // The page is only told that it is hidden, and its test stops its frames. A slow test hides a page for real.
  test('goes on in a hidden tab, beyond the time after which a silent board stops', async () => {
    const page = await connected();
    await pass(page, 500);
    const before = await seen(page);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
      return window.rigged.advanceHidden(8000);
    });
    expect(await seen(page)).toMatchObject({ nowUs: before.nowUs, isPlaying: true, stopCause: 'none' });
    await pass(page, 50);
    expect((await seen(page)).nowUs - before.nowUs).toBeGreaterThan(7e6);
  });

  test('freezes the scene with the reason when the rig is unplugged, and keeps the run', async () => {
    const page = await connected();
    await pass(page, 1000);
    await page.evaluate(() => window.rigged.serial.unplug());
    await page.evaluate(() => window.rigged.until('lost'));
    const lost = await seen(page);
    await pass(page, 1000);
    expect(await seen(page)).toMatchObject({ isPlaying: false, nowUs: lost.nowUs });
    expect(await page.locator('details.rig').textContent()).toContain('The device has been lost.');
    await page.getByRole('button', { name: 'DE', exact: true }).click();
    const german = await page.locator('body').evaluate((shown) => {
      const body = shown.cloneNode(true) as HTMLElement;
      for (const english of body.querySelectorAll('[lang=en], script, style')) english.remove();
      return body.textContent ?? '';
    });
    expect(german).toMatch(/Der serielle Anschluss ist weg: .+ \(The device has been lost\.\)/);
    expect(german.replace(/\([^)]*\)/g, '')).not.toMatch(/(?<![-\w])(?:the|is|of|and|not|this)(?![-\w])/i);
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await pass(page, 1000);
    expect((await seen(page)).nowUs).toBeGreaterThan(lost.nowUs + 0.9e6);
    await page.getByRole('button', { name: 'Connect again' }).click();
    await page.evaluate(() => window.rigged.until('following'));
    expect(await page.evaluate(() => window.rigged.serial.openCounts)).toEqual({ page: 0, worker: 2 });
    await page.getByRole('button', { name: 'Let the rig go' }).click();
    await pass(page, 1000);
    await page.getByText('Rig', { exact: true }).click();
    await page.getByRole('button', { name: 'Connect a rig by Web Serial' }).click();
    await page.evaluate(() => window.rigged.until('following'));
    expect(await page.evaluate(() => window.rigged.serial.openCounts)).toEqual({ page: 0, worker: 3 });
  });
});
