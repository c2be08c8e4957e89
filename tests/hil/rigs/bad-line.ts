import { describe, expect, test } from 'vitest';
import type { HilError } from '../../../hil/base/hil-error.ts';
import { FAULT_KINDS } from '../../../hil/faults/fault-rates.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { benchAfter, eventsOf, type RigRun } from './rig-runs.ts';

const inField = scenarioNamed('roller-study-in-field');
const RATE = 0.05;
const KINDS = FAULT_KINDS.filter((kind) => kind !== 'cut');
const everything = Object.fromEntries(KINDS.map((kind) => [kind, 0.02]));

/** A bad line costs only board time, or it ends the run. */
export function describeBadLine(rig: string, run: RigRun, seeds: readonly number[]): void {
  describe(`a bad line on the ${rig} rig`, () => {
    const cases = seeds.flatMap((seed) => [...KINDS, 'all' as const].map((kind) => ({ kind, seed })));
    test.each(cases)('with $kind changes neither fingerprint nor steps, seed $seed', async ({ kind, seed }) => {
      const clean = await benchAfter(run, { rig, seed });
      const faulty = await benchAfter(run, { rig, seed, faults: kind === 'all' ? everything : { [kind]: RATE } });
      expect(faulty.trace.fingerprint()).toBe(clean.trace.fingerprint());
      expect(faulty.board?.counterSteps).toBe(clean.board?.counterSteps);
      expect(faulty.board?.shaftSteps).toBe(clean.board?.shaftSteps);
      const faultKinds = new Set(eventsOf(faulty, 'wire.fault').map((fault) => fault.kind as string));
      expect([...faultKinds].sort()).toEqual(kind === 'all' ? expect.arrayContaining(['drop']) : [kind]);
    });

    test('changes no verdict', async () => {
      const result = await runScenario(inField, { rig, faults: everything });
      expect(result.verdict).toBe('pass');
    });

    test('that is cut during a run ends it as link', async () => {
      const failure = await benchAfter(run, { rig, faults: { cut: 0.02 } }).catch((error: HilError) => error);
      expect(failure).toMatchObject({ code: 'RIG_STOPPED_ANSWERING', fault: 'link' });
    });

    test('that is cut from the start is reported as a silent rig', async () => {
      const failure = await runScenario(inField, { rig, faults: { cut: 1 } }).catch((error: HilError) => error);
      expect(failure).toMatchObject({ code: 'RIG_SILENT', fault: 'link' });
    });
  });
}
