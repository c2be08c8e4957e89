import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { trainerPage } from '../../hil/packing/trainer-page.ts';
import type { Figure } from './figure.ts';
import { frameWorkMs, percentile, TRACE_CATEGORIES } from './frame-work.ts';

const CHROMIUM = '/usr/bin/chromium';
/** Paces in pump seconds per second. */
const PACES = [1, 10, 100] as const;
/** Half of a frame at 60 pictures a second: the other half stays for the browser. */
const WORK_MS_MAX = 8;
/** Wall time from opening the page, in which the browser compiles its script. */
const WARM_UP_MS = 2000;
/** Wall time of the roller study, and of the stall behind it. */
const STRETCH_MS = 5000;

/** Main-thread work of each frame of the built trainer, while it plays a roller study and a stall. */
export async function measure(): Promise<readonly Figure[]> {
  if (!existsSync(CHROMIUM)) {
    process.stderr.write('Frames of the trainer are not measured: chromium missing here.\n');
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'rollerloop-frames-'));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const file = join(folder, 'trainer.html');
    writeFileSync(file, (await trainerPage()).html);
    const figures: Figure[] = [];
    for (const pace of PACES) figures.push(...figuresOf(pace, await framesAt(browser, pathToFileURL(file).href, pace)));
    return figures;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function figuresOf(pace: number, workMs: readonly number[]): readonly Figure[] {
  const unit = 'ms';
  return [
    { name: `trainer at ${pace}x, frame, median of ${workMs.length}`, figure: percentile(workMs, 0.5), unit },
    {
      name: '- 99 % of frames',
      figure: percentile(workMs, 0.99),
      unit,
      limit: { of: 'figure', bound: 'at most', value: WORK_MS_MAX },
    },
  ];
}

/** Returns the work of each frame of free play at a pace: a roller study, then a magnet that holds the rotor. */
async function framesAt(browser: Browser, url: string, pace: number): Promise<readonly number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(url);
  await page.getByRole('combobox', { name: 'Choose a lesson' }).selectOption({ label: 'Free play' });
  await page.getByRole('combobox', { name: 'Pace' }).selectOption(String(pace));
  await page.waitForTimeout(WARM_UP_MS);
  // Only keys and a focus act while the trace runs: a click of Playwright runs scripts in the page, whose work would count.
  const study = page.getByRole('button', { name: 'Roller study' });
  const magnet = await page.getByRole('slider', { name: 'Hand magnet' }).elementHandle();
  await study.focus();
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  await page.keyboard.press('Enter');
  await page.waitForTimeout(STRETCH_MS);
  await magnet?.focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(STRETCH_MS);
  const trace = await browser.stopTracing();
  await page.close();

  return frameWorkMs(trace.toString('utf8'));
}
