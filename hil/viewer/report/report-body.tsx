import type { ComponentChildren, JSX } from 'preact';
import { LOG_ENTRIES_MAX } from '../../../firmware-sim/base/log-entry.ts';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { CheckView, VerdictName } from '../check-view.ts';
import type { FailureView } from '../run-view.ts';
import { StaticEvents, StaticLog, StaticWire } from './event-log.tsx';
import { IdentityTable } from './identity-table.tsx';
import type { ReportView } from './report-view.ts';
import { StaticLanes } from './static-lanes.tsx';
import { StudySection } from './study-section.tsx';
import { VerdictBadge } from './verdict-badge.tsx';
import { VerdictTable } from './verdict-table.tsx';

/** The whole report of a run, complete without a script. */
export function ReportBody({ view }: { view: ReportView }): JSX.Element {
  const { run, cut } = view;
  const { identity, studies, log, wire, events, lanes, invariants, remarks, assumed, disclaimer } = run;
  return (
    <main class="report">
      <Head view={view} />
      {run.failure === null ? null : <Failure failure={run.failure} />}
      {cut === null ? null : <p class="notice">This report is of a cut trace: {cut}.</p>}
      {run.checks.length === 0 ? null : (
        <Section id="checks" title="Checks">
          <VerdictTable checks={run.checks} caption={`Checks of ${identity.scenario}: ${countsText(run.checks)}`} />
        </Section>
      )}
      {invariants.length === 0 ? null : <Invariants invariants={invariants} />}
      {remarks.length === 0 ? null : (
        <Section id="remarks" title="Remarks">
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </Section>
      )}
      {studies.length === 0 ? null : (
        <Section id="studies" title="Roller studies">
          {studies.map((study, index) => (
            <StudySection key={`${index} ${study.name}`} study={study} pump={run.pump} />
          ))}
        </Section>
      )}
      {lanes.length === 0 ? null : (
        <Section id="lanes" title="Course of the run">
          <div id="lanes-view">
            <StaticLanes run={run} />
          </div>
        </Section>
      )}
      {log.length === 0 ? null : (
        <Section id="log" title="Event log of the pump">
          <Overwritten count={log.length - LOG_ENTRIES_MAX} />
          <div id="log-view">
            <StaticLog log={log} />
          </div>
        </Section>
      )}
      <Section id="events" title={`Events (${events.length})`}>
        <div id="events-view">
          <StaticEvents events={events} />
        </div>
      </Section>
      {wire.length === 0 ? null : (
        <Section id="wire" title="Wire to the rig">
          <div id="wire-view">
            <StaticWire wire={wire} />
          </div>
        </Section>
      )}
      {assumed.length === 0 ? null : <Assumptions assumed={assumed} />}
      <Section id="identity" title="Identity">
        <IdentityTable view={view} />
      </Section>
      {view.scenarioText === null ? null : (
        <Section id="scenario" title="Scenario as it was read">
          <details>
            <summary>{identity.file ?? identity.scenario}</summary>
            <pre>{view.scenarioText}</pre>
          </details>
        </Section>
      )}
      <footer>
        <p class="disclaimer">{disclaimer}</p>
      </footer>
    </main>
  );
}

function Head({ view: { run, links } }: { view: ReportView }): JSX.Element {
  const { identity, pump, verdict, failure, endUs, checks } = run;
  const rig = identity.rig === null ? '' : ` on ${identity.rig.name}`;
  return (
    <header>
      <p class="quiet">Report of a simulated run. Not from a medical device.</p>
      <h1>{identity.scenario}</h1>
      {verdict === null ? null : (
        <p class="verdict-line">
          <VerdictBadge verdict={verdict} />
          <span class="quiet"> {countsText(checks)}</span>
        </p>
      )}
      {verdict === null && failure !== null ? <p class="verdict-line">No verdict: the run ended early.</p> : null}
      {identity.says === null ? null : <p class="says">{identity.says}</p>}
      <p class="quiet">
        {pump.title} ({pump.id}){rig}, seed {identity.seed}, {pumpTimeText(endUs)} of pump time
        {identity.startedAt === null ? '' : `, run ${identity.startedAt}`}
      </p>
      {identity.firmware === null ? null : <p class="quiet">Firmware under test: {identity.firmware}</p>}
      {identity.command === null ? null : (
        <p>
          Repeat: <code>{identity.command}</code>
        </p>
      )}
      {links.length === 0 ? null : (
        <nav aria-label="Files of the run">
          {links.map(({ text, href }) => (
            <span key={href}>
              <a href={href}>{text}</a>{' '}
            </span>
          ))}
        </nav>
      )}
    </header>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Section({ id, title, children }: SectionProps): JSX.Element {
  return (
    <section id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Failure({
  failure: { whose, code, message, hint, lastLines, stderrLines },
}: {
  failure: FailureView;
}): JSX.Element {
  return (
    <section class="notice">
      <h2>The run ended early</h2>
      <p>
        {message} ({code}, {whose})
      </p>
      {hint === null ? null : <p>{hint}</p>}
      {lastLines.length === 0 ? null : <pre>{lastLines.join('\n')}</pre>}
      {stderrLines.length === 0 ? null : <pre>{stderrLines.join('\n')}</pre>}
    </section>
  );
}

/** Says how many of the entries an interrogation at the end no longer shows. */
function Overwritten({ count }: { count: number }): JSX.Element | null {
  if (count <= 0) return null;
  return (
    <p>
      The pump keeps the newest {LOG_ENTRIES_MAX} entries: an interrogation at the end shows all but the first {count}{' '}
      of these.
    </p>
  );
}

/** Invariants are folded unless one failed. */
function Invariants({ invariants }: { invariants: readonly CheckView[] }): JSX.Element {
  const hasFailed = invariants.some(({ verdict }) => verdict === 'fail');
  return (
    <Section id="invariants" title="Invariants: checks of every run">
      <details open={hasFailed}>
        <summary>{countsText(invariants)}</summary>
        <VerdictTable checks={invariants} caption="Invariants: of these only a failed one counts" />
      </details>
    </Section>
  );
}

function Assumptions({ assumed }: { assumed: readonly string[] }): JSX.Element {
  return (
    <Section id="assumptions" title={`Assumptions (${assumed.length})`}>
      <ul class="columns">
        {assumed.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}

const VERDICTS: readonly VerdictName[] = ['fail', 'not decided', 'never triggered', 'pass', 'skipped'];

/** Counts verdicts: `2 fail, 5 pass`. */
function countsText(checks: readonly CheckView[]): string {
  return VERDICTS.flatMap((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(', ');
}
