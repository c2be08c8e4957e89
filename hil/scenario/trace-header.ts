import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { assumedNames } from '../../firmware-sim/products/product.ts';
import { digestOf } from '../../firmware-sim/trace/digest.ts';
import { packagePath } from '../base/package-root.ts';
import { toolVersion } from '../base/tool-version.ts';
import { wallDateIso } from '../base/wall-clock.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import type { RigCheckState } from '../check/check-store.ts';
import { mrLabelReport } from './mr-label-report.ts';
import type { Scenario } from './scenario.ts';
import { sensedRunOf } from './sensed-run.ts';

/** Id and version of the trace format. */
export const TRACE_SCHEMA = 'rollerloop/trace/2';
const GIT_MS_MAX = 2000;

export interface TraceHeaderOptions extends BenchOptions {
  readonly rigCheck?: RigCheckState;
}

/**
 * Returns the first line of a trace. It contains the text of the scenario and every constant of the pump, so that the trace
 * can be judged again without any other file.
 */
export function traceHeader(bench: Bench, scenario: Scenario, options: TraceHeaderOptions) {
  const { product } = bench.pump;
  const { faults, seed = 1, speed = 'auto' } = options;
  return {
    trace: 'rollerloop',
    schema: TRACE_SCHEMA,
    scenario: scenario.name,
    scenarioFile: scenario.file,
    scenarioHash: scenario.textHash,
    scenarioText: scenario.text,
    scenarioBuilt: scenario.text === '' ? scenario : null,
    product: product.id,
    pump: product,
    pumpHash: digestOf(JSON.stringify(product)),
    seed,
    speed,
    faults: faults ?? null,
    faultPlanHash: digestOf(JSON.stringify(faults ?? null)),
    rig: bench.rig.identity,
    rigCheck: options.rigCheck ?? null,
    mrLabel: mrLabelReport(scenario, product) ?? null,
    sensedField: sensedRunOf(options) ?? null,
    timeResolutionUs: 1,
    assumed: assumedNames(product),
    tool: { version: toolVersion(), ...commit() },
    attempt: 1,
    earlierFingerprints: [],
    startedAt: wallDateIso(),
    signals: bench.trace.signals,
    says: 'Simulator output, not from a medical device, not validated for your intended use.',
  };
}

/**
 * Returns the commit of a checkout. An installed package has none, even inside a repository of its user. Without optional
 * locks, a `git status` that is killed leaves no lock behind.
 */
function commit(): { readonly commit: string | null; readonly dirty: boolean | null } {
  if (!existsSync(packagePath('.git'))) return { commit: null, dirty: null };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...args], {
      cwd: packagePath('.'),
      encoding: 'utf8',
      timeout: GIT_MS_MAX,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return { commit: git('rev-parse', 'HEAD'), dirty: git('--no-optional-locks', 'status', '--porcelain') !== '' };
  } catch {
    return { commit: null, dirty: null };
  }
}
