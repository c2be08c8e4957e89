import { US_PER_DAY } from '../../firmware-sim/base/time-units.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { Bench } from '../../hil/bench.ts';
import { mustAccept } from '../../hil/open-bench.ts';
import { openBareEcho } from './bare-echo.ts';
import { SEGMENTS, type SegmentTimes } from './pty-segments.ts';

const RATE_ML_PER_DAY = 24;
/** Typical lengths of a MOVE line, and of a reply or a DONE with its shaft report. */
const MOVE = { toBoardBytes: 47, toHostBytes: 78 } as const;
const DONE = { toBoardBytes: 1, toHostBytes: 84 } as const;

/** A pump on the virtual rig, as in a run: MOVE, reply, DONE with its shaft report, and the trace is written. */
async function segmentsMs(): Promise<number> {
  const bench = await Bench.open({ rig: 'virtual' });
  mustAccept(bench.pump.programSimpleContinuous(RATE_ML_PER_DAY));
  let segments = 0;
  bench.trace.listen((record) => {
    if ('e' in record && record.e === 'rig.segment') segments += 1;
  });
  const startUs = wallNowUs();
  const all = await bench.driver.until(() => segments >= SEGMENTS, US_PER_DAY);
  const tookUs = wallNowUs() - startUs;
  if (!all) throw new Error(`${segments} segments in a day of the pump, ${SEGMENTS} expected`);
  await bench.close();
  return tookUs / 1000;
}

/** About the same number of bytes in as many exchanges. An echo has to be requested, while DONE comes unasked. */
async function echoMs(): Promise<number> {
  const move = await openBareEcho(MOVE);
  const done = await openBareEcho(DONE);
  const startUs = wallNowUs();
  for (let i = 0; i < SEGMENTS; i += 1) {
    await move.exchange();
    await done.exchange();
  }
  const tookUs = wallNowUs() - startUs;
  await move.close();
  await done.close();
  return tookUs / 1000;
}

async function timed(): Promise<SegmentTimes> {
  if (process.argv[2] === 'segments') return { segmentsMs: await segmentsMs(), echoMs: await echoMs() };
  return { echoMs: await echoMs(), segmentsMs: await segmentsMs() };
}

const times = await timed();
process.send?.(times);
