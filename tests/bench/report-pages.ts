import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { reportedTrace } from '../../hil/judge/reported-trace.ts';
import { traceFileSource } from '../../hil/judge/trace-file-source.ts';
import { indexPage, reportPage } from '../../hil/report/html/report-pages.ts';
import { reportViewOf } from '../../hil/report/html/report-view-of.ts';
import { indexOfRuns, reportOf } from '../hil/report/html/sample-report.ts';
import { fromChild } from './child.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const CHROMIUM = '/usr/bin/chromium';
const ROUNDS = 5;
const INDEX_RUNS = 10_000;

interface Measured {
  readonly name: string;
  readonly html: string;
  readonly kbMax: number;
  readonly msMax: number;
}

/** Sizes of pages, and the time from opening a file until its script has finished. */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-pages-'));
  try {
    const measured: readonly Measured[] = [
      { name: 'report of a day in flex', html: await reportPage(await reportOf('flex-day')), kbMax: 500, msMax: 300 },
      { name: 'report of ten years in flex', html: await decadeReport(folder), kbMax: 6000, msMax: 2000 },
      { name: `index of ${INDEX_RUNS} runs`, html: await indexPage(indexOfRuns(INDEX_RUNS)), kbMax: 5000, msMax: 1000 },
    ];
    const files = measured.map(({ html }, index) => {
      const path = join(folder, `page-${index}.html`);
      writeFileSync(path, html);
      return path;
    });
    const timesMs = await interactiveMs(files);
    return measured.flatMap((one, index) => figuresOf(one, statSync(files[index] ?? '').size, timesMs[index]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf({ name, kbMax, msMax }: Measured, bytes: number, ms: number | undefined): readonly Figure[] {
  const atMost = (value: number) => ({ of: 'figure', bound: 'at most', value }) as const;
  return [
    { name, figure: bytes / 1000, unit: 'kB', limit: atMost(kbMax) },
    ...(ms === undefined ? [] : [{ name: '- until it is interactive', figure: ms, unit: 'ms', limit: atMost(msMax) }]),
  ];
}

async function decadeReport(folder: string): Promise<string> {
  const path = join(folder, 'trace.ndjson');
  await fromChild('./judge-decade-trace.ts', path);
  return reportPage(reportViewOf(reportedTrace(traceFileSource(path), {}, () => null)));
}

/** Returns for each file the median time from its opening until its script has finished; nothing without Chromium. */
async function interactiveMs(files: readonly string[]): Promise<readonly number[]> {
  if (!existsSync(CHROMIUM)) {
    process.stderr.write('Times of pages are not measured: chromium missing here.\n');
    return [];
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const times: number[] = [];
    for (const file of files) {
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const page = await browser.newPage();
        await page.addInitScript(
          `new MutationObserver(() => { if (document.documentElement?.dataset.ready) window.readyMs ??= performance.now(); })
            .observe(document, { subtree: true, attributes: true });`,
        );
        await page.goto(pathToFileURL(file).href);
        rounds.push(Number(await (await page.waitForFunction('window.readyMs')).jsonValue()));
        await page.close();
      }
      times.push(median(rounds));
    }
    return times;
  } finally {
    await browser.close();
  }
}
