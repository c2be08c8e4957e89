import type { Bench } from '../../../../hil/bench.ts';
import { shippedInvariants } from '../../../../hil/invariants/shipped.gen.ts';
import { reportViewOf } from '../../../../hil/report/html/report-view-of.ts';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { insensitive } from '../../../../hil/scenario/run-result.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import type { Scenario } from '../../../../hil/scenario/scenario.ts';
import type { IndexRow, IndexView } from '../../../../hil/viewer/report/index-view.ts';
import type { ReportView } from '../../../../hil/viewer/report/report-view.ts';

/** Runs a shipped scenario on the model and returns what its report shows. */
export function reportOf(name: string): Promise<ReportView> {
  return reportOfScenario(scenarioNamed(name));
}

/** Runs a scenario on the model and returns what its report shows. */
async function reportOfScenario(scenario: Scenario): Promise<ReportView> {
  let bench: Bench | undefined;
  const result = await runScenario(scenario, {
    rig: 'model',
    onBench: (opened) => {
      bench = opened;
    },
  });
  if (bench === undefined) throw new Error('the run has opened no bench');
  return reportViewOf({
    scenario,
    product: bench.pump.product,
    pumpHash: result.pumpHash,
    signals: bench.trace.signals,
    records: bench.trace.records,
    result,
    sensitivity: insensitive,
    invariants: shippedInvariants,
    rig: result.rig,
    rigCheck: result.rigCheck,
    seed: 1,
    speed: 'auto',
    faults: null,
    tool: { version: '0.1.0', commit: null },
    startedAt: '2026-01-01T00:00:00.000Z',
    durationS: 0.1,
    repeat: `rollerloop run ${scenario.name}`,
    command: ['run', scenario.name],
    host: 'bench-1',
    inputs: [],
  });
}

/** Returns an index over this many runs, of which each tenth failed. */
export function indexOfRuns(count: number): IndexView {
  const rows = Array.from({ length: count }, (_, index): IndexRow => {
    const hasFailed = index % 10 === 0;
    return {
      label: `mri-30-min (run ${index})`,
      report: hasFailed ? `mri-30-min-${index}.html` : null,
      says: index === 0 ? 'A 30-minute scan stops the rotor.' : null,
      verdict: hasFailed ? 'fail' : 'pass',
      why: hasFailed ? 'fail: stall noticed' : null,
      pump: 'synchromed-ii',
      rig: 'model',
      seed: index,
      pumpUs: 10_800_000_000,
      checkCount: 7,
      files: [
        { text: 'trace', href: `mri-30-min-${index}.trace.ndjson` },
        { text: 'CSV', href: `mri-30-min-${index}.csv` },
      ],
    };
  });
  const totals = [`${count} runs`];
  return { title: 'A campaign', totals, facts: [], rows, links: [], notes: [], disclaimer: 'Not a medical device.' };
}
