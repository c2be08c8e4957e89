import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { DAYS_PER_YEAR, Decade, YEARS } from './decade.ts';
import { median } from './rounds.ts';
import type { DecadesCompared } from './ten-years.ts';

const PUMPS = 10;
const RUNS_ALONE = 4;
/** Length of a turn. With short turns all pumps are in memory, and share the caches of the processor. */
const TURN_DAYS = 7;

/** Microseconds per record, for each year. */
async function runAlone(): Promise<{ readonly tookUs: number; readonly usPerRecord: readonly number[] }> {
  const usPerRecord: number[] = [];
  const beganUs = wallNowUs();
  const pump = await Decade.begin();
  for (let year = 0; year < YEARS; year += 1) {
    const startUs = wallNowUs();
    const startRecords = pump.recordCount;
    await pump.runDays(DAYS_PER_YEAR);
    usPerRecord.push((wallNowUs() - startUs) / (pump.recordCount - startRecords));
  }
  await pump.end();
  return { tookUs: wallNowUs() - beganUs, usPerRecord };
}

async function runTogether(): Promise<number> {
  const beganUs = wallNowUs();
  const pumps: Decade[] = [];
  for (let i = 0; i < PUMPS; i += 1) pumps.push(await Decade.begin());
  for (let day = 0; day < YEARS * DAYS_PER_YEAR; day += TURN_DAYS) {
    const days = Math.min(TURN_DAYS, YEARS * DAYS_PER_YEAR - day);
    for (const pump of pumps) await pump.runDays(days);
  }
  for (const pump of pumps) await pump.end();
  return wallNowUs() - beganUs;
}

// The first run compiles the code. Otherwise that would inflate the cost of its first year.
await runAlone();
const before = [];
for (let i = 0; i < RUNS_ALONE / 2; i += 1) before.push(await runAlone());
const togetherUs = await runTogether();
const after = [];
for (let i = 0; i < RUNS_ALONE / 2; i += 1) after.push(await runAlone());
const alone = [...before, ...after];
const facts: DecadesCompared = {
  togetherMs: togetherUs / 1000,
  aloneMs: median(alone.map((run) => run.tookUs)) / 1000,
  firstYearUs: median(alone.map((run) => run.usPerRecord[0] as number)),
  lastYearUs: median(alone.map((run) => run.usPerRecord[YEARS - 1] as number)),
  yearRatio: median(alone.map(({ usPerRecord }) => (usPerRecord[YEARS - 1] as number) / (usPerRecord[0] as number))),
};
process.send?.(facts);
if (process.send === undefined) process.stdout.write(`${JSON.stringify(facts)}\n`);
