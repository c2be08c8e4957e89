import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../firmware-sim/base/random-stream.ts';
import { namesForModel, scenarioNamed, scenariosNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import { ownRigOf } from '../../../../hil/trainer/page/engine/engine-run.ts';
import type { AddedEntry, RunPlan, SavedSession } from '../../../../hil/trainer/page/engine/messages.ts';
import { everySo, runCount } from '../../../run-count.ts';
import { client, ran, shippedPlan } from './engine-for-tests.ts';

/** Sessions with random inputs. */
const SESSIONS = runCount({ quick: 10, long: 40 });
const engine = client();
const folder = mkdtempSync(join(tmpdir(), 'rollerloop-session-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function saved(plan: RunPlan): Promise<SavedSession> {
  const result = await engine.save(plan);
  if (result.kind !== 'saved') throw new Error(JSON.stringify(result));
  return result.session;
}

/** Reads the files of a session as the command line does. */
function readBack({ file, text, files }: SavedSession): Scenario {
  for (const one of [{ path: file, text }, ...files]) writeFileSync(join(folder, one.path), one.text);
  return scenarioNamed(join(folder, file));
}

async function fingerprintOf(session: SavedSession, seed: number): Promise<string> {
  const scenario = readBack(session);
  expect(session.command).toBe(`rollerloop run ${session.file} --rig ${ownRigOf(scenario)} --seed ${seed}`);
  const result = await runScenario(scenario, { rig: ownRigOf(scenario), seed });
  expect(result.measurements.map(({ verdict }) => verdict)).toEqual(result.measurements.map(() => 'pass'));
  return result.fingerprint;
}

const firstRuns = namesForModel().map((name) => [name, scenariosNamed(name)[0] as Scenario] as const);

describe('a saved session', () => {
  test.each(everySo(5, firstRuns))('without inputs repeats its scenario: %s', async (name, { parameters = {} }) => {
    const plan = shippedPlan(name, { set: parameters });
    const session = await saved(plan);
    expect(session.fingerprint).toBe((await ran(plan, engine)).summary.fingerprint);
    expect(await fingerprintOf(session, 1)).toBe(session.fingerprint);
  });

  test('with random inputs runs on the command line to the same fingerprint', async () => {
    const random = new RandomStream(20_240_607, 'sessions');
    let refusalCount = 0;
    for (let session = 0; session < SESSIONS; session += 1) {
      const plan = randomPlan(random);
      const result = await ran(plan, engine);
      const written = await saved(plan);
      expect(written.fingerprint).toBe(result.summary.fingerprint);
      expect(await fingerprintOf(written, plan.seed)).toBe(result.summary.fingerprint);
      refusalCount += result.summary.refusals.length;
    }
    expect(refusalCount).toBeGreaterThan(SESSIONS / 8);
  });
});

/** Entries as a page makes them: values of sliders with all their digits. */
const ACTIONS: readonly ((random: RandomStream) => AddedEntry['entry'])[] = [
  (random) => ({ field: `${(3 * random.uniform() + 1e-3).toPrecision(17)} T` }),
  (random) => ({ field: 'hand magnet', distance: `${60 * random.uniform()} mm` }),
  () => ({ field: 'off' }),
  (random) => ({ program: { mode: 'simple continuous', rate: `${30 * random.uniform()} mL/day` } }),
  () => ({ program: { mode: 'stopped' } }),
  (random) => ({ bolus: `${0.2 * random.uniform()} mL`, over: `${600 * random.uniform() + 1} s` }),
  () => ({ 'roller study': 'take' }),
  () => ({ interrogate: 'once' }),
  (random) => ({ refill: `${25 * random.uniform()} mL` }),
];

const BASES = ['roller-study', 'mri-30-min', 'flex-day', 'occlusion-slips-back', 'reservoir-low-then-empty'];

function randomPlan(random: RandomStream): RunPlan {
  const name = BASES[Math.floor(random.uniform() * BASES.length)] as string;
  let atUs = 0;
  const inputs = Array.from({ length: 1 + Math.floor(8 * random.uniform()) }, () => {
    atUs += random.uniform() * 1800e6;
    const make = ACTIONS[Math.floor(random.uniform() * ACTIONS.length)] as (typeof ACTIONS)[number];
    return { atUs, entry: make(random) };
  });
  return shippedPlan(name, { seed: 1 + Math.floor(1000 * random.uniform()), inputs, untilUs: atUs + 600e6 });
}
