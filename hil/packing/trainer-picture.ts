import { writeFileSync } from 'node:fs';
import { writePicture } from './page-picture.ts';
import { trainerPage } from './trainer-page.ts';

/** Wall time before the magnet comes. */
const TURNING_MS = 5000;
/** Wall time from the magnet to the picture, for a gap that is seen. */
const HELD_MS = 15_000;

/** Writes the README's picture of the trainer: the first lesson, with the magnet at the pump. */
await writePicture({
  path: 'hil/trainer/trainer.png',
  write: async (file) => writeFileSync(file, (await trainerPage()).html),
  act: async (page) => {
    const magnet = page.getByRole('slider', { name: 'Hand magnet' });
    await magnet.waitFor();
    await page.waitForTimeout(TURNING_MS);
    await magnet.press('End');
    await magnet.blur();
    await page.locator('.scene .is-stopped').waitFor();
    await page.waitForTimeout(HELD_MS);
  },
});
