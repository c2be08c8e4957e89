import { afterEach, describe, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import type { SimulatedBoard } from '../../../hil/simulated/simulated-board.ts';
import { firstOf } from '../../run-count.ts';
import { ConstantStepper } from './constant-stepper.ts';
import { STEP_US, steppedRun } from './stepped-run.ts';

const CLAMPED_US = 120 * STEP_US;
const FREED_US = 240 * STEP_US;

const opened: Bench[] = [];
afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
});

/** Runs a stepper of 700 steps, and returns its counts too. */
async function run(rig: string, batchSteps: number, rebaseSteps?: number) {
  const firmware = new ConstantStepper({ periodUs: STEP_US, batchSteps, stepCount: 700 });
  const result = await steppedRun(rig, firmware, rebaseSteps);
  return { ...result, commandedSteps: firmware.commandedSteps, followedSteps: firmware.followedSteps };
}

/** Rig steps a turn of the rotor, which takes 240 motor steps. The emulated rig has the gears of a 28BYJ-48. */
const RIGS = [
  ['loopback', 2048],
  ['virtual', 2048],
  ['emulated', 2037.886],
] as const;

describe.each(RIGS)('a firmware under test on the rig %s', (rig, rigStepsPerTurn) => {
  // The emulated board plays each step, which takes a second of CPU time.
  const batches = rig === 'emulated' ? firstOf(1, [64, 1]) : [1, 64];

  test.each(batches)('has the fingerprint of the rig model, in batches of %i', async (batchSteps) => {
    const alone = await run('model', batchSteps);
    const behind = await run(rig, batchSteps, 1000);
    expect(behind).toEqual({ ...alone, playedSteps: Math.round((700 * rigStepsPerTurn) / 240) });
    expect(alone.commandedSteps).toBe(700);
    expect(alone.followedSteps).toBeLessThan(560);
  });
});

/** Holds the rotor at the very time of a step, frees it at another one, and returns what the rig imposed. */
async function imposed(bench: Bench) {
  opened.push(bench);
  await bench.toUs(140 * STEP_US);
  await bench.field({ fieldMt: 1500, azimuthDeg: 30 });
  await bench.toUs(200 * STEP_US);
  await bench.noField();
  await bench.toUs(300 * STEP_US);
  await bench.confirm();
  return bench.trace.records.flatMap((record) =>
    'e' in record && record.e === 'rig.stall' ? [[record.t, record.mode, record.bySteps]] : [],
  );
}

test.each([1, 64])(
  'a hold at the time of a step is imposed as behind the model, in batches of %i',
  async (batchSteps) => {
    const model = await Bench.open({ rig: 'loopback' });
    model.pump.programSimpleContinuous(24);
    const firmware = new ConstantStepper({ periodUs: STEP_US, batchSteps });
    const behind = await imposed(await Bench.open({ rig: 'loopback', hosted: firmware }));
    expect(behind).toEqual(await imposed(model));
    expect(behind.length).toBeGreaterThan(1);
  },
);

test('a magnet at the sensor of a rig takes SENSE away until it is removed', async () => {
  const points = [
    [0, 0],
    [20, 0],
    [20.1, 60],
    [50, 60],
    [50.1, 0],
  ] as const;
  const hand = { name: 'test', points: points.map(([s, fieldMt]) => ({ atUs: Math.round(s * 1_000_000), fieldMt })) };
  const firmware = new ConstantStepper({ periodUs: STEP_US });
  const bench = await Bench.open({ rig: 'loopback', hosted: firmware, sensed: { scaleRatio: 1 }, hand });
  opened.push(bench);
  await bench.toUs(200 * STEP_US + 10_000);
  await bench.confirm();
  const [heldUs = 0, freedUs = 0] = bench.trace.records.flatMap((one) =>
    'e' in one && one.e === 'in.field' ? one.t : [],
  );
  const missedSteps = Math.floor(freedUs / STEP_US) - Math.floor(heldUs / STEP_US);
  expect(missedSteps).toBeGreaterThan(50);
  expect(firmware.commandedSteps - firmware.followedSteps).toBe(missedSteps);
});

/** A stepper on a loopback rig whose shaft a hand clamps after 120 steps. */
async function clamped(allowsRigSlip: boolean) {
  const firmware = new ConstantStepper({ periodUs: STEP_US });
  const bench = await Bench.open({ rig: 'loopback', allowsRigSlip, hosted: firmware });
  opened.push(bench);
  await bench.toUs(CLAMPED_US);
  const board = bench.board as SimulatedBoard;
  board.shaft.clamp(board.counterSteps);
  return { bench, board, firmware };
}

describe('slip of the rig behind a firmware under test', () => {
  test('is the failure of the rig, unless the scenario takes it as an input', async () => {
    const { bench } = await clamped(false);
    await expect(bench.toUs(FREED_US)).rejects.toMatchObject({ fault: 'rig' });
  });

  test('suppresses the SENSE pulses that follow, until the shaft follows again', async () => {
    const { bench, board, firmware } = await clamped(true);
    await bench.toUs(FREED_US);
    const { followedSteps } = firmware;
    expect(followedSteps).toBeGreaterThan(119);
    expect(followedSteps).toBeLessThan(150);
    board.shaft.unclamp(board.counterSteps);
    await bench.toUs(FREED_US + 40 * STEP_US);
    expect(firmware.commandedSteps).toBe(280);
    expect(firmware.followedSteps).toBeGreaterThan(followedSteps);
    expect(bench.body.reservoir.deliveredMl * 1000).toBeLessThan(200 * 0.125);
  });
});
