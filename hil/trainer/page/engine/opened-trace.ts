import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { HilError } from '../../../base/hil-error.ts';
import { type JudgedTrace, judgeSource } from '../../../judge/judge-source.ts';
import type { KeptHeader } from '../../../judge/kept-header.ts';
import { traceBytesSource } from '../../../judge/trace-bytes-source.ts';
import type { EngineReply, EngineRequest, RunPlan, RunSummary } from './messages.ts';

/** Records in one message. */
const BATCH_RECORDS_MAX = 5000;
/** Begin of the codes of errors for a file that is not a whole trace of this version. */
const TRACE_CODE = 'TRACE_';

type TraceRequest = Extract<EngineRequest, { readonly kind: 'trace' }>;

/**
 * Reads a kept trace as `rollerloop judge` does, and sends it as a run. A cut trace and one of a run that failed are shown up to
 * there, with the words of `judge`. Throws `HilError` for a trace of another version or with an edit; then nothing is shown.
 */
export function openTrace({ id, file, bytes }: TraceRequest, send: (reply: EngineReply) => void): void {
  const records: TraceRecord[] = [];
  const read: { header?: KeptHeader } = {};
  const judge = (): JudgedTrace =>
    judgeSource(traceBytesSource(file, bytes), {
      invariants: [],
      onBegin: (header) => {
        read.header = header;
      },
      onRecord: (record) => records.push(record),
    });
  const { judged, note } = judgedOr(judge, () => read.header !== undefined);
  const { header } = read;
  if (header === undefined) throw new Error('a trace was judged without a header');
  const endUs = judged?.result.pumpUs ?? records.at(-1)?.t ?? 0;
  const { scenario, seed, pump: product, signals } = header;
  send({ kind: 'kept', id, plan: planOf(header, endUs) });
  send({ kind: 'begun', id, facts: { scenario, says: '', seed, product, signals, entries: [], inputs: [] } });
  for (let index = 0; index < records.length; index += BATCH_RECORDS_MAX) {
    const batch = records.slice(index, index + BATCH_RECORDS_MAX);
    send({ kind: 'records', id, records: batch, toUs: batch.at(-1)?.t ?? 0 });
  }
  const summary: RunSummary = {
    fingerprint: judged?.result.fingerprint ?? '',
    endUs,
    recordCount: records.length,
    studies: judged?.result.studies ?? [],
    refusals: [],
  };
  send({ kind: 'done', id, summary: note === undefined ? summary : { ...summary, note } });
}

/** Judges a trace. A trace whose run failed has records all the same. */
function judgedOr(judge: () => JudgedTrace, hasHeader: () => boolean): { judged?: JudgedTrace; note?: string } {
  try {
    const judged = judge();
    return judged.cut === undefined ? { judged } : { judged, note: `${judged.path}: ${judged.cut.says}.` };
  } catch (error) {
    const isShown = error instanceof HilError && !error.code.startsWith(TRACE_CODE) && hasHeader();
    if (!isShown) throw error;
    return { note: error.message };
  }
}

/** Returns the plan that an action on the shown trace runs. */
function planOf(header: KeptHeader, endUs: number): RunPlan {
  const { scenarioText: text, scenarioFile, scenario, scenarioFiles = [], scenarioParameters, seed } = header;
  const files = scenarioFiles.map((file) => ({ path: file.path, text: file.text }));
  const source = { kind: 'text', text, file: scenarioFile || `${scenario}.yaml`, files } as const;
  const plan = { source, seed, inputs: [], untilUs: Math.max(1, endUs) };
  return scenarioParameters == null ? plan : { ...plan, set: scenarioParameters };
}
