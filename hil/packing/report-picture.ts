import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { packagePath } from '../base/package-root.ts';

const PICTURE = 'hil/report/html/report.png';

/** Writes the README's picture of a report: the top of the report of half an hour in a scanner. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-picture-'));
  const file = join(folder, 'report.html');
  const run = ['run', 'mri-30-min', '--rig', 'model', '--html', file];
  execFileSync(process.execPath, [packagePath('hil/rollerloop.js'), ...run], { stdio: 'ignore' });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: packagePath(PICTURE) });
    process.stdout.write(`${PICTURE} written\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

await main();
