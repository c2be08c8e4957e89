import { nativeDigestOf } from '../../base/native-hash.ts';
import { checkStateOf, stateFolder } from '../../check/check-store.ts';
import { faultRatesText } from '../../faults/fault-rates.ts';
import { shippedInvariants } from '../../invariants/shipped.gen.ts';
import type { ReportedRun } from '../../report/html/reported-run.ts';
import { Quarantine } from '../../report/quarantine.ts';
import { failureResultOf } from '../../report/results-of.ts';
import type { Outcome } from '../../scenario/outcome.ts';
import { insensitive } from '../../scenario/run-result.ts';
import type { RunJob, RunPlan } from './one-run.ts';
import type { EndedRun } from './report-file.ts';
import type { RunEnd } from './scenario-series.ts';

/** Returns what a report says about a run that has just ended. */
export function reportedRunOf(job: RunJob, plan: RunPlan, { bench, end, startedAt, durationS }: EndedRun): ReportedRun {
  const { scenario, repeat } = job;
  const { choice, command, host, tool } = plan;
  const { product } = bench.body;
  const rig = bench.rig.identity;
  const { seed = 1, speed = 'auto', faults } = choice;
  return {
    scenario,
    product,
    pumpHash: nativeDigestOf(JSON.stringify(product)),
    ...(bench.underTest === undefined ? {} : { firmware: bench.underTest.host.firmware.identity }),
    signals: bench.trace.signals,
    records: bench.trace.records,
    ...endOf(scenario.name, end, plan),
    invariants: choice.invariants ?? shippedInvariants,
    rig,
    rigCheck: checkStateOf(rig, stateFolder(choice.stateFolder)),
    seed,
    speed,
    faults: faults === undefined ? null : faultRatesText(faults),
    tool: { version: tool?.version ?? '', commit: tool?.commit ?? null },
    startedAt,
    durationS,
    repeat: repeat ?? null,
    command,
    host,
    inputs: (scenario.files ?? []).map(({ file, hash }) => ({ file, hash })),
  };
}

type End = Pick<ReportedRun, 'result' | 'sensitivity' | 'failure' | 'quarantined'>;

function endOf(scenario: string, end: RunEnd, { quarantine }: RunPlan): End {
  if ('failure' in end) {
    return { failure: failureResultOf(end.failure), sensitivity: insensitive };
  }
  const { result, sensitivity } = end;
  if (quarantine === undefined) return { result, sensitivity };
  const listed = { label: scenario, scenario, file: '', product: null, asked: '', hash: null, tags: [] };
  const outcome: Outcome = { ...listed, kind: 'judged', result, sensitivity };
  const marked = new Quarantine(quarantine.entries, quarantine.startedAt).marked(outcome);
  if (marked.kind !== 'judged' || marked.quarantined === undefined) return { result, sensitivity };
  return { result: marked.result, sensitivity, quarantined: marked.quarantined };
}
