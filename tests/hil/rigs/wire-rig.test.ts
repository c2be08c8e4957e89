import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { HilError } from '../../../hil/base/hil-error.ts';
import { Bench } from '../../../hil/bench.ts';
import { benchAfter, fullRun } from './rig-runs.ts';
import { WiredPump } from './wired-pump.ts';

const STOP_LINE = Uint8Array.of(0x18, 0x18, 0x0a);
/** Time for ten tries of one request. */
const ANSWER_US_MAX = 2_000_000;

async function failureOf(running: Promise<unknown>): Promise<HilError> {
  return running.then(
    () => {
      throw new Error('nothing failed');
    },
    (error: HilError) => error,
  );
}

describe('a fault of the board', () => {
  test('a restart during a segment ends the run as a link failure, without requests', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    let restartedAtLine = 0;
    wired.onLine(/^<A3\.\w\w ok .*m=none g=3/, () => {
      wired.board.restart('brown');
      restartedAtLine = wired.toBoard.length;
    });
    expect(await failureOf(wired.toUs(US_PER_MINUTE))).toMatchObject({ code: 'BOARD_RESTARTED', fault: 'link' });
    expect(restartedAtLine).toBeGreaterThan(5);
    wired.rig.halt();
    await wired.rig.close();
    expect(wired.toBoard.slice(restartedAtLine)).toEqual(['\x18\x18']);
    expect(wired.board.outputs).toMatchObject({ moving: false, energised: false });
  });

  test('a restart between two segments is noticed as well', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.board.restart('power');
    const lines = wired.toBoard.length;
    expect(await failureOf(wired.toUs(US_PER_MINUTE))).toMatchObject({ code: 'BOARD_RESTARTED', fault: 'link' });
    expect(new Set(wired.toBoard.slice(lines)).size).toBeLessThanOrEqual(1);
  });

  test('the host gives up a silent board within two seconds of board time', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.board.fallSilent();
    const fromUs = wired.boardTime.clock.nowUs();
    const failure = await failureOf(wired.toUs(US_PER_MINUTE));
    expect(failure).toMatchObject({ code: 'RIG_STOPPED_ANSWERING', fault: 'link' });
    expect(failure.message).toContain('MOVE was sent 10 times');
    expect(failure.lastLines.length).toBeGreaterThan(0);
    expect(wired.boardTime.clock.nowUs() - fromUs).toBeLessThanOrEqual(ANSWER_US_MAX);
  });

  test('a board silent in motion is given up two seconds after its DONE is due', async () => {
    const wired = await new WiredPump().begin();
    let acceptedUs = 0;
    wired.onLine(/^<A3\.\w\w ok .*m=none g=3/, () => {
      acceptedUs = wired.boardTime.clock.nowUs();
      wired.board.fallSilent();
    });
    expect(await failureOf(wired.toUs(US_PER_MINUTE))).toMatchObject({ code: 'RIG_STOPPED_ANSWERING', fault: 'link' });
    const longestUs = 48 * 8.6 * 2000 + 100_000 + ANSWER_US_MAX + 10_000;
    expect(wired.boardTime.clock.nowUs() - acceptedUs).toBeLessThanOrEqual(longestUs);
  });

  test('an unrequested stop ends the run as a link failure that names the cause', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    wired.board.receive(STOP_LINE);
    const failure = await failureOf(wired.toUs(US_PER_MINUTE));
    expect(failure).toMatchObject({ code: 'RIG_STOPPED', fault: 'link' });
    expect(failure.message).toContain('bytes');
    expect(wired.trace.records.some((record) => 'e' in record && record.e === 'rig.event')).toBe(true);
  });
});

describe('a fault of the line', () => {
  test('a lost DONE is replaced by STAT, and the pump sees no difference', async () => {
    const [clean, lossy] = [await new WiredPump().begin(), await new WiredPump().begin()];
    let lostCount = 0;
    lossy.loses = (line) => / DONE /.test(line) && ++lostCount % 2 === 1;
    await clean.toUs(5 * US_PER_MINUTE);
    await lossy.toUs(5 * US_PER_MINUTE);
    expect(lostCount).toBeGreaterThan(5);
    expect(clean.verbs()).not.toContain('EVTS');
    expect(lossy.verbs().filter((verb) => verb === 'STAT').length).toBeGreaterThan(2);
    expect(lossy.trace.fingerprint()).toBe(clean.trace.fingerprint());
    expect(lossy.board.counterSteps).toBe(clean.board.counterSteps);
  });

  test('an event whose number is missing is fetched with EVTS', async () => {
    const wired = await new WiredPump().begin();
    let lostCount = 0;
    wired.loses = (line) => / DONE /.test(line) && ++lostCount === 1;
    await wired.toUs(US_PER_MINUTE);
    expect(wired.verbs().filter((verb) => verb === 'EVTS')).toHaveLength(1);
    const dones = wired.toHost.filter((line) => / DONE /.test(line));
    expect(dones[1]?.slice(0, 12)).toBe(dones[0]?.slice(0, 12));
  });

  test('a MOVE with a lost reply is sent again as the same bytes, and executed once', async () => {
    const wired = await new WiredPump().begin();
    await wired.toUs(US_PER_SECOND);
    let lostCount = 0;
    wired.loses = (line) => /^<A3.* g=3/.test(line) && ++lostCount <= 3;
    await wired.toUs(US_PER_MINUTE);
    expect(lostCount).toBeGreaterThan(3);
    const moves = wired.toBoard.filter((line) => / MOVE /.test(line));
    expect(moves.length - new Set(moves).size).toBe(3);
    expect(wired.board.counters.duplicates).toBe(3);
    expect(wired.board.counterSteps).toBe(Math.round((133 * 2048) / 240));
  });
});

describe('opening a rig', () => {
  test('clears, by ARM, a stop from an earlier session', async () => {
    const wired = await new WiredPump((board) => board.receive(STOP_LINE)).begin();
    expect(wired.verbs()).toContain('ARM');
    await wired.toUs(US_PER_MINUTE);
    expect(wired.board.outputs.stopCause).toBe('none');
    expect(wired.board.counterSteps).toBeGreaterThan(1000);
  });

  test('sends no ARM to a board that is not stopped, and names the board', async () => {
    const wired = await new WiredPump().begin();
    expect(wired.verbs()).not.toContain('ARM');
    expect(wired.rig.identity).toMatchObject({ name: 'wired', unitNumber: 1, time: 'virtual' });
    expect(wired.rig.identity.resolutionDeg).toBeCloseTo((4 * 360) / 2048 + 0.1, 9);
  });

  test('makes the current position of the shaft step 0', async () => {
    const wired = await new WiredPump((board) => board.shaft.displace(-12_345)).begin();
    await wired.toUs(US_PER_MINUTE);
    const shaft = wired.trace.records.findLast((record) => 's' in record && record.s === 'rig.shaftDeg');
    expect(shaft).toMatchObject({ v: expect.closeTo(wired.pump.drive.rotorDeg(), 0) });
  });
});

describe('the counter', () => {
  test('is set to zero before it leaves the limits of the wire, and no step is lost', async () => {
    const whole = await benchAfter(fullRun, { rig: 'loopback' });
    const rebased = await benchAfter(fullRun, { rig: 'loopback', rebaseSteps: 500 });
    expect(whole.board?.counterSteps).toBeGreaterThan(3000);
    expect(rebased.board?.counterSteps).toBeLessThanOrEqual(500);
    expect(rebased.board?.shaftSteps).toBe(whole.board?.shaftSteps);
    expect(rebased.trace.fingerprint()).toBe(whole.trace.fingerprint());
  });
});

describe('the host', () => {
  test('sends PING after each second of silence on a turning rig, to avoid a lapse', async () => {
    const bench = await Bench.open({ rig: 'loopback' });
    try {
      bench.pump.programSimpleContinuous(0.5);
      await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
      bench.rig.setSpeed(4); // eight seconds of board time, in which nothing is asked
      await bench.toUs(32 * US_PER_SECOND);
      expect(bench.board?.outputs).toMatchObject({ stopCause: 'none', stallMode: 'hold' });
    } finally {
      await bench.close();
    }
  });

  test('halts, undoes a hold and leaves nothing energised when it closes', async () => {
    const bench = await Bench.open({ rig: 'loopback' });
    bench.pump.programSimpleContinuous(24);
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    await bench.toUs(10 * US_PER_SECOND);
    expect(bench.board?.outputs).toMatchObject({ energised: true, stallMode: 'hold' });
    await bench.close();
    expect(bench.board?.outputs).toEqual({ energised: false, moving: false, stallMode: 'none', stopCause: 'none' });
    const count = bench.trace.records.length;
    await bench.close();
    expect(bench.trace.records).toHaveLength(count);
  });
});

describe('a busy rig', () => {
  test('names the awaited request or motion', async () => {
    const wired = new WiredPump();
    const awaited = new Set<string>([wired.rig.waitsFor]);
    const { boardTime, rig } = wired;
    const note = (): void => {
      awaited.add(rig.waitsFor);
      boardTime.clock.at(boardTime.clock.nowUs() + 500, note);
    };
    note();
    await wired.begin();
    await wired.toUs(10 * US_PER_SECOND);
    rig.setSpeed(2);
    wired.pump.programStopped();
    await wired.toUs(20 * US_PER_SECOND);
    expect([...awaited].slice(0, 5)).toEqual([
      'a first line from the board',
      'the reply to HELLO',
      'the reply to CAPS',
      'the reply to UNITS',
      'the reply to ACCURACY',
    ]);
    expect([...awaited].filter((one) => /^the segment to step \d+ to end$/.test(one)).length).toBeGreaterThan(1);
    expect(awaited).toContain('pump time 20 s at the requested speed');
  });
});
