import { counted } from '../base/counted.ts';
import { shownNumber } from '../viewer/shown-number.ts';
import type { CoveringCheck, Matrix, MatrixRow, MatrixTotals } from './matrix.ts';

/** Paints a word; returns it unchanged for plain text. */
export type Paint = (word: string, text?: string) => string;

/** Returns one line for a check: verdict, scenario, name and margin. */
export function checkText({ scenario, check, last }: CoveringCheck): string {
  return `${scenario}: ${check}${last === null ? '' : marginText(last)}`;
}

function marginText({ margin, unit }: NonNullable<CoveringCheck['last']>): string {
  return margin === null ? '' : ` (margin ${shownNumber(margin, unit)})`;
}

/**
 * Returns the sentences below a requirement: its reading for these pumps, why it does not apply, why no check covers
 * it.
 */
export function notesOf({ requirement }: MatrixRow): readonly string[] {
  const { reading, reason, uncovered } = requirement;
  return [reading, reason, uncovered].filter((note) => note !== undefined);
}

/** Returns the totals as sentences. */
export function totalsText(totals: MatrixTotals, hasResults: boolean): string {
  const { requirementCount, applicableCount, coveredCount, checkCount, scenarioCount, verdicts } = totals;
  const coverage = `${counted(requirementCount, 'requirement')}: ${applicableCount} ${applicableCount === 1 ? 'applies' : 'apply'}, ${coveredCount} of them covered by ${counted(checkCount, 'check')} in ${counted(scenarioCount, 'scenario')}.`;
  if (!hasResults) return coverage;
  const counts = Object.entries(verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict === 'none' ? 'without a result' : verdict}`);
  return `${coverage} Last verdicts: ${counts.length === 0 ? 'none' : counts.join(', ')}.`;
}

/** Returns the matrix as text: a line for each requirement, its notes, and a line for each check. */
export function matrixText(matrix: Matrix, hasResults: boolean, paint: Paint): string {
  const widest = Math.max(...matrix.rows.map(({ requirement }) => requirement.id.length));
  const lines = matrix.rows.flatMap((row) => [
    `${row.requirement.id.padEnd(widest)}  ${paint(row.verdict ?? row.status)}  ${row.requirement.text}`,
    ...notesOf(row).map((note) => `    ${paint('note', note)}`),
    ...row.checks.map((one) => `    ${one.last === null ? '' : `${paint(one.last.verdict)}  `}${checkText(one)}`),
  ]);
  return [...lines, totalsText(matrix.totals, hasResults)].join('\n');
}

/** Returns the matrix as a Markdown document for a job page or a file of evidence. */
export function matrixMarkdown({ set, rows, totals }: Matrix, hasResults: boolean): string {
  const head = hasResults
    ? ['| requirement | text | status | checks | last verdict |', '| --- | --- | --- | --- | --- |']
    : ['| requirement | text | status | checks |', '| --- | --- | --- | --- |'];
  const lines = rows.map((row) => {
    const { id, text } = row.requirement;
    const said = [text, ...notesOf(row).map((note) => `_${cell(note)}_`)].map((one, i) => (i === 0 ? cell(one) : one));
    const checks = row.checks.map((one) =>
      cell(`${one.last === null ? '' : `${one.last.verdict}: `}${checkText(one)}`),
    );
    const cells = [cell(id), said.join('<br>'), row.status, checks.join('<br>')];
    return `| ${[...cells, ...(hasResults ? [row.verdict ?? ''] : [])].join(' | ')} |`;
  });
  return [`# ${set.title}`, '', totalsText(totals, hasResults), '', ...head, ...lines, ''].join('\n');
}

/** Returns text for a cell of a table, with bars and markup escaped. */
function cell(text: string): string {
  return text.replace(/[\\|`*_[\]<>]/g, (letter) =>
    letter === '<' ? '&lt;' : letter === '>' ? '&gt;' : `\\${letter}`,
  );
}
