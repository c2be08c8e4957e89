import type { Clock } from '../../../protocol/clock.ts';
import { MachineActor } from '../../base/machine-actor.ts';
import type { MotorLine } from '../../base/motor-line.ts';
import type { DetectionLaw, RecoveryLaw } from '../../base/therapy.ts';
import { US_PER_MINUTE } from '../../base/time-units.ts';
import { wholeUs } from '../../base/whole-us.ts';
import type { StallLogQuantities } from '../../products/quantities/stall-log-quantities.ts';
import { type DetectionNumbers, StallDetector } from './stall-detector.ts';
import { stallMachine } from './stall-machine.ts';

export interface StallNoticeOptions {
  readonly clock: Clock;
  /** Absent: the product has no stall log. Its detector waits for an infinite volume. */
  readonly stallLog: StallLogQuantities | undefined;
  readonly law: DetectionLaw;
  readonly recoveryLaw: RecoveryLaw;
  /** Returns the number of motor steps nearest to a volume. */
  readonly stepsOf: (volumeMl: number) => number;
  readonly line: () => MotorLine;
  readonly onStall: () => void;
  readonly onRecovery: () => void;
}

/** Returns the stall detector of a product, wired to its state machine. */
export function stallNotice(options: StallNoticeOptions): StallDetector {
  const { clock, stallLog, law, recoveryLaw, stepsOf, line, onStall, onRecovery } = options;
  const actor = new MachineActor(stallMachine, clock);
  actor.start();
  return new StallDetector({
    clock,
    law: stallLog === undefined ? 'volume' : law,
    recoveryLaw: stallLog === undefined ? 'volume' : recoveryLaw,
    numbers: numbersOf(stallLog, stepsOf),
    line,
    isStalled: () => actor.snapshot.value === 'stalled',
    // Sends the event first: the consequences of a stall may ask whether the pump is stalled.
    onMissed: () => {
      actor.send({ type: 'STEPS_MISSED' });
      onStall();
    },
    onConfirmed: () => {
      actor.send({ type: 'STEPS_CONFIRMED' });
      onRecovery();
    },
  });
}

function numbersOf(stallLog: StallLogQuantities | undefined, stepsOf: (volumeMl: number) => number): DetectionNumbers {
  if (stallLog === undefined) {
    const never = Number.POSITIVE_INFINITY;
    return { detectSteps: never, recoverSteps: never, detectUs: never, recoverUs: never };
  }
  const { detectMl, recoverMl, detectMinutes, recoverMinutes } = stallLog;
  return {
    // A volume below one step takes one step.
    detectSteps: Math.max(1, stepsOf(detectMl.value)),
    recoverSteps: Math.max(1, stepsOf(recoverMl.value)),
    detectUs: wholeUs(detectMinutes.value, US_PER_MINUTE),
    recoverUs: wholeUs(recoverMinutes.value, US_PER_MINUTE),
  };
}
