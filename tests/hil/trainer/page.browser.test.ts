import { expect, test } from 'vitest';
import { pageBundle } from '../../../hil/packing/page-bundle.ts';
import { pageHtml } from '../../../hil/packing/page-html.ts';
import { describeInBrowser } from '../../browser-page.ts';

describeInBrowser('the trainer page', (pages) => {
  test('opens from a file without an error and shows the rotor', async () => {
    const bundle = await pageBundle('hil/trainer/page/trainer.tsx');
    const html = pageHtml({ language: 'en', title: 'Rollerloop trainer', bodyHtml: '', ...bundle });

    const page = await pages.open(pages.fileUrl(html));

    expect(await page.getByRole('img', { name: 'Rotor' }).count()).toBe(1);
    expect(await page.locator('.roller').count()).toBe(2);
    expect(pages.faultsOf(page)).toEqual([]);
  });
});
