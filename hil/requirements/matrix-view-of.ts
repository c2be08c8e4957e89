import { DISCLAIMER } from '../scenario/run-result.ts';
import type { MatrixView } from '../viewer/report/matrix-view.ts';
import type { Matrix, MatrixRow } from './matrix.ts';
import { checkText, notesOf, totalsText } from './matrix-text.ts';

/** Returns what the page of a matrix shows. */
export function matrixViewOf({ set, rows, totals }: Matrix, hasVerdicts: boolean): MatrixView {
  return {
    title: set.title,
    source: set.source,
    totals: totalsText(totals, hasVerdicts),
    hasVerdicts,
    rows: rows.map(lineOf),
    disclaimer: DISCLAIMER,
  };
}

function lineOf(row: MatrixRow): MatrixView['rows'][number] {
  const { requirement, status, verdict, checks } = row;
  const { id, topic, text } = requirement;
  return {
    id,
    topic,
    text,
    notes: notesOf(row),
    status,
    verdict,
    checks: checks.map((check) => ({
      text: checkText(check),
      place: `${check.file}:${check.line}`,
      verdict: check.last?.verdict ?? null,
    })),
  };
}
