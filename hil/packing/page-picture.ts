import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { packagePath } from '../base/package-root.ts';

/** A picture of the README, taken of a page in Chromium. */
export interface PagePicture {
  /** Path of the PNG file, relative to the package's root. */
  readonly path: string;
  /** Writes the page to a file. */
  readonly write: (file: string) => void | Promise<void>;
  /** Brings the open page to the moment of the picture. */
  readonly act?: (page: Page) => Promise<void>;
}

/** Writes a picture of 1280 x 800 pixels, in light colours. Throws if Debian's Chromium is missing. */
export async function writePicture({ path, write, act }: PagePicture): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-picture-'));
  try {
    const file = join(folder, 'page.html');
    await write(file);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
      await page.goto(pathToFileURL(file).href);
      await act?.(page);
      await page.screenshot({ path: packagePath(path) });
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${path} written\n`);
}
