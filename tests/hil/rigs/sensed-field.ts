import { beforeAll, describe, expect, test } from 'vitest';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type HandProfile, handNamed } from '../../../hil/rigs/hand-profile.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';

const S = 1_000_000;
/** An emulated minute on a machine that is busy. */
const LIVE_MS_MAX = 120_000;

interface Lived {
  readonly result: RunResult;
  readonly records: readonly TraceRecord[];
}

export async function byHand(rig: string, hand: string | HandProfile, more: RunOptions = {}): Promise<Lived> {
  const records: TraceRecord[] = [];
  const profile = typeof hand === 'string' ? handNamed(hand) : hand;
  const options = { rig, hand: profile, onRecord: (record: TraceRecord) => records.push(record), ...more };
  return { result: await runScenario(scenarioNamed('mri-by-hand'), options), records };
}

/** Pump seconds at which an event with these fields came. */
export function secondsOf({ records }: Lived, event: string, fields: object = {}): readonly number[] {
  return records
    .filter((one) => isEvent(one) && one.e === event)
    .filter((one) => Object.entries(fields).every(([key, value]) => (one as { [key: string]: unknown })[key] === value))
    .map((one) => one.t / S);
}

export const verdictsOf = ({ result }: Lived): readonly string[] => result.measurements.map((one) => one.verdict);

/** A magnet in the hand, on a rig with a simulated sensor. */
export function describeHand(rig: string): void {
  describe(`a magnet in the hand at the ${rig} rig`, () => {
    let ran: Lived;
    beforeAll(async () => {
      ran = await byHand(rig, 'once');
    }, LIVE_MS_MAX);

    test('stops the stepper, is logged after 22 s, and removed restarts pump and stepper', () => {
      expect(ran.result.verdict).toBe('pass');
      const [heldS = 0] = secondsOf(ran, 'true.rotor', { state: 'held' });
      const [freeS = 0] = secondsOf(ran, 'true.rotor', { state: 'turning' });
      expect(secondsOf(ran, 'in.field')).toEqual([heldS, freeS]);
      expect(secondsOf(ran, 'rig.stall', { mode: 'hold' })).toEqual([heldS]);
      expect(secondsOf(ran, 'rig.stall', { mode: 'none' })).toEqual([freeS]);
      const [noticedS = 0] = secondsOf(ran, 'pump.log', { entry: 'motor stall' });
      expect(noticedS - heldS).toBeGreaterThan(21);
      expect(noticedS - heldS).toBeLessThan(22.1);
      expect(secondsOf(ran, 'pump.alarm', { phase: 'raised', class: 'critical' })).toEqual([noticedS]);
      const [recoveredS = 0] = secondsOf(ran, 'pump.log', { entry: 'motor stall recovery' });
      expect(recoveredS - freeS).toBeLessThan(22.1);
      expect(secondsOf(ran, 'rig.slip')).toEqual([]);
    });

    test('shows at the encoder: the shaft stands during the hold, and turns around it', () => {
      const [heldS = 0] = secondsOf(ran, 'true.rotor', { state: 'held' });
      const [freeS = 0] = secondsOf(ran, 'true.rotor', { state: 'turning' });
      const degAt = (atS: number): number =>
        ran.records.reduce(
          (deg, one) =>
            's' in one && one.s === 'rig.shaftDeg' && one.t <= atS * S && 'v' in one ? Number(one.v) : deg,
          0,
        );
      expect(degAt(heldS)).toBeGreaterThan(10);
      expect(Math.abs(degAt(freeS - 0.5) - degAt(heldS + 0.5))).toBeLessThan(0.5);
      expect(degAt(freeS + 20) - degAt(freeS)).toBeGreaterThan(60);
    });

    test(
      'repeats its fingerprint, also from the recorded inputs without a rig',
      async () => {
        const again = await byHand(rig, 'once');
        const { repeatable, fingerprint, rigHash } = ran.result;
        expect([again.result.fingerprint, again.result.rigHash]).toEqual([fingerprint, rigHash]);
        if (repeatable === undefined) throw new Error('nothing to repeat');
        const repeated = await runScenario(repeatable, { rig: 'model' });
        expect(repeated.fingerprint).toBe(fingerprint);
      },
      LIVE_MS_MAX,
    );
  });
}
