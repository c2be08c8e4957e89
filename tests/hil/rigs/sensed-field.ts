import { beforeAll, describe, expect, test } from 'vitest';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { handNamed } from '../../../hil/rigs/hand-file.ts';
import type { HandProfile } from '../../../hil/rigs/hand-profile.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import { type RunOptions, runScenario } from '../../../hil/scenario/run-scenario.ts';

const S = 1_000_000;
/** Time for an emulated minute on a machine under load. */
const LIVE_MS_MAX = 120_000;

interface SensedRun {
  readonly result: RunResult;
  readonly records: readonly TraceRecord[];
}

export async function byHand(rig: string, hand: string | HandProfile, more: RunOptions = {}): Promise<SensedRun> {
  const records: TraceRecord[] = [];
  const profile = typeof hand === 'string' ? handNamed(hand) : hand;
  const options = { rig, hand: profile, onRecord: (record: TraceRecord) => records.push(record), ...more };
  return { result: await runScenario(scenarioNamed('mri-by-hand'), options), records };
}

/** Pump seconds at which an event with these fields occurred. */
export function secondsOf({ records }: SensedRun, event: string, fields: object = {}): readonly number[] {
  return records
    .filter((one) => isEvent(one) && one.e === event)
    .filter((one) => Object.entries(fields).every(([key, value]) => (one as { [key: string]: unknown })[key] === value))
    .map((one) => one.t / S);
}

export const verdictsOf = ({ result }: SensedRun): readonly string[] => result.measurements.map((one) => one.verdict);

/** A magnet in the hand, on a rig with a simulated sensor. */
export function describeHand(rig: string): void {
  describe(`a magnet in the hand at the ${rig} rig`, () => {
    let run: SensedRun;
    beforeAll(async () => {
      run = await byHand(rig, 'once');
    }, LIVE_MS_MAX);

    test('stops the stepper, is logged after 22 s, and removed restarts pump and stepper', () => {
      expect(run.result.verdict).toBe('pass');
      const [heldS = 0] = secondsOf(run, 'true.rotor', { state: 'held' });
      const [freeS = 0] = secondsOf(run, 'true.rotor', { state: 'turning' });
      expect(secondsOf(run, 'in.field')).toEqual([heldS, freeS]);
      expect(secondsOf(run, 'rig.stall', { mode: 'hold' })).toEqual([heldS]);
      expect(secondsOf(run, 'rig.stall', { mode: 'none' })).toEqual([freeS]);
      const [noticedS = 0] = secondsOf(run, 'pump.log', { entry: 'motor stall' });
      expect(noticedS - heldS).toBeGreaterThan(21);
      expect(noticedS - heldS).toBeLessThan(22.1);
      expect(secondsOf(run, 'pump.alarm', { phase: 'raised', class: 'critical' })).toEqual([noticedS]);
      const [recoveredS = 0] = secondsOf(run, 'pump.log', { entry: 'motor stall recovery' });
      expect(recoveredS - freeS).toBeLessThan(22.1);
      expect(secondsOf(run, 'rig.slip')).toEqual([]);
    });

    test('shows at the encoder: the shaft stands during the hold, and turns around it', () => {
      const [heldS = 0] = secondsOf(run, 'true.rotor', { state: 'held' });
      const [freeS = 0] = secondsOf(run, 'true.rotor', { state: 'turning' });
      const degAt = (atS: number): number =>
        run.records.reduce(
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
        const { repeatable, fingerprint, rigHash } = run.result;
        expect([again.result.fingerprint, again.result.rigHash]).toEqual([fingerprint, rigHash]);
        if (repeatable === undefined) throw new Error('nothing to repeat');
        const repeated = await runScenario(repeatable, { rig: 'model' });
        expect(repeated.fingerprint).toBe(fingerprint);
      },
      LIVE_MS_MAX,
    );
  });
}
