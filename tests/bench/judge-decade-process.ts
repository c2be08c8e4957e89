import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { judgeTrace } from '../../hil/judge/judge-trace.ts';
import type { DecadeTimed } from './judge-decade.ts';

const CHUNK_BYTES = 262_144;

/** Parses the lines of a trace of ten years and judges it, in one new process. */
const [, , path = ''] = process.argv;
const parsedMs = cpuMsOf(parse);
let decided = 0;
const judgedMs = cpuMsOf(() => {
  decided = judgeTrace(path, { invariants: [] }).result.measurements.filter(
    ({ verdict }) => verdict !== 'not decided',
  ).length;
});
const facts: DecadeTimed = { parsedMs, judgedMs, peakMb: (process.resourceUsage().maxRSS * 1024) / 1e6, decided };
process.send?.(facts);
if (process.send === undefined) process.stdout.write(`${JSON.stringify(facts)}\n`);

/**
 * Returns the CPU time that all threads of the process took for a function. Other processes of the machine do not
 * count.
 */
function cpuMsOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Reads the file in chunks and parses each line. */
function parse(): void {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const decoder = new StringDecoder('utf8');
  let text = '';
  for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk)) {
    text += decoder.write(chunk.subarray(0, count));
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      JSON.parse(text.slice(from, end));
      from = end + 1;
    }
    text = text.slice(from);
  }
  closeSync(descriptor);
}
