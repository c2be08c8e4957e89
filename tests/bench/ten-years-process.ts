import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { DAYS_PER_YEAR, Decade, YEARS } from './decade.ts';
import type { DecadeAlone } from './ten-years.ts';

/** Ten years in a new process, as in a scenario run. */
const startUs = wallNowUs();
const pump = await Decade.begin();
await pump.runDays(YEARS * DAYS_PER_YEAR);
const recorded = pump.facts;
await pump.end();
const tookMs = (wallNowUs() - startUs) / 1000;
// Peak memory of the process, including its start and its compiled code.
const facts: DecadeAlone = { ...recorded, tookMs, peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6 };
process.send?.(facts);
if (process.send === undefined) process.stdout.write(`${JSON.stringify(facts)}\n`);
