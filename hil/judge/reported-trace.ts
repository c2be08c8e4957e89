import type { EventRecord, TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { faultRatesText } from '../faults/fault-rates.ts';
import { shippedInvariants } from '../invariants/shipped.gen.ts';
import type { ReportedRun } from '../report/html/reported-run.ts';
import type { FailureResult } from '../report/results.ts';
import { insensitive, type RunResult } from '../scenario/run-result.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type JudgedTrace, type JudgeTraceOptions, judgeSource } from './judge-source.ts';
import type { KeptHeader } from './kept-header.ts';
import type { TraceSource } from './trace-source.ts';

type Judged = Pick<ReportedRun, 'failure' | 'cut' | 'lawsNotTried'> & { readonly result?: RunResult };

/**
 * Reads a kept trace with all that a report shows, and judges it. A trace of a run that a failure ended gives a report of the
 * failure. `repeat` returns the command line that repeats the run. Throws `HilError` (usage) for a file that is not a trace of
 * this version or was edited.
 */
export function reportedTrace(
  source: TraceSource,
  options: JudgeTraceOptions,
  repeat: (header: KeptHeader, scenario: Scenario) => string | null,
): ReportedRun {
  const records: TraceRecord[] = [];
  let begun: { readonly header: KeptHeader; readonly scenario: Scenario } | undefined;
  const judged = judgedOrFailed(records, () =>
    judgeSource(source, {
      ...options,
      onBegin: (header, scenario) => {
        begun = { header, scenario };
      },
      onRecord: (record) => records.push(record),
    }),
  );
  if (begun === undefined) throw new Error(`${source.path} was judged without a header`);
  const { header, scenario } = begun;
  const { faults = null, command = null, host = null, scenarioFiles = [] } = header;
  return {
    scenario,
    product: header.pump,
    pumpHash: header.pumpHash,
    ...(header.firmware == null ? {} : { firmware: header.firmware }),
    signals: header.signals,
    records,
    ...judged,
    sensitivity: insensitive,
    invariants: options.invariants ?? shippedInvariants,
    rig: header.rig,
    rigCheck: header.rigCheck,
    seed: header.seed,
    speed: header.speed,
    faults: faults === null ? null : faultRatesText(faults),
    tool: header.tool,
    startedAt: header.startedAt,
    durationS: null,
    repeat: repeat(header, scenario),
    command,
    host,
    inputs: scenarioFiles.map(({ file, hash }) => ({ file, hash })),
  };
}

/** Returns the verdicts of a trace, or the failure that ended its run. Throws the error of a trace that cannot be read. */
function judgedOrFailed(records: readonly TraceRecord[], judge: () => JudgedTrace): Judged {
  try {
    const { result, cut, lawsNotTried } = judge();
    return { result, lawsNotTried, ...(cut === undefined ? {} : { cut: cut.says }) };
  } catch (error) {
    const ended = records.findLast((record) => 'e' in record && record.e === 'bench.failure') as
      | EventRecord
      | undefined;
    if (!(error instanceof HilError) || ended?.code !== error.code) throw error;
    return { failure: failureOf(error, ended) };
  }
}

/** Returns a failure in the words of the run: those of the judge speak about the trace. */
function failureOf({ code, fault, hint }: HilError, { message, stderr }: EventRecord): FailureResult {
  const stderrLines = Array.isArray(stderr) ? stderr.map(String) : [];
  return { whose: fault, code, message: String(message), hint: hint ?? null, lastLines: [], stderrLines };
}
