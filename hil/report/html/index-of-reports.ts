import { DISCLAIMER } from '../../scenario/run-result.ts';
import type { IndexRow, IndexView } from '../../viewer/report/index-view.ts';
import type { RunView } from '../../viewer/run-view.ts';
import { firstNamed } from './first-named.ts';

/** A report of a kept trace, and the file that it is in. */
export interface WrittenReport {
  readonly run: RunView;
  readonly file: string;
  readonly trace: string;
  readonly cut: string | null;
}

/** Returns the index over reports of kept traces. `unread` says which traces have none, and `facts` identify the call. */
export function indexOfReports(
  reports: readonly WrittenReport[],
  unread: readonly string[],
  facts: IndexView['facts'],
): IndexView {
  return {
    title: `Rollerloop: reports of ${reports.length} kept traces`,
    totals: reports.length === 0 ? [] : [countsText(reports.map(({ run }) => run.verdict ?? 'no verdict'))],
    facts,
    rows: reports.map(rowOf),
    links: [],
    notes: unread,
    disclaimer: DISCLAIMER,
  };
}

function rowOf({ run, file, trace, cut }: WrittenReport): IndexRow {
  const { identity, verdict, failure, pump, endUs, checks } = run;
  const open = checks.filter((check) => check.verdict !== 'pass').map((check) => `${check.verdict}: ${check.name}`);
  const why = [...(cut === null ? [] : [cut]), ...(failure === null ? [] : [failure.message]), ...open];
  return {
    label: `${identity.scenario} (${trace})`,
    report: encodeURIComponent(file),
    says: identity.says,
    verdict: verdict ?? 'not decided',
    why: why.length === 0 ? null : firstNamed(why),
    pump: pump.id,
    rig: identity.rig?.name ?? null,
    seed: identity.seed,
    pumpUs: endUs,
    checkCount: checks.length,
    files: [],
  };
}

function countsText(verdicts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}
