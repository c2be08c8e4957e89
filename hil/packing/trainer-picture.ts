import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { packagePath } from '../base/package-root.ts';
import { trainerPage } from './trainer-page.ts';

const PICTURE = 'hil/trainer/trainer.png';
/** Wall time before the magnet comes. */
const TURNING_MS = 5000;
/** Wall time from the magnet to the picture, for a gap that is seen. */
const HELD_MS = 15_000;

/** Writes the README's picture of the trainer: the first lesson, with the magnet at the pump. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-picture-'));
  const file = join(folder, 'trainer.html');
  writeFileSync(file, (await trainerPage()).html);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(file).href);
    const magnet = page.getByRole('slider', { name: 'Hand magnet' });
    await magnet.waitFor();
    await page.waitForTimeout(TURNING_MS);
    await magnet.press('End');
    await magnet.blur();
    await page.locator('.held').waitFor();
    await page.waitForTimeout(HELD_MS);
    await page.screenshot({ path: packagePath(PICTURE) });
    process.stdout.write(`${PICTURE} written\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

await main();
