import { spawnSync } from 'node:child_process';
import { packagePath } from '../../hil/base/package-root.ts';
import { wallNowUs } from '../../hil/base/wall-clock.ts';
import { emulatedScenarios } from '../hil/rigs/short-scenarios.ts';
import type { Figure } from './figure.ts';
import { median } from './rounds.ts';

const MODEL_RUNS = 5;
const MODEL_MS_MAX = 2000;
const VIRTUAL_RUNS = 2;
const VIRTUAL_MS_MAX = 20_000;
const EMULATED_RUNS = 2;
const EMULATED_MS_MAX = 15_000;

/**
 * Every shipped scenario in one process, as a user starts it. Start-up, reading and the runs under other laws are
 * included.
 */
export async function measure(): Promise<readonly Figure[]> {
  const all = ['all'];
  const short = emulatedScenarios().map(({ name }) => name);
  return [
    {
      name: 'all scenarios on model, start-up included',
      figure: median(Array.from({ length: MODEL_RUNS }, () => runMs('model', all))),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: MODEL_MS_MAX },
    },
    {
      name: 'all scenarios on virtual, start-up included',
      figure: median(Array.from({ length: VIRTUAL_RUNS }, () => runMs('virtual', all))),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: VIRTUAL_MS_MAX },
    },
    {
      name: 'scenarios of at most two days on emulated, start-up included',
      figure: median(Array.from({ length: EMULATED_RUNS }, () => runMs('emulated', short))),
      unit: 'ms',
      limit: { of: 'figure', bound: 'at most', value: EMULATED_MS_MAX },
    },
  ];
}

function runMs(rig: string, names: readonly string[]): number {
  const startUs = wallNowUs();
  const ended = spawnSync(process.execPath, [
    packagePath('hil/rollerloop.cjs'),
    'run',
    ...names,
    '--rig',
    rig,
    '--json',
  ]);
  const tookMs = (wallNowUs() - startUs) / 1000;
  if (ended.status !== 0)
    throw new Error(`run ${names.join(' ')} --rig ${rig} ended with ${ended.status}: ${ended.stderr}`);
  return tookMs;
}
