/// <reference lib="dom" />
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { denseText } from '../../../../hil/base/dense-text.ts';
import { packagePath } from '../../../../hil/base/package-root.ts';
import { browserBuild } from '../../../../hil/packing/browser-build.ts';
import { shippedLibrary } from '../../../../hil/packing/shipped-library.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { builtTrainer } from '../built-trainer.ts';

/** Engine of the page in a real Worker whose Web Serial has one port, with a simulated board at the pace of the wall. */
const WORKER = `import { machineWall } from './hil/base/wall-clock.ts';
import { startWorker } from './hil/trainer/page/worker/worker.ts';
import { FakeSerial } from './tests/hil/trainer/rig/fake-serial.ts';
startWorker(self, ${JSON.stringify(shippedLibrary())}, new FakeSerial(machineWall).granted);`;

/** The built trainer with that engine. */
async function rewiredHtml(): Promise<string> {
  const { html } = await builtTrainer();
  const stdin = { contents: WORKER, resolveDir: packagePath('.'), sourcefile: 'worker-start.js' };
  const { outputFiles } = await browserBuild({ stdin });
  const script = denseText(deflateSync(outputFiles[0]?.text ?? ''));
  return html.replace(/(id="rollerloop-engine">)[^<]*/, (_all, head: string) => `${head}${script}`);
}

describeInBrowser('a serial port in the Worker', (pages) => {
  test('keeps its rig while the page stands still for longer than the board waits', async () => {
    const page = await pages.open(pages.fileUrl(await rewiredHtml()));
    const card = page.locator('details.rig');
    await page.evaluate(() => {
      const port = { getInfo: () => ({ usbVendorId: 0x2341, usbProductId: 0x0043 }) };
      Object.defineProperty(navigator, 'serial', { value: { requestPort: async () => port } });
    });
    await card.locator('summary').click();
    await page.getByRole('button', { name: 'DE', exact: true }).click();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await card.getByRole('button', { name: 'Connect a rig by Web Serial' }).click();
    await card.getByText('Follows: the serial port, unit 7.').waitFor();
    const shownAt = async (): Promise<string> => (await page.locator('time.now').textContent()) ?? '';
    const before = await shownAt();
    await page.evaluate('for (const endMs = performance.now() + 3000; performance.now() < endMs; );');
    await page.waitForFunction((time) => (document.querySelector('time.now')?.textContent ?? '') > time, before);
    await card.getByText('Follows: the serial port, unit 7.').waitFor();
    expect(await card.textContent()).not.toContain('This page carries the bytes');
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
