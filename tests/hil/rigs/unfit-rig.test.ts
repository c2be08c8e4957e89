import { afterEach, describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { Bench } from '../../../hil/bench.ts';
import type { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import type { SimulatedShaft } from '../../../hil/simulated/simulated-shaft.ts';
import { eventsOf, loggedOf } from './rig-runs.ts';
import { WiredPump } from './wired-pump.ts';

const STEP_US = 450_000; // a motor step of 1.5 deg at 24 mL/day
const END_US = 5 * US_PER_MINUTE;

const failureOf = async (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => 'nothing failed',
    (error: unknown) => error,
  );

/** Errors of a bench's builder, with their descriptions. */
const faults: readonly (readonly [what: string, spoil: (shaft: SimulatedShaft) => void, cause: RegExp])[] = [
  ['a motor that turns the other way', (shaft) => (shaft.motor = (steps) => -steps), /turns the other way: swap/],
  ['an encoder that counts down', (shaft) => (shaft.encoderDirection = -1), /turns the other way: swap/],
  ['half the gear', (shaft) => (shaft.motor = (steps) => steps / 2), /gear ratio.* turns 0\.5 times as far/],
  ['a driver at half its microsteps', (shaft) => (shaft.motor = (steps) => 2 * steps), /microstepping.* turns 2 times/],
  ['a motor that does not turn', (shaft) => (shaft.motor = () => 0), /the shaft stands/],
  [
    'a gear off by one and a half percent',
    (shaft) => (shaft.motor = (steps) => 1.015 * steps),
    /gear ratio.* turns 1\.0\d+ times/,
  ],
  ['one step in ten lost', (shaft) => (shaft.motor = (steps) => steps - Math.trunc(steps / 10)), /misses steps/],
];

describe('a rig that does not follow is a rig failure, and the plant does not change', () => {
  test.each(faults)('%s', async (_what, spoil, cause) => {
    const wired = new WiredPump((board) => spoil(board.shaft));
    await wired.begin();
    const error = await failureOf(wired.toUs(END_US));
    expect(error).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig', hint: expect.stringMatching(cause) });
    const { drive, reservoir } = wired.pump;
    expect(drive.rotorDeg()).toBe(drive.commandedSteps() * 1.5);
    expect(reservoir.deliveredMl).toBeGreaterThanOrEqual(0);
    expect(wired.trace.records.some((record) => 'e' in record && record.e === 'pump.log')).toBe(false);
  });

  test.each(faults)('%s that begins during a run: named after the last agreement', async (_what, spoil, cause) => {
    const { bench, board } = await running();
    const [counterSteps, positionSteps] = [board.counterSteps, board.shaftSteps];
    spoil(board.shaft);
    board.shaft.displace(positionSteps - board.shaft.positionSteps(counterSteps));
    const error = await failureOf(bench.toUs(END_US));
    expect(error).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig', hint: expect.stringMatching(cause) });
    expect((error as Error).message).toMatch(
      /last agreed at pump time 54 s \(180\.00 deg\); values of true\.\* are evidence up to then/,
    );
    expect(loggedOf(bench)).toEqual([]);
    const { drive } = bench.pump;
    expect(drive.rotorDeg()).toBe(drive.commandedSteps() * 1.5);
    expect(eventsOf(bench, 'rig.disagreement')).toMatchObject([{ agreedUs: 54 * US_PER_SECOND }]);
  });
});

const open: Bench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

/** After a minute at 24 mL/day, less six seconds: 180 deg. */
async function running(): Promise<{ readonly bench: Bench; readonly board: SimulatedBoard }> {
  const bench = await Bench.open({ rig: 'loopback' });
  open.push(bench);
  bench.pump.programSimpleContinuous(24);
  await bench.toUs(120 * STEP_US);
  return { bench, board: bench.board as SimulatedBoard };
}

describe('an encoder that is stuck', () => {
  test('fails while the shaft turns', async () => {
    const { bench, board } = await running();
    board.shaft.freezeEncoder(board.counterSteps);
    const error = await failureOf(bench.toUs(END_US));
    expect(error).toMatchObject({ code: 'SHAFT_DIFFERS', hint: expect.stringMatching(/its encoder does not see it/) });
  });

  test('is not taken for a hold, even if the run begins with a field', async () => {
    const wired = new WiredPump((board) => board.shaft.freezeEncoder(0));
    await wired.begin();
    wired.pump.setField({ fieldMt: 1500, azimuthDeg: 0 });
    expect(await failureOf(wired.toUs(END_US))).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig' });
  });
});

describe('a shaft that stands during the last part of its motion', () => {
  test('is found before a hold, even below 20 commanded deg', async () => {
    const { bench, board } = await running();
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(122 * STEP_US);
    expect(bench.rig.failure).toBeUndefined();
    expect(await failureOf(bench.field({ fieldMt: 1500, azimuthDeg: 0 }))).toMatchObject({ code: 'SHAFT_DIFFERS' });
  });

  test('is found at the end of a run, over the last 18 deg', async () => {
    const { bench, board } = await running();
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(132 * STEP_US);
    expect(bench.rig.failure).toBeUndefined();
    const error = await failureOf(bench.confirm());
    expect(error).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig' });
    expect((error as Error).message).toContain(
      'commanded 197.93 deg, measured 180.00 deg, allowed difference 0.80 deg',
    );
  });

  test('agrees at the end of a sound run, turning or held', async () => {
    const { bench } = await running();
    await bench.toUs(132 * STEP_US);
    await bench.confirm();
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    await bench.toUs(200 * STEP_US);
    await bench.confirm();
  });

  test('a hold that gives way is found at the end', async () => {
    const { bench, board } = await running();
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    board.shaft.displace(8);
    expect(await failureOf(bench.confirm())).toMatchObject({ code: 'HOLD_CONTRADICTED', fault: 'rig' });
  });
});

describe('a sound rig whose motor runs on behind a held shaft', () => {
  test.each([[['hold']], [['hold', 'release']]] as const)('agrees after many holds, lacking %s', async (lacks) => {
    const wired = await new WiredPump(undefined, lacks).begin();
    for (let round = 0; round < 60; round += 1) {
      const fromUs = (10 + 14 * round) * US_PER_SECOND;
      await wired.toUs(fromUs + ((round * 7919) % 3001) * 1000);
      wired.pump.setField({ fieldMt: 1500, azimuthDeg: (round * 37) % 360 });
      await wired.toUs(fromUs + 8 * US_PER_SECOND + ((round * 104_729) % 2003) * 1000);
      wired.pump.removeField();
    }
    wired.rig.confirm();
    await wired.driver.settle();
    expect(wired.rig.failure).toBeUndefined();
  });
});
