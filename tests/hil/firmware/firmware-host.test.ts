import { afterEach, describe, expect, test } from 'vitest';
import { motorSignals } from '../../../firmware-sim/plant/motor-signals.ts';
import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { Bench, type BenchOptions } from '../../../hil/bench.ts';
import { ConstantStepper } from './constant-stepper.ts';
import { type Script, ScriptedFirmware } from './scripted-firmware.ts';

const S = 1_000_000;
const opened: Bench[] = [];

async function benchWith(firmware: ConstantStepper | ScriptedFirmware, options: BenchOptions = {}): Promise<Bench> {
  const bench = await Bench.open({ rig: 'model', hosted: firmware, ...options });
  opened.push(bench);
  return bench;
}

afterEach(async () => {
  for (const bench of opened.splice(0)) await bench.close();
});

function valuesOf(records: readonly TraceRecord[], name: string): readonly unknown[] {
  return records.flatMap((record) => ('s' in record && record.s === name ? [[record.t, record.v]] : []));
}

function blockedUs(records: readonly TraceRecord[]): number {
  return records.find((record) => 'e' in record && record.e === 'true.rotor' && record.state === 'blocked')?.t ?? 0;
}

describe('a firmware that steps at a constant period', () => {
  test('turns the rotor by its steps, and hears SENSE of each', async () => {
    const firmware = new ConstantStepper({ periodUs: 450_000 });
    const bench = await benchWith(firmware);
    await bench.to('10 min');
    expect(bench.body.drive.commandedSteps()).toBe(1333);
    expect(bench.body.drive.rotorDeg()).toBe(1.5 * 1333);
    expect([firmware.commandedSteps, firmware.followedSteps]).toEqual([1333, 1333]);
    expect(valuesOf(bench.trace.records, 'motor.energised')).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test('hears no SENSE while a field holds the rotor, and hears it again after', async () => {
    const firmware = new ConstantStepper({ periodUs: 450_000 });
    const bench = await benchWith(firmware);
    await bench.to('1 min');
    await bench.field({ fieldMt: 1500 });
    await bench.to('2 min');
    const heldSteps = bench.body.drive.commandedSteps() - 133;
    expect(firmware.followedSteps).toBe(133);
    await bench.noField();
    await bench.to('181 s');
    expect(firmware.commandedSteps - firmware.followedSteps).toBe(heldSteps);
  });

  test('hears no SENSE of the turns that a disturbing field costs', async () => {
    const firmware = new ConstantStepper({ periodUs: 450_000 });
    const bench = await benchWith(firmware, { seed: 3 });
    await bench.field({ fieldMt: 2.75 });
    await bench.to('30 min');
    const { drive } = bench.body;
    await bench.wait('0.01 s');
    const lostSteps = drive.commandedSteps() - Math.round(drive.imposedSteps());
    expect(lostSteps).toBeGreaterThan(100);
    expect(firmware.commandedSteps - firmware.followedSteps).toBe(lostSteps);
  });

  test.each([1, 7, 64])('has one fingerprint in batches of %i steps', async (batchSteps) => {
    const prints = await Promise.all(
      [batchSteps, 3].map(async (count) => {
        const bench = await benchWith(new ConstantStepper({ periodUs: 450_000, batchSteps: count }));
        await bench.to('5 min');
        await bench.field({ fieldMt: 2.75 });
        await bench.to('10 min');
        await bench.noField();
        await bench.to('15 min');
        return bench.trace.fingerprint();
      }),
    );
    expect(prints[0]).toBe(prints[1]);
  });

  test('empties the reservoir at its exact step, and delivers nothing after it', async () => {
    const bench = await benchWith(new ConstantStepper({ periodUs: 450_000 }), { state: { reservoirMl: 1 } });
    await bench.to('2 h');
    expect(bench.body.reservoir.isEmpty).toBe(true);
    const empty = bench.trace.records.find((record) => 'e' in record && record.e === 'true.reservoir');
    expect((empty?.t ?? 0) % 450_000).toBe(0);
    expect(bench.body.reservoir.deliveredMl).toBeCloseTo(1, 9);
  });

  test('stalls behind a shut catheter when the model does, and misses the steps after', async () => {
    const periodUs = 21_600_000;
    const firmware = new ConstantStepper({ periodUs });
    const bench = await benchWith(firmware, { state: { catheter: {} } });
    const model = await Bench.open({ rig: 'model', state: { catheter: {} } });
    opened.push(model);
    model.pump.programSimpleContinuous(0.5);
    for (const { body, driver } of [bench, model]) {
      await driver.toUs(3600 * S);
      body.catheter?.harm({ kind: 'occlusion' });
      await driver.toUs(3 * 3600 * S);
    }
    const [ownUs = 0, modelUs = 0] = [bench, model].map(({ trace }) => blockedUs(trace.records));
    expect(Math.abs(ownUs - modelUs)).toBeLessThan(2 * periodUs);
    const stepsFromBlock = Math.floor((3 * 3600 * S) / periodUs) - Math.floor(ownUs / periodUs);
    expect(firmware.commandedSteps - firmware.followedSteps).toBe(stepsFromBlock);
    bench.body.catheter?.repair();
    await bench.to('4 h');
    await bench.wait('1 s');
    expect(firmware.commandedSteps - firmware.followedSteps).toBe(stepsFromBlock);
  });

  test('ends its train two periods late after its last step', async () => {
    const bench = await benchWith(new ConstantStepper({ periodUs: S, stepCount: 5 }));
    await bench.to('1 min');
    expect(valuesOf(bench.trace.records, 'motor.commandedSteps')).toEqual([
      [0, 0],
      [1 * S, 1],
      [2 * S, 2],
      [8 * S, 5],
    ]);
  });

  test('counts as undelivered what was ordered, not what it commands', async () => {
    const bench = await benchWith(new ConstantStepper({ periodUs: 900_000 }));
    bench.underTest?.orders.program({ mode: 'simple continuous', rateMlPerDay: 24 });
    await bench.to('1 h');
    bench.underTest?.orders.program({ mode: 'stopped' });
    await bench.to('2 h');
    const { volumeMl } = bench.body.firmwarePort.ordered();
    expect(volumeMl).toBeCloseTo(1, 9);
    const [, before] = valuesOf(bench.trace.records, 'true.undeliveredMl').filter(
      (at) => (at as readonly number[])[0] === 3600 * S,
    )[0] as readonly number[];
    expect(before).toBeGreaterThan(0.48);
  });
});

describe('the order at one instant', () => {
  test('is pump alarm, firmware, sensed input, timeline, firmware again', async () => {
    const seen: string[] = [];
    const firmware = new ScriptedFirmware({ wakesUs: [5 * S], onRun: (atUs, why) => seen.push(`${why} ${atUs / S}`) });
    const bench = await benchWith(firmware);
    bench.pumpClock.at(5 * S, () => seen.push('pump alarm'));
    bench.pumpClock.lane(4).at(5 * S, () => seen.push('sensed input'));
    await bench.to('5 s');
    seen.push('timeline');
    bench.underTest?.host.receive(Uint8Array.of(1));
    await bench.to('5 s');
    expect(seen).toEqual(['start 0', 'pump alarm', 'timer 5', 'sensed input', 'timeline', 'bytes 5']);
  });

  test('lets a programmer reply at the time of an answer', async () => {
    const heard: number[] = [];
    const firmware = new ScriptedFirmware({
      wakesUs: [1 * S, 2 * S, 3 * S],
      act: (pins, atUs, why) => {
        if (why !== 'start') pins.send(Uint8Array.of(heard.length), atUs);
      },
    });
    const bench = await benchWith(firmware);
    const host = bench.underTest?.host;
    if (host === undefined) throw new Error('no host');
    host.onBytes = () => {
      heard.push(bench.nowUs);
      if (heard.length === 1) host.receive(Uint8Array.of(9));
    };
    await bench.to('10 s');
    expect(heard).toEqual([1 * S, 1 * S, 2 * S, 3 * S]);
  });

  test('lets a long answer leave byte by byte at one instant', async () => {
    let heard = 0;
    const firmware = new ScriptedFirmware({
      wakesUs: Array.from({ length: 12_000 }, () => S),
      act: (pins, atUs, why) => {
        if (why === 'timer') pins.send(Uint8Array.of(0), atUs);
      },
    });
    const bench = await benchWith(firmware);
    const host = bench.underTest?.host;
    if (host === undefined) throw new Error('no host');
    host.onBytes = () => {
      expect(bench.nowUs).toBe(S);
      heard += 1;
    };
    await bench.to('2 s');
    expect(heard).toBe(12_000);
  });

  test('gives an input after a wait for a record to a firmware that ran ahead', async () => {
    const seen: string[] = [];
    const firmware = new ScriptedFirmware({
      wakesUs: [1 * S, 1.5 * S],
      onRun: (atUs, why) => seen.push(`${why} ${atUs / S}`),
      act: (pins, atUs) => {
        if (atUs === S) pins.tone(440, atUs);
      },
    });
    const bench = await benchWith(firmware);
    let hasSounded = false;
    const host = bench.underTest?.host;
    if (host === undefined) throw new Error('no host');
    host.outputs.onTone = () => {
      hasSounded = true;
    };
    await bench.driver.until(() => hasSounded, 10 * S);
    expect(bench.nowUs).toBe(S);
    host.receive(Uint8Array.of(1));
    await bench.to('10 s');
    expect(seen).toEqual(['start 0', 'timer 1', 'timer 1.5', 'bytes 1.5']);
  });

  test('applies the effects of one time in call order', async () => {
    const firmware = new ScriptedFirmware({
      wakesUs: [2 * S],
      act: (pins, atUs) => {
        pins.tone(440, atUs);
        pins.tone(0, atUs);
        pins.tone(880, atUs);
      },
    });
    const bench = await benchWith(firmware);
    await bench.to('2 s');
    expect(valuesOf(bench.trace.records, 'motor.toneHz').map((at) => (at as readonly unknown[])[1])).toEqual([
      0, 440, 0, 880, 440, 0, 880,
    ]);
  });
});

/** Firmwares that each break one rule, with the failure that names it. */
const broken: readonly (readonly [string, Script, string, RegExp])[] = [
  ['that never sleeps', { sleeps: false }, 'FIRMWARE_NEVER_SLEEPS', /more than 100000 calls at 0 us.*no sleep at 0 us/],
  [
    'that acts for ever at one instant',
    {
      wakesUs: [S],
      act: (pins, atUs) => {
        for (;;) pins.tone(440, atUs);
      },
    },
    'FIRMWARE_NEVER_SLEEPS',
    /last calls: .*a tone of 440 Hz at 0 us/,
  ],
  [
    'whose clock runs backwards',
    { wakesUs: [5 * S], act: (pins, atUs) => pins.tone(440, atUs - 1) },
    'FIRMWARE_TIME_BACKWARDS',
    /goes back in time: a tone of 440 Hz at "-1" us; allowed: whole us from 0 on/,
  ],
  [
    'that steps without current',
    { wakesUs: [S], act: (pins, atUs) => pins.step(atUs, 1) },
    'FIRMWARE_STEP_UNPOWERED',
    /steps at 0 us while its coils are switched off/,
  ],
  [
    'that acts after the time it may run to',
    { wakesUs: [S], act: (pins, atUs) => pins.energise(true, atUs + 900 * S) },
    'FIRMWARE_OVERRUNS_GRANT',
    /acts at 900000000 us \(energise\); allowed: up to/,
  ],
  [
    'with a tone of no number',
    { wakesUs: [S], act: (pins, atUs) => pins.tone(Number.NaN, atUs) },
    'FIRMWARE_EFFECT_INVALID',
    /a tone of "NaN" Hz; allowed: 0 to 20000 Hz/,
  ],
  [
    'with half a step',
    { wakesUs: [S], act: (pins, atUs) => pins.step(atUs, 0.5) },
    'FIRMWARE_EFFECT_INVALID',
    /makes "0.5" steps/,
  ],
];

describe('a firmware that breaks a rule fails the run with fault firmware:', () => {
  test.each(broken)('%s', async (_what, script, code, message) => {
    const bench = await benchWith(new ScriptedFirmware(script));
    const failure = await bench.to('1 min').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, fault: 'firmware', message: expect.stringMatching(message) });
  });

  test('that steps faster than the motor follows', async () => {
    const bench = await benchWith(new ConstantStepper({ periodUs: 15_624 }));
    await expect(bench.to('1 s')).rejects.toMatchObject({
      code: 'FIRMWARE_STEPS_TOO_FAST',
      fault: 'firmware',
      message: expect.stringContaining('15624 us apart'),
    });
  });

  test('but one that sleeps for ever fails nothing, and its motor stands', async () => {
    const bench = await benchWith(new ScriptedFirmware({}));
    await bench.to('30 d');
    expect(bench.body.drive.commandedSteps()).toBe(0);
  });
});

describe('a bench with a firmware under test', () => {
  test('closes it once, also after a failure, and has no model', async () => {
    const firmware = new ConstantStepper({ periodUs: S });
    const bench = await benchWith(firmware);
    expect(() => bench.pump).toThrow('"constant stepper" stands in the place of the model');
    await bench.close();
    await bench.close();
    expect(firmware.closeCount).toBe(1);
    await expect(Bench.open({ rig: 'model', hosted: firmware, product: 'prometra-ii' })).rejects.toMatchObject({
      code: 'FIRMWARE_NO_MOTOR',
    });
    expect(firmware.closeCount).toBe(2);
  });

  test('hears of the battery, and stops with it', async () => {
    const heard: number[] = [];
    const firmware = new ConstantStepper({ periodUs: 450_000, onBattery: (mv) => heard.push(mv) });
    const bench = await benchWith(firmware, { state: { batteryShare: 0.36 } });
    const { drive, battery } = bench.body;
    await bench.to('1 h');
    expect(heard).toEqual([]);
    battery?.fallTo(0.347);
    await bench.wait('1 h');
    expect(heard).toEqual([2600]);
    battery?.fallTo(0.00001);
    await bench.wait('1 h');
    const steps = drive.commandedSteps();
    expect(steps).toBeGreaterThan(2 * 8000);
    await bench.wait('1 h');
    expect(drive.commandedSteps()).toBe(steps);
    expect(drive.perSecondMl).toBe(0);
  });

  test('is reset by a defect of its supply, with its coils off', async () => {
    const firmware = new ConstantStepper({ periodUs: S });
    const bench = await benchWith(firmware);
    await bench.to('10 s');
    bench.body.beginDefect({ kind: 'low battery reset', safeState: false });
    await bench.to('20 s');
    expect(firmware.causes).toEqual(['power', 'brown-out']);
    expect(valuesOf(bench.trace.records, 'motor.energised')).toEqual([
      [0, 0],
      [0, 1],
      [10 * S, 0],
      [10 * S, 1],
    ]);
    expect(bench.body.drive.commandedSteps()).toBe(20);
    expect(() => bench.body.beginDefect({ kind: 'memory error', class: 'critical' })).toThrow('no "alter"');
  });

  test('declares its signals only then', async () => {
    const model = await Bench.open({ rig: 'model' });
    opened.push(model);
    const names = motorSignals.map(({ name }) => name);
    expect(model.trace.signals.filter(({ name }) => names.includes(name))).toEqual([]);
    const bench = await benchWith(new ScriptedFirmware({}));
    expect(bench.trace.signals.filter(({ name }) => names.includes(name))).toHaveLength(4);
  });
});
