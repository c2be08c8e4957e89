import { US_PER_DAY, US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import { isEvent } from '../../firmware-sim/trace/record.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Bench } from '../../hil/bench.ts';
import type { BusyYear } from './busy-year.ts';

const DAYS = 365;
const EXPOSURES = 12;
const EXPOSURE_US = 30 * US_PER_MINUTE;
/** The low-reservoir alarm sounds for a day before the refill. */
const REFILL_ANSWER_DAYS = 1;

const bench = await Bench.open({ rig: 'model' });
const { pump } = bench;
let refills = 0;
let lowSinceDay: number | undefined;

function must(answer: { readonly ok: boolean }, what: string): void {
  if (!answer.ok) throw new Error(`the pump refused ${what}`);
}

async function runDay(day: number): Promise<void> {
  const startUs = day * US_PER_DAY;
  await bench.toUs(startUs);
  if (day % Math.floor(DAYS / EXPOSURES) === 10) {
    pump.setField({ fieldMt: 1500 });
    await bench.toUs(startUs + EXPOSURE_US);
    pump.removeField();
  }
  if (pump.firmware.alarms.causes.includes('low reservoir')) lowSinceDay ??= day;
  if (lowSinceDay !== undefined && day - lowSinceDay >= REFILL_ANSWER_DAYS) {
    must(pump.refill({ fillMl: 20 }), 'a refill');
    refills += 1;
    lowSinceDay = undefined;
  }
  await bench.toUs(startUs + US_PER_DAY / 2);
  must(pump.singleBolus(0.05, 24), 'a bolus');
}

const startUs = wallNowUs();
must(pump.programSimpleContinuous(0.5), 'its program');
for (let day = 1; day <= DAYS; day += 1) await runDay(day);
bench.trace.fingerprint();
const tookMs = (wallNowUs() - startUs) / 1000;
const tones = bench.trace.records.filter((record) => isEvent(record) && record.e === 'pump.tone').length;
const facts: BusyYear = { tookMs, records: bench.trace.records.length, tones, refills };
await bench.close();
process.send?.(facts);
