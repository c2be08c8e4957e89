import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Bench } from '../../hil/bench.ts';
import { mustAccept } from '../../hil/open-bench.ts';

const DAYS = 365;
/** A year without refills and repeated alarms. `busy-year.ts` has both. */
const quiet = { lowReservoirMl: 1, criticalEveryUs: 2 * DAYS * US_PER_DAY, nonCriticalEveryUs: 2 * DAYS * US_PER_DAY };

export interface YearInputs {
  readonly rateMlPerDay: number;
  readonly exposures: number;
  readonly exposureUs: number;
}

export interface YearResult {
  readonly tookUs: number;
  readonly records: number;
  readonly stallsLogged: number;
}

/**
 * A pump-year on the rig `model`: opened, programmed, exposed to 1.5 T at equal intervals, closed. All of it is timed.
 */
export async function pumpYear({ rateMlPerDay, exposures, exposureUs }: YearInputs): Promise<YearResult> {
  const startUs = wallNowUs();
  const bench = await Bench.open({ rig: 'model', state: { alarms: quiet } });
  mustAccept(bench.pump.programSimpleContinuous(rateMlPerDay));
  const distanceUs = (DAYS * US_PER_DAY) / exposures;
  for (let i = 0; i < exposures; i += 1) {
    const atUs = Math.round((i + 0.5) * distanceUs);
    await bench.toUs(atUs);
    await bench.field({ fieldMt: 1500 });
    await bench.toUs(atUs + exposureUs);
    await bench.noField();
  }
  await bench.toUs(DAYS * US_PER_DAY);
  await bench.close();
  const tookUs = wallNowUs() - startUs;
  const stallsLogged = bench.pump.log.entries.filter((entry) => entry.kind === 'motor stall').length;
  return { tookUs, records: bench.trace.records.length, stallsLogged };
}
