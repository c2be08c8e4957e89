import { describe, expect, test } from 'vitest';
import { type MotorLine, stepsAt } from '../../../../firmware-sim/base/motor-line.ts';
import type { DetectionLaw, RecoveryLaw } from '../../../../firmware-sim/base/therapy.ts';
import { lane, VirtualClock } from '../../../../firmware-sim/base/virtual-clock.ts';
import { StallDetector } from '../../../../firmware-sim/firmware/stall/stall-detector.ts';

const STEP_US = 1_000_000;
const numbers = { detectSteps: 48, recoverSteps: 30, detectUs: 60 * STEP_US, recoverUs: 90 * STEP_US };

/** A detector on a motor that steps once a second; the test makes its slip statements. */
function watching(law: DetectionLaw = 'volume', recoveryLaw: RecoveryLaw = 'volume') {
  const clock = new VirtualClock();
  let line: MotorLine = { anchorUs: 0, anchorSteps: 0, periodUs: { numerator: STEP_US, denominator: 1 } };
  const noticed: string[] = [];
  const note = (what: string) => (): void => void noticed.push(`${what} at ${stepsAt(line, clock.nowUs())}`);
  const detector = new StallDetector({
    clock,
    law,
    recoveryLaw,
    numbers,
    line: () => line,
    isStalled: () => noticed.at(-1)?.startsWith('stall') === true,
    onMissed: note('stall'),
    onConfirmed: note('recovery'),
  });
  return {
    clock,
    detector,
    noticed,
    toSteps: (steps: number): void => clock.advanceTo(line.anchorUs + (steps - line.anchorSteps) * STEP_US),
    says: (atSteps: number, follows: boolean): void => detector.onShaft({ atUs: clock.nowUs(), atSteps, follows }),
    setPeriod: (periodUs: number | undefined): void => {
      const anchor = { anchorUs: clock.nowUs(), anchorSteps: stepsAt(line, clock.nowUs()) };
      line = periodUs === undefined ? anchor : { ...anchor, periodUs: { numerator: periodUs, denominator: 1 } };
      detector.reschedule();
    },
  };
}

describe('a stall detector', () => {
  test('logs a stall at the 48th missed step, and a recovery at the 30th followed step', () => {
    const { toSteps, says, noticed, detector } = watching();
    toSteps(100);
    says(100, false);
    toSteps(147);
    expect(noticed).toEqual([]);
    toSteps(200);
    expect(noticed).toEqual(['stall at 148']);
    expect(detector.stalled).toBe(true);
    says(200, true);
    toSteps(229);
    expect(detector.stalled).toBe(true);
    toSteps(300);
    expect(noticed).toEqual(['stall at 148', 'recovery at 230']);
  });

  test('notices a stall at the 48th missed step, also if a lost turn ends at that step', () => {
    const { clock, toSteps, says, noticed } = watching();
    says(0, false);
    toSteps(47);
    clock.lane(lane.motorStep).at(48 * STEP_US, () => says(48, true));
    toSteps(48);
    expect(noticed).toEqual(['stall at 48']);
  });

  test('notices no stall if the 48th step is followed', () => {
    const { clock, toSteps, says, noticed } = watching();
    says(0, false);
    clock.lane(lane.motorStep).at(48 * STEP_US, () => says(47, true));
    toSteps(200);
    expect(noticed).toEqual([]);
  });

  test('notices no recovery if the last step is missed', () => {
    const { clock, toSteps, says, noticed } = watching();
    says(0, false);
    toSteps(48);
    says(48, true);
    clock.lane(lane.motorStep).at(78 * STEP_US, () => says(77, false));
    toSteps(200);
    expect(noticed).toEqual(['stall at 48']);
  });

  test('one step confirmed in between zeroes the count of missed steps', () => {
    const { toSteps, says, noticed } = watching();
    says(0, false);
    toSteps(40);
    says(40, true);
    toSteps(41);
    says(41, false);
    toSteps(88);
    expect(noticed).toEqual([]);
    toSteps(100);
    expect(noticed).toEqual(['stall at 89']);
  });

  test('with no step confirmed in between the missed steps add up', () => {
    const { toSteps, says, noticed } = watching();
    toSteps(10);
    says(10, false);
    toSteps(50);
    says(50, true);
    says(50, false);
    toSteps(100);
    expect(noticed).toEqual(['stall at 58']);
  });

  test('moves its count to a later last confirmed step of a rig, never to an earlier one', () => {
    const { toSteps, says, noticed } = watching();
    toSteps(40);
    says(20, false);
    says(30, false);
    says(25, false);
    toSteps(200);
    expect(noticed).toEqual(['stall at 78']);
  });

  test('logs at once a stall that a late slip statement proves', () => {
    const { clock, toSteps, says, noticed } = watching();
    toSteps(100);
    says(20, false);
    expect(noticed).toEqual([]);
    clock.advanceTo(clock.nowUs());
    expect(noticed).toEqual(['stall at 100']);
  });

  test('is not delayed in recovery by a second statement that the rotor follows', () => {
    const { toSteps, says, noticed } = watching();
    says(0, false);
    toSteps(60);
    says(60, true);
    toSteps(80);
    says(80, true);
    toSteps(200);
    expect(noticed).toEqual(['stall at 48', 'recovery at 90']);
  });

  test('restarts recovery after a missed step', () => {
    const { toSteps, says, noticed } = watching();
    says(0, false);
    toSteps(60);
    says(60, true);
    toSteps(89);
    says(89, false);
    toSteps(95);
    says(95, true);
    toSteps(124);
    expect(noticed).toEqual(['stall at 48']);
    toSteps(125);
    expect(noticed).toEqual(['stall at 48', 'recovery at 125']);
  });

  test('counts steps: a rate change or a stop keeps the count', () => {
    const { clock, says, noticed, setPeriod } = watching();
    says(0, false);
    clock.advanceTo(24 * STEP_US);
    setPeriod(10 * STEP_US);
    clock.advanceTo(clock.nowUs() + 120 * STEP_US);
    setPeriod(undefined);
    clock.advanceTo(clock.nowUs() + 1e12);
    expect(noticed).toEqual([]);
    setPeriod(STEP_US);
    clock.advanceTo(clock.nowUs() + 12 * STEP_US - 1);
    expect(noticed).toEqual([]);
    clock.advanceTo(clock.nowUs() + 1);
    expect(noticed).toEqual(['stall at 48']);
  });

  test('names the commanded step at which the next statement can decide', () => {
    const { toSteps, says, detector } = watching();
    toSteps(10);
    expect(detector.decideAtSteps()).toBe(58);
    says(10, false);
    toSteps(40);
    expect(detector.decideAtSteps()).toBe(58);
    toSteps(70);
    expect(detector.decideAtSteps()).toBe(100);
    says(70, true);
    toSteps(80);
    expect(detector.decideAtSteps()).toBe(100);
    toSteps(110);
    expect(detector.decideAtSteps()).toBe(158);
  });

  test('leaves no alarm on the clock when nothing is to be decided', () => {
    const { clock, toSteps, says } = watching();
    expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
    says(0, false);
    expect(clock.nextDueUs()).toBe(48 * STEP_US);
    toSteps(5);
    says(5, true);
    expect(clock.nextDueUs()).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    ['volume', 230],
    ['time', 291],
    ['eitherLater', 291],
  ] as const)('notices a recovery by the law %s of recovery, whatever the law of detection', (recoveryLaw, atStep) => {
    for (const law of ['volume', 'time', 'eitherLater'] as const) {
      const { toSteps, says, noticed } = watching(law, recoveryLaw);
      says(0, false);
      toSteps(200);
      says(200, true);
      toSteps(400);
      expect(noticed[1]).toBe(`recovery at ${atStep}`);
    }
  });

  test('recovers by volume if a slow motor makes volume the later of the two laws', () => {
    const { clock, toSteps, says, noticed, setPeriod } = watching('volume', 'eitherLater');
    says(0, false);
    toSteps(60);
    setPeriod(10 * STEP_US);
    says(60, true);
    clock.advanceTo(60 * STEP_US + 299 * STEP_US);
    expect(noticed).toEqual(['stall at 48']);
    clock.advanceTo(60 * STEP_US + 300 * STEP_US);
    expect(noticed).toEqual(['stall at 48', 'recovery at 90']);
  });

  test('by time clears confirmed time at one missed step, and a stop keeps it', () => {
    const { clock, toSteps, says, noticed, setPeriod } = watching('volume', 'time');
    says(0, false);
    toSteps(60);
    says(60, true);
    toSteps(150);
    says(150, false);
    says(150, true);
    toSteps(200);
    setPeriod(undefined);
    clock.advanceTo(clock.nowUs() + 1e12);
    expect(noticed).toEqual(['stall at 48']);
    setPeriod(STEP_US);
    clock.advanceTo(clock.nowUs() + 41 * STEP_US - 1);
    expect(noticed).toEqual(['stall at 48']);
    clock.advanceTo(clock.nowUs() + 1);
    expect(noticed).toEqual(['stall at 48', 'recovery at 241']);
  });

  test.each([
    ['volume', 30],
    ['time', 10],
    ['eitherLater', 30],
  ] as const)('by the recovery law %s a slow motor is checked after %d confirmed steps', (recoveryLaw, steps) => {
    const { toSteps, says, detector, setPeriod } = watching('volume', recoveryLaw);
    says(0, false);
    toSteps(60);
    setPeriod(10 * STEP_US);
    says(60, true);
    expect(detector.decideAtSteps()).toBe(60 + steps);
  });
});
