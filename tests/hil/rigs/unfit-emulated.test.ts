import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE } from '../../../firmware-sim/base/time-units.ts';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { Pump } from '../../../firmware-sim/pump.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';
import { type BenchKind, stepDirBench, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { eepromImage, sealed } from '../../../hil/board/eeprom-image.ts';
import type { EmulatedBoard } from '../../../hil/board/emulated-board.ts';
import type { Stepper } from '../../../hil/board/stepper.ts';
import { Driver } from '../../../hil/drive.ts';
import { pumpNamed } from '../../../hil/pump-file/pump-named.ts';
import { WireRig } from '../../../hil/rigs/wire-rig.ts';
import { BoardOnBench } from '../board/board-on-bench.ts';

const END_US = US_PER_MINUTE;
/** Places in the EEPROM image, as `hil/sketch/config.h` has them. */
const OPTIONS = 7;
const DRIVE = 6;
const TURN_NUMERATOR = 10;
const STEPS_PER_SECOND_MAX = 18;
const REVERSE = 0x01;
const ENCODER_DOWN = 0x04;

interface Fault {
  readonly what: string;
  readonly cause: RegExp;
  readonly keeps?: (image: DataView, kind: BenchKind) => void;
  readonly breaks?: (board: EmulatedBoard) => void;
}

const faults: readonly Fault[] = [
  {
    what: 'a motor that turns the other way',
    cause: /turns the other way/,
    keeps: (image) => image.setUint8(OPTIONS, REVERSE),
  },
  {
    what: 'an encoder that counts down',
    cause: /turns the other way/,
    keeps: (image) => image.setUint8(OPTIONS, ENCODER_DOWN),
  },
  {
    what: 'a gear of half the ratio',
    cause: /gear ratio .* turns 0\.5\d* times as far/,
    keeps: (image, kind) => image.setUint32(TURN_NUMERATOR, Math.floor(kind.turnSteps.numerator / 2), true),
  },
  {
    what: 'a driver of the other kind',
    cause: /the shaft stands/,
    keeps: (image, kind) => image.setUint8(DRIVE, kind.drive === 'four wire' ? 0 : 1),
  },
  {
    what: 'more steps a second than the motor can make',
    cause: /the shaft stands|misses steps/,
    keeps: (image) => image.setUint16(STEPS_PER_SECOND_MAX, 10_000, true),
  },
  {
    what: 'a motor without torque',
    cause: /the shaft stands/,
    breaks: ({ bench }) => {
      (bench.motor as Stepper).loadUnm = 1e9;
    },
  },
  {
    what: 'an encoder that is stuck',
    cause: /its encoder does not see it/,
    breaks: ({ bench }) => bench.encoder.freeze(),
  },
];

/** A pump at 24 mL/day on a sketch whose bench differs from its configuration. */
async function failureOn(
  kind: BenchKind,
  { keeps, breaks }: Fault,
): Promise<{ readonly error: unknown; readonly pump: Pump }> {
  const image = eepromImage(kind, { unitNumber: 7, calibrated: true });
  keeps?.(new DataView(image.buffer), kind);
  const bed = new BoardOnBench({ eeprom: sealed(image) }, kind);
  const { boardTime, board } = bed;
  const pumpClock = new VirtualClock();
  const trace = new Trace({ pumpUs: () => pumpClock.nowUs(), boardUs: () => boardTime.clock.nowUs() });
  const rig = new WireRig({
    name: 'unfit',
    time: 'virtual',
    boardTime,
    session: 0xa3,
    send: (bytes) => board.receive(bytes),
  });
  bed.onBytes = (bytes) => rig.receive(bytes);
  const driver = new Driver({ pumpClock, boardTime, rig });
  rig.open();
  await driver.settle();
  breaks?.(board);
  const pump = new Pump({ product: await pumpNamed('synchromed-ii'), clock: pumpClock, trace, seed: 1 });
  rig.attach({ pump, pumpClock, trace });
  pump.begin();
  pump.programSimpleContinuous(24);
  const error = await driver.toUs(END_US).then(
    () => 'nothing failed',
    (one: unknown) => one,
  );
  return { error, pump };
}

describe.each([uln2003Bench, stepDirBench])('the sketch on the bench $name ends the run as a rig failure', (kind) => {
  test.each(faults)('with $what', async (fault) => {
    const { error, pump } = await failureOn(kind, fault);
    expect(error).toMatchObject({ code: 'SHAFT_DIFFERS', fault: 'rig', hint: expect.stringMatching(fault.cause) });
    expect(pump.drive.rotorDeg()).toBe(pump.drive.commandedSteps() * 1.5);
  });
});
