import { assumedNames } from '../../firmware-sim/products/product.ts';
import { digestOf } from '../../firmware-sim/trace/digest.ts';
import { type ToolIdentity, toolIdentity } from '../base/tool-identity.ts';
import { wallDateIso } from '../base/wall-clock.ts';
import type { BenchOptions } from '../bench-options.ts';
import type { RigCheckState } from '../check/check-store.ts';
import type { OpenBench } from '../open-bench.ts';
import { mrLabelReport } from './mr-label-report.ts';
import type { Scenario } from './scenario.ts';
import { sensedRunOf } from './sensed-run.ts';
import { TRACE_SCHEMA } from './trace-version.ts';

/** Program that writes a trace. */
export interface TraceOrigin {
  /** By default git is asked, which takes some 20 ms. */
  readonly tool?: ToolIdentity;
  /**
   * Command line without the name of the program, and name of the host. Null in a trace that a program wrote through
   * the library.
   */
  readonly command?: readonly string[];
  readonly host?: string;
}

export interface TraceHeaderOptions extends BenchOptions, TraceOrigin {
  readonly rigCheck?: RigCheckState;
}

/**
 * Returns the first line of a trace. It contains the text of the scenario and every constant of the pump, so that the trace
 * can be judged again without any other file.
 */
export function traceHeader(bench: OpenBench, scenario: Scenario, options: TraceHeaderOptions) {
  const { product } = bench.body;
  const { faults, seed = 1, speed = 'auto' } = options;
  return {
    trace: 'rollerloop',
    schema: TRACE_SCHEMA,
    scenario: scenario.name,
    scenarioFile: scenario.file,
    scenarioHash: scenario.textHash,
    scenarioText: scenario.text,
    scenarioParameters: scenario.parameters ?? null,
    scenarioFiles: scenario.files ?? [],
    scenarioBuiltAt: scenario.builtAt === undefined ? null : (scenario.builtAt ?? {}),
    scenarioBuilt: scenario.text === '' ? scenario : null,
    product: product.id,
    pump: product,
    pumpHash: digestOf(JSON.stringify(product)),
    seed,
    speed,
    faults: faults ?? null,
    faultPlanHash: digestOf(JSON.stringify(faults ?? null)),
    firmware: bench.underTest?.host.firmware.identity ?? null,
    rig: bench.rig.identity,
    rigCheck: options.rigCheck ?? null,
    mrLabel: mrLabelReport(scenario, product) ?? null,
    sensedField: sensedRunOf(options) ?? null,
    timeResolutionUs: 1,
    assumed: assumedNames(product),
    tool: options.tool ?? toolIdentity(),
    command: options.command ?? null,
    host: options.host ?? null,
    attempt: 1,
    earlierFingerprints: [],
    startedAt: wallDateIso(),
    signals: bench.trace.signals,
    says: 'Simulator output, not from a medical device, not validated for your intended use.',
  };
}
