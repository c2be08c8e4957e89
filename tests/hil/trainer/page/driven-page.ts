/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { pageBundle } from '../../../../hil/packing/page-bundle.ts';
import { pageHtml } from '../../../../hil/packing/page-html.ts';
import { shippedLibrary } from '../../../../hil/packing/shipped-library.ts';
import type { Driven } from './driven-trainer.ts';

/** Returns the trainer as a page whose clock a test drives, with its engine in the same thread. */
export async function drivenHtml(): Promise<string> {
  const bundle = await pageBundle('tests/hil/trainer/page/driven-trainer.ts');
  const library = JSON.stringify(shippedLibrary()).replace(/</g, '\\u003c');
  const bodyHtml = `<script type="text/plain" id="library">${library}</script>`;
  return pageHtml({ language: 'en', title: 'Rollerloop trainer', bodyHtml, ...bundle });
}

/** Waits until the page shows a run. */
export async function hasRun(page: Page): Promise<void> {
  await page.waitForFunction(() => window.driven.state.player.shown.value !== undefined);
}

/** Opens the first lesson of a page anew, as if the page had just been opened. It spares a test the load of a page. */
export async function restart(page: Page): Promise<Page> {
  await page.evaluate(async () => {
    window.driven.state.isSeeThrough.value = true;
    await window.driven.state.start('');
  });
  return page;
}

/** Lets wall time pass on the page. */
export async function pass(page: Page, ms: number): Promise<void> {
  await page.evaluate((passedMs) => window.driven.advance(passedMs), ms);
}

/** Opens a lesson by its id. `name` is that of the list of lessons. */
export async function openLesson(page: Page, id: string, name = 'Choose a lesson'): Promise<void> {
  await page.getByRole('combobox', { name }).selectOption(id);
  await page.waitForFunction((lesson) => window.driven.state.lessons.place.value?.lesson.id === lesson, id);
}

/** Facts of the shown run and lesson. */
export interface Seen {
  readonly cue: string | undefined;
  readonly isAsking: boolean;
  readonly nowUs: number;
  readonly isPlaying: boolean;
  readonly rotorState: string | undefined;
  readonly gapDeg: number;
  readonly fingerprint: string | undefined;
}

export function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => {
    const { player, lessons }: Driven['state'] = window.driven.state;
    const moment = player.moment.value;
    return {
      cue: lessons.cue.value?.id,
      isAsking: lessons.isAsking.value,
      nowUs: player.nowUs.value,
      isPlaying: player.isPlaying.value,
      rotorState: moment?.rotorState,
      gapDeg: moment === undefined ? 0 : moment.commandedDeg - moment.rotorDeg,
      fingerprint: player.shown.value?.summary.fingerprint,
    };
  });
}
