import { US_PER_MINUTE } from '../../firmware-sim/base/time-units.ts';
import type { YearFacts } from './pump-year.ts';
import { pumpYear } from './year.ts';

/** One year in a new process, as in a scenario run. */
const result = await pumpYear({ rateMlPerDay: 0.5, exposures: 12, exposureUs: 30 * US_PER_MINUTE });
const facts: YearFacts = { ...result, peakMib: process.resourceUsage().maxRSS / 1024 };
process.send?.(facts);
