import { afterEach, describe, expect, test } from 'vitest';
import { US_PER_MINUTE, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { Bench } from '../../../hil/bench.ts';
import type { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { eventsOf, loggedOf } from './rig-runs.ts';
import { WiredPump } from './wired-pump.ts';

const STEP_US = 450_000; // a motor step of 1.5 deg at 24 mL/day
const QUANTUM_DEG = (4 * 360) / 2048;
const CLAMPED_US = 120 * STEP_US;
const FREED_US = 240 * STEP_US;

const open: Bench[] = [];
afterEach(async () => {
  for (const bench of open.splice(0)) await bench.close();
});

interface Running {
  readonly bench: Bench;
  readonly board: SimulatedBoard;
  /** Shaft angle from the zero of the run, which comes after the first turn. */
  readonly shaftDeg: () => number;
}

async function running(allowsRigSlip = false): Promise<Running> {
  const bench = await Bench.open({ rig: 'loopback', allowsRigSlip });
  open.push(bench);
  bench.pump.programSimpleContinuous(24);
  await bench.toUs(CLAMPED_US);
  const board = bench.board as SimulatedBoard;
  const zeroSteps = board.shaftSteps - board.counterSteps;
  return { bench, board, shaftDeg: () => ((board.shaftSteps - zeroSteps) * 360) / 2048 };
}

const failed = async (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => 'nothing failed',
    (error: unknown) => error,
  );

describe('a shaft that a hand holds, where slip of the rig is an input', () => {
  test('is recorded in whole slip quanta, and truth and delivered volume fall behind', async () => {
    const { bench, board } = await running(true);
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(FREED_US);
    const slips = eventsOf(bench, 'rig.slip').map((slip) => slip.slipDeg as number);
    expect(slips.length).toBeGreaterThan(1);
    for (const slipDeg of slips) expect(slipDeg / QUANTUM_DEG).toBeCloseTo(Math.round(slipDeg / QUANTUM_DEG), 9);
    const { angleDeg } = await bench.shaft();
    expect(Math.abs(angleDeg - 180)).toBeLessThanOrEqual(0.81);
    const undeliveredUl = 240 * 0.125 - bench.pump.reservoir.deliveredMl * 1000;
    expect(undeliveredUl).toBeCloseTo((360 - angleDeg) / 12, 0);
    expect(bench.pump.drive.commandedSteps()).toBe(240);
  });

  test("is logged as a stall by the firmware's law, and as recovered on release", async () => {
    const { bench, board, shaftDeg } = await running(true);
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(FREED_US);
    expect(loggedOf(bench)).toEqual([['motor stall', CLAMPED_US + 48 * STEP_US]]);
    expect((await bench.shaft()).stalled).toBe(true);
    board.shaft.unclamp(board.counterSteps);
    await bench.toUs(FREED_US + US_PER_MINUTE);
    expect(loggedOf(bench).at(-1)).toEqual(['motor stall recovery', FREED_US + 48 * STEP_US]);
    const { angleDeg } = await bench.shaft();
    expect(Math.abs(angleDeg - shaftDeg())).toBeLessThanOrEqual(0.81);
  });

  test('costs nothing when shorter than the decision and the motor realigns', async () => {
    const { bench, board, shaftDeg } = await running(true);
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(CLAMPED_US + 2 * STEP_US);
    board.shaft.unclamp(board.counterSteps);
    await bench.toUs(CLAMPED_US + US_PER_MINUTE);
    expect(loggedOf(bench)).toEqual([]);
    expect(Math.abs((await bench.shaft()).angleDeg - shaftDeg())).toBeLessThanOrEqual(0.81);
  });

  test('is not caught up, however long the run goes on', async () => {
    const { bench, board } = await running(true);
    board.shaft.clamp(board.counterSteps);
    await bench.toUs(FREED_US);
    board.shaft.unclamp(board.counterSteps);
    await bench.toUs(FREED_US + 120 * STEP_US);
    const before = await bench.shaft();
    await bench.toUs(FREED_US + 240 * STEP_US);
    expect((await bench.shaft()).angleDeg - before.angleDeg).toBe(180);
  });
});

describe('a rig that contradicts itself ends the run as a failure of the rig', () => {
  test('when an accepted hold does not hold', async () => {
    const { bench, board } = await running();
    board.breakHolds();
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    expect(await failed(bench.toUs(FREED_US))).toMatchObject({ code: 'HOLD_CONTRADICTED', fault: 'rig' });
  });

  test('when its encoder is lost', async () => {
    const { bench, board } = await running();
    board.loseEncoder();
    expect(await failed(bench.toUs(FREED_US))).toMatchObject({ code: 'ENCODER_MISSING', fault: 'rig' });
  });

  test('when its encoder is lost while a field holds the rotor', async () => {
    const { bench, board } = await running();
    await bench.field({ fieldMt: 1500, azimuthDeg: 0 });
    board.loseEncoder();
    expect(await failed(bench.toUs(FREED_US))).toMatchObject({ code: 'ENCODER_MISSING', fault: 'rig' });
  });

  test.each([
    ['is ahead of what was sent', 20, false],
    ['is ahead of what was sent, where slip is an input', 20, true],
    ['went further back than slip can take it, where slip is an input', -1000, true],
  ])('when its shaft %s', async (_what, bySteps, allowsSlip) => {
    const { bench, board } = await running(allowsSlip);
    board.shaft.displace(bySteps);
    expect(await failed(bench.toUs(FREED_US))).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig' });
  });
});

test('a slip of one quantum above the resolution is the smallest recorded as an input', async () => {
  const { bench, board } = await running(true);
  board.shaft.displace(-4); // 0.703 deg, below the resolution of 0.803 deg
  await bench.toUs(CLAMPED_US + 30 * US_PER_SECOND);
  expect(eventsOf(bench, 'rig.slip')).toEqual([]);
  board.shaft.displace(-4);
  await bench.toUs(CLAMPED_US + 60 * US_PER_SECOND);
  expect(eventsOf(bench, 'rig.slip').map((slip) => slip.slipDeg)).toEqual([2 * QUANTUM_DEG]);
  expect(eventsOf(bench, 'in.rigSlip').map((slip) => slip.slipDeg)).toEqual([2 * QUANTUM_DEG]);
});

test('a hold before the encoder ever followed is unconfirmed, where slip is an input', async () => {
  const wired = new WiredPump((board) => board.shaft.freezeEncoder(0));
  await wired.begin(24, { allowsSlip: true });
  wired.pump.setField({ fieldMt: 1500, azimuthDeg: 0 });
  expect(await failed(wired.toUs(FREED_US))).toMatchObject({ code: 'HOLD_UNCONFIRMED', fault: 'rig' });
});
