import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { HeadRow } from '../tables/head-row.tsx';
import type { IndexRow, IndexView } from './index-view.ts';
import { classOf, VerdictBadge } from './verdict-badge.tsx';

/** Returns the body of an index over runs, complete without a script. */
export function indexHtml(view: IndexView): string {
  return render(<IndexBody view={view} />);
}

function IndexBody({ view }: { view: IndexView }): JSX.Element {
  const { title, totals, facts, rows, links, notes, disclaimer } = view;
  return (
    <main class="report">
      <header>
        <p class="quiet">Index of simulated runs. Not from a medical device.</p>
        <h1>{title}</h1>
        {totals.map((text) => (
          <p key={text} class="says">
            {text}
          </p>
        ))}
        {links.length === 0 ? null : (
          <nav aria-label="Files of the call">
            {links.map(({ text, href }) => (
              <a key={href} href={href}>
                {text}
              </a>
            ))}
          </nav>
        )}
      </header>
      {notes.map((note) => (
        <p key={note} class="notice">
          {note}
        </p>
      ))}
      <RunTable rows={rows} />
      <section>
        <h2>Identity</h2>
        <dl class="identity">
          {facts.map(({ name, text, isCode }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{isCode ? <code>{text}</code> : text}</dd>
            </div>
          ))}
        </dl>
      </section>
      <footer>
        <p class="disclaimer">{disclaimer}</p>
      </footer>
    </main>
  );
}

const HEADS = ['Verdict', 'Run', 'Pump', 'Rig', 'Seed', 'Pump time', 'Checks'];

function RunTable({ rows }: { rows: readonly IndexRow[] }): JSX.Element {
  const hasFiles = rows.some(({ files }) => files.length > 0);
  return (
    <table class="list">
      <caption>Runs</caption>
      <HeadRow heads={hasFiles ? [...HEADS, 'Files'] : HEADS} />
      <tbody>
        {rows.map((row) => (
          <Run key={row.label} row={row} hasFiles={hasFiles} />
        ))}
      </tbody>
    </table>
  );
}

function Run({ row, hasFiles }: { row: IndexRow; hasFiles: boolean }): JSX.Element {
  const { label, report, says, verdict, why, pump, rig, seed, pumpUs, checkCount, files } = row;
  return (
    <tr class={classOf(verdict)} data-verdict={verdict}>
      <td>
        <VerdictBadge verdict={verdict} />
      </td>
      <td class="head">
        <b>{report === null ? label : <a href={report}>{label}</a>}</b>
        {says === null ? null : <p class="sentence">{says}</p>}
        {why === null ? null : <p class="reason">{why}</p>}
      </td>
      <td>{pump}</td>
      <td>{rig}</td>
      <td>{seed}</td>
      <td data-key={pumpUs}>{pumpUs === null ? null : pumpTimeText(pumpUs)}</td>
      <td>{checkCount}</td>
      {hasFiles && (
        <td>
          {files.map(({ text, href }) => (
            <>
              <a href={href}>{text}</a>{' '}
            </>
          ))}
        </td>
      )}
    </tr>
  );
}
