import { expect, test } from 'vitest';
import { pageBundle } from '../../../hil/packing/page-bundle.ts';

/** Limits of the pages: all components with uPlot, minified. */
const SCRIPT_BYTES_MAX = 150_000;

test('all components and uPlot are at most 150 kB of script and style', async () => {
  const { script, style, inputs } = await pageBundle('tests/hil/viewer/gallery.tsx');

  expect(Buffer.byteLength(script) + Buffer.byteLength(style)).toBeLessThan(SCRIPT_BYTES_MAX);
  for (const component of ['lanes/lane', 'tables/wire-lines', 'film-pair', 'pump-at-cursor']) {
    expect(inputs.some((path) => path.startsWith(`hil/viewer/${component}`))).toBe(true);
  }
});
