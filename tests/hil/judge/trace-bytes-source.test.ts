import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeSource } from '../../../hil/judge/judge-source.ts';
import { type JudgedTrace, judgeTrace } from '../../../hil/judge/judge-trace.ts';
import { traceBytesSource } from '../../../hil/judge/trace-bytes-source.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { KeptTraces } from './kept-traces.ts';

let traces: KeptTraces;
beforeAll(() => {
  traces = new KeptTraces();
});
afterAll(() => traces.remove());

/** Judges bytes as a browser does; the message of the refusal where they are no trace. */
function judgedBytes(path: string, bytes: Uint8Array): JudgedTrace | string {
  return resultOr(() => judgeSource(traceBytesSource(path, bytes)));
}

function resultOr(judge: () => JudgedTrace): JudgedTrace | string {
  try {
    return judge();
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a trace without a file', () => {
  test.each(['mri-30-min', 'flex-day', 'occlusion-slips-back', 'second-drug-is-left-out'])(
    'of %s is judged as the file is',
    async (name) => {
      const { path } = await traces.run(scenarioNamed(name));
      expect(judgedBytes(path, new Uint8Array(readFileSync(path)))).toEqual(judgeTrace(path));
    },
  );

  test('that is cut or changed anywhere gives the verdicts or the message of the file', async () => {
    const { path } = await traces.run(scenarioNamed('roller-study-in-field'));
    const whole = readFileSync(path);
    for (let round = 0; round < 40; round += 1) {
      const at = Math.floor((whole.length * round) / 40);
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] as number) ^ 1;
      for (const bytes of [whole.subarray(0, at), changed]) {
        const file = traces.file(bytes);
        expect(judgedBytes(file, new Uint8Array(bytes)), `byte ${at}`).toEqual(resultOr(() => judgeTrace(file)));
      }
    }
  });
});
