import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { HeadRow } from '../tables/head-row.tsx';
import type { MatrixLine, MatrixView } from './matrix-view.ts';
import { classOf, VerdictBadge } from './verdict-badge.tsx';

/** Returns the body of a matrix of requirements, complete without a script. */
export function matrixHtml(view: MatrixView): string {
  return render(<MatrixBody view={view} />);
}

function MatrixBody({ view }: { view: MatrixView }): JSX.Element {
  const { title, source, totals, hasVerdicts, rows, disclaimer } = view;
  const heads = ['Requirement', 'Text', 'Status', 'Checks', ...(hasVerdicts ? ['Last verdict'] : [])];
  return (
    <main class="report">
      <header>
        <p class="quiet">Matrix of requirements and checks of simulated runs. Not from a medical device.</p>
        <h1>{title}</h1>
        <p class="says">{totals}</p>
        <p class="quiet">Source: {source}</p>
      </header>
      <table class="list matrix">
        <caption>Requirements</caption>
        <HeadRow heads={heads} />
        <tbody>
          {rows.map((row) => (
            <Line key={row.id} row={row} hasVerdicts={hasVerdicts} />
          ))}
        </tbody>
      </table>
      <footer>
        <p class="disclaimer">{disclaimer}</p>
      </footer>
    </main>
  );
}

function Line({ row, hasVerdicts }: { row: MatrixLine; hasVerdicts: boolean }): JSX.Element {
  const { id, topic, text, notes, status, verdict, checks } = row;
  return (
    <tr class={verdict === null ? '' : classOf(verdict)} data-verdict={verdict ?? status}>
      <td class="head">
        <b>{id}</b>
        <p class="sentence">{topic}</p>
      </td>
      <td>
        {text}
        {notes.map((note) => (
          <p key={note} class="sentence">
            {note}
          </p>
        ))}
      </td>
      <td>{status}</td>
      <td>
        {checks.length === 0 ? null : (
          <ul class="checks">
            {checks.map((check) => (
              <li key={`${check.place} ${check.text}`}>
                {check.verdict === null ? null : (
                  <>
                    <VerdictBadge verdict={check.verdict} />{' '}
                  </>
                )}
                {check.text} <small>{check.place}</small>
              </li>
            ))}
          </ul>
        )}
      </td>
      {hasVerdicts ? <td>{verdict === null ? 'none' : <VerdictBadge verdict={verdict} />}</td> : null}
    </tr>
  );
}
