import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import type { RunJob } from '../../../hil/commands/series/one-run.ts';
import { packedBug, packedEnd, type ToWorker, unpackedEnd } from '../../../hil/commands/series/run-message.ts';
import { RunPool } from '../../../hil/commands/series/run-pool.ts';
import type { RunEnd } from '../../../hil/commands/series/scenario-series.ts';

/** A process that the test drives. */
class FakeChild extends EventEmitter {
  connected = true;
  exitCode: number | null = null;
  signalCode: string | null = null;
  readonly heard: ToWorker[] = [];

  send(message: ToWorker): void {
    this.heard.push(message);
  }

  answer(index: number, failure: HilError): void {
    this.emit('message', { index, end: packedEnd({ failure }) });
  }

  die(): void {
    this.connected = false;
    this.signalCode = 'SIGKILL';
    this.emit('exit');
  }

  get asked(): readonly number[] {
    return this.heard.flatMap((message) => (message.kind === 'run' ? [message.index] : []));
  }
}

const failure = (code: string): HilError =>
  new HilError(code, 'rig', `${code}.`, { hint: 'Look.', lastLines: ['> A'] });
const codeOf = (end: RunEnd): string => ('failure' in end ? end.failure.code : 'judged');

function poolOf(count: number, child: FakeChild, order?: readonly number[]) {
  const stop = new AbortController();
  const here: number[] = [];
  const doneHere: ((end: RunEnd) => void)[] = [];
  const jobs = Array.from({ length: count }, (_, index) => ({ index }) as unknown as RunJob);
  const pool = new RunPool({
    plan: { choice: {}, command: [], host: '' },
    jobs,
    ...(order === undefined ? {} : { order }),
    children: [child as unknown as ChildProcess],
    runHere: async (job) => {
      here.push(jobs.indexOf(job));
      return new Promise((resolve) => doneHere.push(resolve));
    },
    signal: stop.signal,
  });
  return { pool, here, doneHere, stop };
}

describe('runs in several processes', () => {
  test('go to the processes in order, two ahead for another process', async () => {
    const child = new FakeChild();
    const { pool, here, doneHere } = poolOf(5, child);
    expect([child.asked, here]).toEqual([[0, 1], [2]]);
    child.answer(0, failure('FIRST'));
    expect(child.asked).toEqual([0, 1, 3]);
    expect(codeOf(await pool.endOf(0))).toBe('FIRST');
    doneHere[0]?.({ failure: failure('HERE') });
    expect(codeOf(await pool.endOf(2))).toBe('HERE');
    expect(here).toEqual([2, 4]);
  });

  test('start in the order given, and end under their own numbers', async () => {
    const child = new FakeChild();
    const { pool, here } = poolOf(4, child, [3, 1, 0, 2]);
    expect([child.asked, here]).toEqual([[3, 1], [0]]);
    child.answer(3, failure('LAST'));
    expect(child.asked).toEqual([3, 1, 2]);
    expect(codeOf(await pool.endOf(3))).toBe('LAST');
  });

  test('fail if their process is lost, and the others go on here', async () => {
    const child = new FakeChild();
    const { pool, here } = poolOf(3, child);
    child.die();
    const ends = [await pool.endOf(0), await pool.endOf(1)];
    expect(ends.map((end) => ('failure' in end ? [end.failure.fault, end.failure.message] : []))).toEqual([
      ['bench', 'A process of `--jobs` ended before its run did (SIGKILL).'],
      ['bench', 'A process of `--jobs` ended before its run did (SIGKILL).'],
    ]);
    expect(here).toEqual([2]);
  });

  test('run in this process if the other one never started', () => {
    const child = new FakeChild();
    child.connected = false;
    expect(poolOf(2, child).here).toEqual([0]);
  });

  test('that did not begin end with the reason of an interrupt', async () => {
    const child = new FakeChild();
    const { pool, stop, doneHere } = poolOf(5, child);
    stop.abort(failure('TIME_LIMIT'));
    expect(child.heard.at(-1)).toMatchObject({ kind: 'interrupt', reason: { code: 'TIME_LIMIT' } });
    expect([codeOf(await pool.endOf(3)), codeOf(await pool.endOf(4))]).toEqual(['TIME_LIMIT', 'TIME_LIMIT']);
    child.answer(0, failure('CUT'));
    child.answer(1, failure('CUT'));
    doneHere[0]?.({ failure: failure('CUT') });
    expect((await pool.rest()).map((end) => [end.index, codeOf(end)])).toEqual([
      [0, 'CUT'],
      [1, 'CUT'],
      [2, 'CUT'],
      [3, 'TIME_LIMIT'],
      [4, 'TIME_LIMIT'],
    ]);
  });

  test('keep hint, last lines and facts of a failure, and throw a bug', () => {
    const ran = { startedAt: '2026-01-01T00:00:00Z', durationS: 1, trace: 'a' };
    const end = unpackedEnd(structuredClone(packedEnd({ failure: failure('LOST'), ran })));
    expect(end).toMatchObject({ ran, failure: { code: 'LOST', fault: 'rig', hint: 'Look.', lastLines: ['> A'] } });
    expect('failure' in end && end.failure).toBeInstanceOf(HilError);
    const crash = new HilError('FIRMWARE_EXITED', 'firmware', 'Ended.', { stderrLines: ['overflow'] });
    expect(unpackedEnd(structuredClone(packedEnd({ failure: crash })))).toMatchObject({
      failure: { fault: 'firmware', stderrLines: ['overflow'] },
    });
    expect(() => unpackedEnd(structuredClone(packedBug(new RangeError('due time 1.5 us'))))).toThrow('due time 1.5 us');
  });
});
