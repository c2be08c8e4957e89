import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { judgeTrace } from '../../hil/judge/judge-trace.ts';
import { LineReader } from '../../hil/judge/line-reader.ts';
import type { DecadeTimed } from './judge-decade.ts';

/** Judges a trace of ten years in a fresh process, or only parses its lines. */
const [, , path = '', what = 'judge'] = process.argv;
const startUs = wallNowUs();
const decided = what === 'judge' ? judge() : parse();
const facts: DecadeTimed = {
  tookMs: (wallNowUs() - startUs) / 1000,
  peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
  decided,
};
process.send?.(facts);
if (process.send === undefined) process.stdout.write(`${JSON.stringify(facts)}\n`);

function judge(): number {
  const { measurements } = judgeTrace(path).result;
  return measurements.filter(({ verdict }) => verdict !== 'not decided').length;
}

function parse(): number {
  const lines = new LineReader(path);
  for (let line = lines.next(); line !== undefined; line = lines.next()) JSON.parse(line);
  lines.close();
  return 0;
}
