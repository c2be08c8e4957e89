import { describe, expect, test } from 'vitest';
import { lane, VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { BoardTime } from '../../hil/base/board-time.ts';
import { HilError } from '../../hil/base/hil-error.ts';
import { Bench } from '../../hil/bench.ts';
import { Driver } from '../../hil/drive.ts';
import type { Rig } from '../../hil/rigs/rig.ts';

/** A rig that is busy as long as the test requires. It records each request to prepare. */
class FakeRig implements Rig {
  readonly identity = { name: 'fake', made: '', magnet: '', resolutionDeg: 0, time: 'virtual' } as const;
  readonly line = undefined;
  readonly overrunDeg = 0;
  readonly preparedUs: number[] = [];
  readonly waitsFor = 'the reply to MOVE';
  failure: HilError | undefined;
  busy = false;
  onPrepare: (limitUs: number) => void = () => undefined;

  prepare(limitUs: number): void {
    this.preparedUs.push(limitUs);
    this.onPrepare(limitUs);
  }
  attach(): void {}
  setSpeed(): void {}
  confirm(): void {}
  halt(): void {}
  report(): void {}
  async close(): Promise<void> {}
}

function driven(options: { readonly signal?: AbortSignal; readonly onTurn?: (us: number) => void } = {}) {
  const [pumpClock, boardTime, rig] = [new VirtualClock(), new BoardTime('free'), new FakeRig()];
  return { pumpClock, boardTime, rig, driver: new Driver({ pumpClock, boardTime, rig, ...options }) };
}

describe('the driver', () => {
  test('never lets pump time and board time run together', async () => {
    const { pumpClock, boardTime, rig, driver } = driven();
    const moments: [pumpUs: number, boardUs: number][] = [];
    const note = (): void => void moments.push([pumpClock.nowUs(), boardTime.clock.nowUs()]);
    for (const us of [10, 20, 30]) pumpClock.at(us, note);
    rig.onPrepare = () => {
      if (rig.preparedUs.length % 2 === 0) return;
      rig.busy = true;
      const startUs = boardTime.clock.nowUs();
      boardTime.clock.at(startUs + 40, note);
      boardTime.clock.at(startUs + 100, () => {
        note();
        rig.busy = false;
      });
    };
    await driver.toUs(25);
    expect(moments).toEqual([
      [0, 40],
      [0, 100],
      [10, 100],
      [10, 140],
      [10, 200],
      [20, 200],
      [20, 240],
      [20, 300],
    ]);
    expect(pumpClock.nowUs()).toBe(25);
  });

  test('tells the rig the next limit of pump time: the next alarm, or the bound', async () => {
    const { pumpClock, rig, driver } = driven();
    pumpClock.at(10, () => undefined);
    pumpClock.at(40, () => undefined);
    await driver.toUs(25);
    expect(rig.preparedUs).toEqual([10, 25]);
  });

  test('at equal pump time runs segment end, step, alarm, sensed input, then the caller', async () => {
    const { pumpClock, driver } = driven();
    const order: string[] = [];
    for (const name of ['timeline', 'sensedInput', 'pumpAlarm', 'motorStep', 'segmentEnd'] as const) {
      pumpClock.lane(lane[name]).at(10, () => order.push(name));
    }
    await driver.toUs(10);
    order.push('caller');
    expect(order).toEqual(['segmentEnd', 'motorStep', 'pumpAlarm', 'sensedInput', 'timeline', 'caller']);
  });

  test('stops as soon as a condition holds, and returns whether it did', async () => {
    const { pumpClock, driver } = driven();
    let fired = 0;
    for (const us of [10, 20, 30]) pumpClock.at(us, () => (fired += 1));
    expect(await driver.until(() => fired === 2, 100)).toBe(true);
    expect(pumpClock.nowUs()).toBe(20);
    expect(await driver.until(() => fired === 9, 100)).toBe(false);
    expect(pumpClock.nowUs()).toBe(100);
    expect(await driver.until(() => true, 0)).toBe(true);
  });

  test('throws the failure of the rig from any wait', async () => {
    const { boardTime, rig, driver } = driven();
    rig.busy = true;
    const failure = new HilError('SOMETHING', 'rig', 'Something broke.');
    boardTime.clock.at(50, () => {
      rig.failure = failure;
    });
    await expect(driver.toUs(10)).rejects.toBe(failure);
  });

  test('gives up a rig that stays busy, and one that is busy with nothing ahead', async () => {
    const forEver = driven();
    forEver.rig.busy = true;
    const again = (): void => void forEver.boardTime.clock.at(forEver.boardTime.clock.nowUs() + 1, again);
    again();
    await expect(forEver.driver.settle()).rejects.toMatchObject({ code: 'BUSY_FOR_EVER', fault: 'bench' });
    const nothing = driven();
    nothing.rig.busy = true;
    await expect(nothing.driver.settle()).rejects.toMatchObject({
      code: 'NOTHING_DUE',
      fault: 'bench',
      message: 'No alarm is set that could end the wait for the reply to MOVE.',
    });
  });

  test('gives up a rig that is busy for three minutes, and names the awaited reply', async () => {
    const { rig, driver, boardTime } = driven();
    rig.busy = true;
    const again = (): void => void boardTime.clock.at(boardTime.clock.nowUs() + 100_000, again);
    again();
    await expect(driver.settle()).rejects.toMatchObject({
      code: 'BUSY_FOR_EVER',
      fault: 'bench',
      message:
        'The rig is still busy after 1801 board alarms in 180100000 us of board time; it waits for the reply to MOVE.',
    });
  });

  test('ends with INTERRUPTED when its signal does, even before the first step', async () => {
    const controller = new AbortController();
    const { pumpClock, driver } = driven({ signal: controller.signal });
    pumpClock.at(10, () => controller.abort());
    pumpClock.at(20, () => expect.unreachable());
    await expect(driver.toUs(100)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(pumpClock.nowUs()).toBe(10);
    await expect(driver.toUs(100)).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });

  test('reports the pump time to an observer, from the first turn on', async () => {
    const turnsUs: number[] = [];
    const { pumpClock, driver } = driven({ onTurn: (us) => turnsUs.push(us) });
    pumpClock.at(5, () => undefined);
    await driver.toUs(10);
    expect(turnsUs[0]).toBe(0);
  });
});

describe('a bench', () => {
  test.each([
    ['rig', { rig: 'virtul' }, 'RIG_UNKNOWN', 'Did you mean "virtual"?'],
    ['pump', { product: 'syncromed-ii' }, 'PUMP_UNKNOWN', 'Did you mean "synchromed-ii"?'],
    ['line faults without a line', { rig: 'model', faults: { flip: 0.1 } }, 'NO_LINE', 'loopback'],
  ])('refuses an unknown %s and leaves nothing open', async (_what, options, code, says) => {
    const refusal = await Bench.open({ rig: 'loopback', ...options }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code, fault: 'usage', message: expect.stringContaining(says) });
  });

  test("reports a refusal of the pump in the pump's words", async () => {
    const bench = await Bench.open({ rig: 'model' });
    bench.pump.rollerStudy();
    await expect(bench.rollerStudy()).rejects.toMatchObject({ code: 'PUMP_REFUSED', fault: 'usage' });
    await bench.close();
  });

  test('interrupted during a run halts the motor and keeps the trace so far', async () => {
    const controller = new AbortController();
    const bench = await Bench.open({ rig: 'loopback', signal: controller.signal });
    bench.pump.programSimpleContinuous(24);
    await bench.toUs(5_000_000);
    bench.pumpClock.at(9_000_000, () => controller.abort());
    await expect(bench.toUs(60_000_000)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(bench.nowUs).toBe(9_000_000);
    await bench.close();
    expect(bench.board?.outputs).toEqual({ energised: false, moving: false, stallMode: 'none', stopCause: 'none' });
    expect(bench.trace.records.at(-1)).toMatchObject({ e: 'wire.counters' });
  });
});
