import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';

/** Opens pages for the tests of a suite. */
export interface Pages {
  /**
   * Opens a URL in a new context, until the end of the test. A page that stays open goes on drawing, which slows the tests
   * after it. `faultsOf` receives a script error or a refusal by the security policy.
   */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Opens a URL as `open` does, until the end of the suite. */
  openForAll(url: string, options?: BrowserContextOptions): Promise<Page>;
  /** Writes HTML to a file of its own and returns its `file:` URL. */
  fileUrl(html: string): string;
  /** Errors that a page has logged or thrown. */
  faultsOf(page: Page): readonly string[];
}

/** A suite of tests in Chromium. Skipped with the names of Debian's packages where both are missing; a failure in CI. */
export function describeInBrowser(title: string, suite: (pages: Pages) => void): void {
  const browserUrl = inject('browserUrl');
  const runs = browserUrl !== '';
  describe.skipIf(!runs)(runs ? title : `${title} (needs chromium-headless-shell or chromium)`, () => {
    const faults = new Map<Page, string[]>();
    let browser: Browser | undefined;
    const ofTest: Page[] = [];
    let folder = '';
    let fileCount = 0;
    const opened = async (url: string, options?: BrowserContextOptions): Promise<Page> => {
      if (browser === undefined) throw new Error('Open pages inside a test.');
      const page = await (await browser.newContext(options)).newPage();
      const found: string[] = [];
      faults.set(page, found);
      page.on('pageerror', ({ message }) => found.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') found.push(message.text());
      });
      await page.goto(url);
      return page;
    };
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'rollerloop-pages-'));
      browser = await chromium.connect(browserUrl);
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true });
    });
    afterEach(async () => {
      await Promise.all(ofTest.splice(0).map((page) => page.context().close()));
    });
    suite({
      async open(url, options) {
        const page = await opened(url, options);
        ofTest.push(page);
        return page;
      },
      openForAll: opened,
      fileUrl(html) {
        fileCount += 1;
        const path = join(folder, `page-${fileCount}.html`);
        writeFileSync(path, html);
        return pathToFileURL(path).href;
      },
      faultsOf: (page) => faults.get(page) ?? [],
    });
  });
}
