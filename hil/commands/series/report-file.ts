import { join } from 'node:path';
import type { Bench } from '../../bench.ts';
import { type OutputName, writeOutput } from '../../files/output-file.ts';
import type { RunJob, RunPlan } from './one-run.ts';
import type { RunEnd } from './scenario-series.ts';

const IN_FOLDER: OutputName = { option: '--out', code: 'OUT_UNWRITABLE' };
const NAMED: OutputName = { option: '--html', code: 'HTML_UNWRITABLE' };

/** A run that has ended, with its bench. */
export interface EndedRun {
  readonly bench: Bench;
  readonly end: RunEnd;
  readonly startedAt: string;
  readonly durationS: number;
}

/**
 * Writes the report of a run to the files that the plan asks for. Returns the name of the one in the folder of `--out`;
 * undefined without one. Throws `HilError` for a file that cannot be written.
 */
export async function writeReports(job: RunJob, plan: RunPlan, ended: EndedRun): Promise<string | undefined> {
  const { out, htmlFile } = plan;
  const inFolder = out === undefined || !isReported(out.reports, ended.end) ? undefined : job.files;
  if (inFolder === undefined && htmlFile === undefined) return undefined;
  const [{ reportedRunOf }, { reportViewOf }, { reportPage }] = await Promise.all([
    import('./reported-run-of.ts'),
    import('../../report/html/report-view-of.ts'),
    import('../../report/html/report-pages.ts'),
  ]);
  const run = reportedRunOf(job, plan, ended);
  const view = reportViewOf(run);
  if (htmlFile !== undefined) writeOutput(htmlFile, NAMED, await reportPage(view));
  if (inFolder === undefined || out === undefined) return undefined;
  const links = [
    { text: 'All runs of this call', href: 'index.html' },
    { text: 'Trace', href: inFolder.trace },
    { text: 'Signals as CSV', href: inFolder.csv },
  ];
  writeOutput(join(out.folder, inFolder.html), IN_FOLDER, await reportPage({ ...view, links }));
  return inFolder.html;
}

/** A campaign writes reports only of runs that did not pass. */
function isReported(reports: NonNullable<RunPlan['out']>['reports'], end: RunEnd): boolean {
  return reports === 'all' || (reports === 'not passed' && ('failure' in end || end.result.verdict !== 'pass'));
}
