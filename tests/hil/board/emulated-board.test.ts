import { describe, expect, test } from 'vitest';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { Bench } from '../../../hil/bench.ts';
import { compassBench, stepDirBench, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import type { BoardProbe } from '../../../hil/board/board-probe.ts';
import { eepromImage, sealed } from '../../../hil/board/eeprom-image.ts';
import type { StepDirDrive } from '../../../hil/board/motor-drive.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { hasShaftFlag } from '../../../protocol/tables/rig-vocabulary.ts';
import { BoardOnBench } from './board-on-bench.ts';

const BANNER = '# rollerloop rig';

describe('the sketch on the emulated board', () => {
  test("prints its banner after the chip's start, and each second", () => {
    const bed = new BoardOnBench();
    bed.to(3.5 * US_PER_SECOND);
    const banners = bed.heard.filter(({ text }) => text.startsWith(BANNER));
    expect(banners).toHaveLength(4);
    expect(banners[0]?.us).toBeGreaterThan(66_000);
    expect(banners[0]?.text).toContain('unit=7 cause=power');
  });

  test('delivers a line to the host at the end of its last stop bit', () => {
    const endsUs: number[] = [];
    const probe: BoardProbe = {
      change: () => {},
      frame: (line, byte, startCycles, bitCycles) => {
        if (line === 'tx' && byte === 0x0a) endsUs.push(Math.ceil((startCycles + 10 * bitCycles) / 16));
      },
      upTo: () => {},
    };
    const bed = new BoardOnBench({ probe });
    bed.to(200_000);
    bed.say('stat\n');
    bed.to(400_000);
    expect(endsUs.length).toBeGreaterThan(3);
    expect(bed.heard.map(({ us }) => us)).toEqual(endsUs);
  });

  test('reads an encoder at rest with a noise of one count', async () => {
    const talk = new BoardOnBench().talk();
    await talk.open();
    const raws = new Set<number>();
    for (let i = 0; i < 60; i += 1) raws.add((await talk.report()).encoderRaw);
    expect([...raws].sort((a, b) => a - b).map((raw, _i, [first = 0]) => raw - first)).toEqual([0, 1]);
  });

  test('the same seed repeats instructions, lines and microseconds', async () => {
    const conversation = async (): Promise<readonly unknown[]> => {
      const bed = new BoardOnBench();
      const talk = bed.talk();
      await talk.open();
      await talk.ask('MOVE', { fromSteps: 0, toSteps: 300, durationMs: 700 });
      await talk.pause(US_PER_SECOND);
      await talk.ask('SENS', {});
      return [bed.board.instructionCount, bed.heard, bed.board.bench.mechanics.rotorSteps];
    };
    expect(await conversation()).toEqual(await conversation());
  });

  test('a scenario repeats fingerprint and rig hash; a noise seed changes the rig hash', async () => {
    const scenario = scenarioNamed('roller-study');
    const [one, again, other] = [
      await runScenario(scenario, { rig: 'emulated', seed: 1 }),
      await runScenario(scenario, { rig: 'emulated', seed: 1 }),
      await runScenario(scenario, { rig: 'emulated', seed: 2 }),
    ];
    expect([again.fingerprint, again.rigHash]).toEqual([one.fingerprint, one.rigHash]);
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(other.rigHash).not.toBe(one.rigHash);
  });

  test('replies alike however short the time slices: sleep skips no event', () => {
    const answer = (pieceUs: number): readonly unknown[] => {
      const bed = new BoardOnBench();
      bed.to(200_000);
      bed.say('stat\n');
      for (let us = 200_000 + pieceUs; us < 400_000; us += pieceUs) bed.to(us);
      bed.to(400_000);
      return bed.heard;
    };
    expect(answer(7)).toEqual(answer(200_000));
  });
});

describe('a reset', () => {
  test('makes a new processor, keeps EEPROM and shaft, floats the pins, gives its cause', async () => {
    const bed = new BoardOnBench();
    const talk = bed.talk();
    await talk.open();
    await talk.ask('MOVE', { fromSteps: 0, toSteps: 1000, durationMs: 2000 });
    await talk.pause(US_PER_SECOND);
    expect(bed.board.bench.mechanics.stator.strength).toBe(1);
    bed.board.reset('brown');
    expect(bed.board.bench.mechanics.stator.strength).toBe(0);
    const at = bed.board.bench.mechanics.shaftDeg;
    bed.to(bed.boardTime.clock.nowUs() + 3 * US_PER_SECOND);
    expect(bed.heard.at(-1)?.text).toContain('cause=brown');
    expect(Math.abs(bed.board.bench.mechanics.shaftDeg - at)).toBeLessThan(0.1); // never a motor left running
    expect(bed.heard.at(-1)?.text).toContain('unit=7');
  });

  test('by the serial line runs the boot loader first, and bytes keep it there', () => {
    const bed = new BoardOnBench();
    bed.to(500_000);
    const until = (chatterUs: number): number => {
      bed.heard.length = 0;
      const startUs = bed.boardTime.clock.nowUs();
      bed.board.reset('reset');
      for (let us = 100_000; us <= chatterUs; us += 100_000) {
        bed.to(startUs + us);
        bed.say('x');
      }
      bed.to(startUs + 5 * US_PER_SECOND);
      return (bed.heard[0]?.us ?? 0) - startUs;
    };
    const quietUs = until(0);
    expect(quietUs).toBeGreaterThan(1_060_000);
    expect(quietUs).toBeLessThan(1_100_000);
    expect(until(2_000_000)).toBeGreaterThan(3_000_000);
  });

  test('during a run ends it as the link, and does not reach the pump', async () => {
    const bench = await Bench.open({ rig: 'emulated' });
    try {
      bench.pump.programSimpleContinuous(24);
      await bench.toUs(5 * US_PER_SECOND);
      bench.emulated?.reset('brown');
      await expect(bench.toUs(60 * US_PER_SECOND)).rejects.toMatchObject({ fault: 'link' });
    } finally {
      await bench.close();
    }
    expect(bench.emulated?.bench.mechanics.stator.strength).toBe(0);
  });
});

describe('bad input', () => {
  test('bytes during boot are lost, and nothing is executed', () => {
    const bed = new BoardOnBench();
    bed.say('stat\n');
    bed.to(66_000);
    bed.say('stat\n');
    bed.to(500_000);
    expect(bed.text).not.toContain('counterSteps');
    bed.say('\nstat\n');
    bed.to(900_000);
    expect(bed.text).toContain('counterSteps=0');
  });

  test('200 bytes at once form no line, and the following line arrives', async () => {
    const bed = new BoardOnBench();
    const talk = bed.talk();
    await talk.open();
    bed.board.receive(Buffer.from(`>01.01 MOVE from=0 to=100 ms=1000 ${'9'.repeat(166)}\n`));
    await talk.pause(100_000);
    const { report } = await talk.ask('STAT', {});
    expect([report.counterSteps, bed.board.bench.mechanics.stator.strength]).toEqual([0, 0]);
    const { reply } = await talk.ask('COUNTERS', { page: 1 });
    expect(reply.firstCount + reply.secondCount).toBeGreaterThan(0);
  });

  test('a second host takes the port over; the first is told, and no lines are spliced', async () => {
    const bed = new BoardOnBench();
    const first = bed.talk(1);
    await first.open();
    await first.ask('MOVE', { fromSteps: 0, toSteps: 2000, durationMs: 6000 });
    await bed.talk(2).open();
    const rotorSteps = bed.board.bench.mechanics.rotorSteps;
    bed.onBytes = () => {};
    bed.say('>01.02 HALT*0B7A15\n');
    bed.to(bed.boardTime.clock.nowUs() + US_PER_SECOND);
    expect(Math.abs(bed.board.bench.mechanics.rotorSteps - rotorSteps)).toBeLessThan(1);
    expect(bed.text).not.toContain('<01.02 ok');
  });

  test('an EEPROM with a bad CRC gives the defaults, and the rig says: not calibrated', async () => {
    const image = eepromImage(uln2003Bench, { unitNumber: 7, calibrated: true });
    image[42] = (image[42] as number) ^ 1;
    const bed = new BoardOnBench({ eeprom: image });
    const talk = bed.talk();
    expect((await talk.open()).hello.unitNumber).toBe(1);
    expect((await talk.ask('ACCURACY', {})).reply).toMatchObject({ calibrated: 0, residualMilliDeg: 1000 });
    expect((await new BoardOnBench({ eeprom: sealed(image) }).talk().open()).hello.unitNumber).toBe(7);
  });

  test.each([
    ['a missing magnet', (bed: BoardOnBench) => (bed.board.bench.encoder.magnet = 'missing'), true, false],
    ['a weak magnet', (bed: BoardOnBench) => (bed.board.bench.encoder.magnet = 'weak'), true, false],
    ['SCL held low', (bed: BoardOnBench) => (bed.board.bench.i2c.held = 'scl'), false, false],
    ['SDA held low', (bed: BoardOnBench) => (bed.board.bench.i2c.held = 'sda'), false, false],
  ])('%s is in the flags of every report, and the board still replies', async (_what, spoil, encoderOk, magnetOk) => {
    const bed = new BoardOnBench();
    const talk = bed.talk();
    await talk.open();
    const sound = await talk.report();
    expect([hasShaftFlag(sound.flags, 'encoderOk'), hasShaftFlag(sound.flags, 'magnetOk')]).toEqual([true, true]);
    spoil(bed);
    await talk.report();
    const spoilt = await talk.report();
    expect([hasShaftFlag(spoilt.flags, 'encoderOk'), hasShaftFlag(spoilt.flags, 'magnetOk')]).toEqual([
      encoderOk,
      magnetOk,
    ]);
  });

  test.each([
    ['a frozen encoder', (bench: Bench) => bench.emulated?.bench.encoder.freeze()],
    ['a hand on the shaft', (bench: Bench) => bench.emulated?.grip(true)],
  ])('%s is a rig failure, and does not reach the pump', async (_what, spoil) => {
    const bench = await Bench.open({ rig: 'emulated' });
    try {
      bench.pump.programSimpleContinuous(24);
      await bench.toUs(30 * US_PER_SECOND);
      spoil(bench);
      await expect(bench.toUs(120 * US_PER_SECOND)).rejects.toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig' });
      expect(bench.pump.detector.stalled).toBe(false);
    } finally {
      await bench.close();
    }
  });

  // The board itself is 2.1 per cent fast.
  test('two per cent between the clocks are understood, eight are not', () => {
    expect([-2, 0, 2, 4].map(heardWith)).toEqual([true, true, true, true]);
    expect([-8, 12].map(heardWith)).toEqual([false, false]);
  });
});

function heardWith(baudErrorPercent: number): boolean {
  const bed = new BoardOnBench({ baudErrorPercent });
  bed.to(100_000);
  bed.say('stat\n');
  bed.to(500_000);
  return bed.text.includes('counterSteps');
}

describe('a field', () => {
  test('stalls no stepper, and stalls the two-pole motor by physics alone', async () => {
    const turned = async (kind: typeof uln2003Bench): Promise<readonly [commanded: number, rotor: number]> => {
      const bed = new BoardOnBench({ eeprom: eepromImage(kind, { unitNumber: 1, calibrated: true }) }, kind);
      const talk = bed.talk();
      await talk.open();
      bed.board.setField({ fieldMt: 1500, angleToNormalDeg: 90, azimuthDeg: 20 });
      await talk.ask('MOVE', { fromSteps: 0, toSteps: 400, durationMs: 4000 });
      await talk.pause(4_500_000);
      return [400, bed.board.bench.mechanics.rotorSteps];
    };
    const stepper = await turned(uln2003Bench);
    expect(Math.abs(stepper[0] - stepper[1])).toBeLessThan(2);
    const compass = await turned(compassBench);
    expect(Math.abs(compass[1])).toBeLessThan(3);
  });

  test('is what the linear Hall sensor reports, to a millitesla', async () => {
    const bed = new BoardOnBench();
    const talk = bed.talk();
    await talk.open();
    for (const fieldMt of [0, 12, 55]) {
      bed.board.setField({ fieldMt, angleToNormalDeg: 90, azimuthDeg: 0 });
      await talk.report();
      expect(Math.abs((await talk.report()).fieldMt - fieldMt)).toBeLessThan(1);
    }
  });
});

describe('STEP, DIR and EN', () => {
  test('meet the times of an A4988, both ways and at full rate', async () => {
    const bed = new BoardOnBench(
      { eeprom: eepromImage(stepDirBench, { unitNumber: 1, calibrated: true }) },
      stepDirBench,
    );
    const talk = bed.talk();
    await talk.open();
    for (const [fromSteps, toSteps] of [
      [0, 2000],
      [2000, -500],
    ] as const) {
      await talk.ask('MOVE', { fromSteps, toSteps, durationMs: 1250 });
      await talk.event('DONE', 3 * US_PER_SECOND);
    }
    expect(bed.board.bench.mechanics.rotorSteps).toBeCloseTo(-250, -1);
    expect((bed.board.bench.drive as StepDirDrive).doubtfulEdgeCount).toBe(0);
  });
});
