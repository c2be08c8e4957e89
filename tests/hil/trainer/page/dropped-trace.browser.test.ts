/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgeTrace } from '../../../../hil/judge/judge-trace.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import type { RunResult } from '../../../../hil/scenario/run-result.ts';
import { describeInBrowser } from '../../../browser-page.ts';
import { KeptTraces } from '../../judge/kept-traces.ts';
import { drivenHtml, hasRun, seen } from './driven-page.ts';

describeInBrowser('a kept trace dropped on the trainer', (pages) => {
  const name = 'kept.ndjson';
  let url = '';
  let traces: KeptTraces;
  let text = '';
  let result: RunResult;
  beforeAll(async () => {
    url = pages.fileUrl(await drivenHtml());
    traces = new KeptTraces();
    const kept = await traces.run(scenarioNamed('mri-30-min'));
    text = readFileSync(kept.path, 'utf8');
    result = kept.result;
  });
  afterAll(() => traces.remove());

  const drop = async (content: string): Promise<Page> => {
    const page = await pages.open(url, { viewport: { width: 1280, height: 800 } });
    await hasRun(page);
    await page.evaluate(
      ({ content, name }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      { content, name },
    );
    return page;
  };
  const shows = (page: Page): Promise<unknown> =>
    page.waitForFunction(() => window.driven.state.player.shown.value?.facts.scenario === 'mri-30-min');

  test('is shown whole, with its fingerprint and studies, and lets the user act', async () => {
    const page = await drop(text);
    await shows(page);
    expect((await seen(page)).fingerprint).toBe(result.fingerprint);
    expect(await page.getByRole('alert').count()).toBe(0);
    const shown = await page.evaluate(() => window.driven.state.player.shown.value?.summary);
    expect(shown).toMatchObject({ studies: result.studies, recordCount: text.split('\n').length - 3 });
    await page.evaluate(() => window.driven.state.player.act({ interrogate: 'once' }));
    expect(await page.evaluate(() => window.driven.state.player.plan?.inputs.length)).toBe(1);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test('is shown up to its cut, with the words of `judge`', async () => {
    const cut = text.split('\n').slice(0, 20).join('\n').slice(0, -5);
    const page = await drop(cut);
    await shows(page);
    const says = judgeTrace(traces.file(cut)).cut?.says ?? '';
    expect(says).toMatch(/cut after line \d+/);
    expect(await page.getByRole('alert').textContent()).toContain(`${name}: ${says}.`);
    expect(pages.faultsOf(page)).toEqual([]);
  });

  test.each([
    ['of another version', (whole: string) => whole.replace('trace/2', 'trace/9')],
    ['with an edit', (whole: string) => whole.replace('"fieldMt":1500', '"fieldMt":1400')],
  ])('%s is refused with the words of `judge`, and the shown run stays', async (_what, edit) => {
    const edited = edit(text);
    expect(edited).not.toBe(text);
    const page = await drop(edited);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const path = traces.file(edited);
    expect(await alert.textContent()).toContain(wordsOfJudge(path).replace(path, name));
    expect((await seen(page)).cue).toBe('runs');
    expect(pages.faultsOf(page)).toEqual([]);
  });
});

function wordsOfJudge(path: string): string {
  try {
    judgeTrace(path);
  } catch (error) {
    const { message, hint } = error as { readonly message: string; readonly hint: string };
    return `${message} ${hint}`;
  }
  throw new Error(`${path} was judged`);
}
