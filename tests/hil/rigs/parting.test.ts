import { afterEach, describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { Bench } from '../../../hil/bench.ts';
import { endMotion } from '../../../hil/end-motion.ts';
import { partFromRig } from '../../../hil/rigs/part-from-rig.ts';
import { REQUESTS_QUEUED_MAX } from '../../../protocol/host/requester.ts';
import { Pair, text } from '../../protocol/bench-pair.ts';
import { WiredPump } from './wired-pump.ts';

const safe = { energised: false, moving: false, stallMode: 'none' } as const;
const parting = { hasFailed: false, wasArmed: false, wasHolding: false } as const;

const open: Bench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

async function turning(options: Parameters<typeof Bench.open>[0] = {}): Promise<Bench> {
  const bench = await Bench.open({ rig: 'loopback', ...options });
  open.push(bench);
  bench.pump.programSimpleContinuous(24);
  await bench.toUs(10 * US_PER_SECOND);
  return bench;
}

describe('HALT goes out', () => {
  test('before the waiting requests, however many', () => {
    const pair = Pair.open();
    for (let value = 0; value <= REQUESTS_QUEUED_MAX; value++)
      pair.link.request('ZERO', { counterSteps: value }, () => undefined);
    pair.sent.length = 0;
    partFromRig(pair.link, { ...parting, wasArmed: true, wasHolding: true });
    pair.pass(1_000_000);
    expect(pair.sent.map((line) => text(line).split(/[ *]/)[1])).toEqual(['HALT', 'FIELD', 'STALL']);
  });

  test('after a request without a reply, and again with the stop bytes', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.onLine(/^<A3\.\w\w ok .*m=none g=3/, () => wired.board.fallSilent());
    const running = wired.toUs(US_PER_MINUTE);
    await expect(running).rejects.toMatchObject({ code: 'RIG_STOPPED_ANSWERING' });
    const count = wired.toBoard.length;
    await endMotion(wired);
    expect(wired.toBoard.slice(count)[0]).toBe('\x18\x18');
    expect(wired.verbs().slice(count)).toContain('HALT');
  });

  test('after a rig failure with a sound link, and nothing stays energised', async () => {
    const bench = await turning();
    bench.board?.breakHolds();
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    await expect(bench.toUs(10 * US_PER_MINUTE)).rejects.toMatchObject({ fault: 'rig' });
    await bench.close();
    expect(bench.board?.outputs).toMatchObject(safe);
  });

  test('after Ctrl-C while the line loses most lines', async () => {
    const interrupt = new AbortController();
    const bench = await turning({ signal: interrupt.signal, faults: { drop: 0 } });
    bench.setFaults({ drop: 0.5 });
    interrupt.abort();
    await expect(bench.toUs(US_PER_MINUTE)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await bench.close();
    expect(bench.board?.outputs).toMatchObject(safe);
  });

  test('during the first turn of the shaft, before the run has begun', async () => {
    const wired = await new WiredPump().begin();
    expect(wired.rig.busy).toBe(true);
    while (!wired.board.outputs.moving) wired.boardTime.leap();
    await endMotion(wired);
    expect(wired.verbs().at(-1)).toBe('HALT');
    expect(wired.board.outputs).toEqual({ ...safe, stopCause: 'none' });
  });

  test('after an error in the pump, during a segment', async () => {
    const bench = await turning();
    bench.pumpClock.at(12 * US_PER_SECOND, () => {
      throw new Error('a mistake');
    });
    await expect(bench.toUs(US_PER_MINUTE)).rejects.toThrow('a mistake');
    await bench.close();
    expect(bench.board?.outputs).toEqual({ ...safe, stopCause: 'none' });
  });

  test('not to a rig that another program has taken: a stop would end its run', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.rig.halt();
    await wired.driver.settle();
    expect(wired.board.outputs).toMatchObject({ ...safe, stopCause: 'none' });
    const pair = Pair.open();
    pair.board.hello(0x77);
    pair.asked('STAT', {});
    pair.sent.length = 0;
    partFromRig(pair.link, { ...parting, hasFailed: true });
    pair.pass(1_000_000);
    expect(pair.sent).toEqual([]);
  });
});
