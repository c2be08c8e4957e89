import { type OptionNames, refuseUnknownOptions } from '../base/call-options.ts';
import { type JudgedTrace, type JudgeTraceOptions, judgeSource } from './judge-source.ts';
import { traceFileSource } from './trace-file-source.ts';

export type { JudgedTrace, JudgeTraceOptions, ScenarioOfTrace } from './judge-source.ts';

const optionNames: OptionNames<JudgeTraceOptions> = {
  scenario: true,
  invariants: true,
  onBegin: true,
  onRecord: true,
};

/**
 * Judges the kept trace in a file without a pump. The verdicts equal those of the run. Throws the `HilError` that ended the run.
 * Throws `HilError` (usage) for a file that is not a trace of this version or was edited.
 */
export function judgeTrace(path: string, options: JudgeTraceOptions = {}): JudgedTrace {
  refuseUnknownOptions('judgeTrace', options, optionNames);
  return judgeSource(traceFileSource(path), options);
}
