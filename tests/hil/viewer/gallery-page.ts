import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { pageBundle } from '../../../hil/packing/page-bundle.ts';
import { pageHtml } from '../../../hil/packing/page-html.ts';

/** Builds the page of all components once for a suite. */
export async function galleryHtml(): Promise<string> {
  const bundle = await pageBundle('tests/hil/viewer/gallery.tsx');
  return pageHtml({ language: 'en', title: 'Components', bodyHtml: '', ...bundle });
}

/** Returns the serious and critical findings of axe, each with the elements. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' | ')))`);
}
