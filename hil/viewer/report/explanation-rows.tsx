import type { ComponentChildren, JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { CheckView, NearEventView } from '../check-view.ts';
import { withSmallVolumes } from '../shown-number.ts';

/** Assumptions of a check that are named in full; more are folded. */
const ASSUMED_SHOWN_MAX = 3;

/** Shows why a check has its verdict: where it looked, what decided, what happened around it, what would have passed. */
export function ExplanationRows({ check }: { check: CheckView }): JSX.Element | null {
  const { explanation, place } = check;
  if (explanation === null) return null;
  const { window, decidedBy, seen, before, after, wouldPass } = explanation;
  const where = [
    ...(place === null ? [] : [`${place.file}:${place.line}:${place.column}`]),
    ...(window === null ? [] : [window]),
  ];
  return (
    <dl class="explanation">
      {where.length === 0 ? null : <Row name="looked at">{where.join(', ')}</Row>}
      {decidedBy === null ? null : <Row name="decided by">{withSmallVolumes(decidedBy)}</Row>}
      <Row name="seen">{withSmallVolumes(seen)}</Row>
      {before.length === 0 ? null : <Row name="before">{<NearEvents events={before} />}</Row>}
      {after.length === 0 ? null : <Row name="after">{<NearEvents events={after} />}</Row>}
      {wouldPass === null ? null : <Row name="would pass">{withSmallVolumes(wouldPass)}</Row>}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NearEvents({ events }: { events: readonly NearEventView[] }): JSX.Element {
  return (
    <ul class="near-events">
      {events.map(({ atUs, text }) => (
        <li key={`${atUs} ${text}`}>
          <time>{pumpTimeText(atUs)}</time> {text}
        </li>
      ))}
    </ul>
  );
}

/** Names the assumptions that a check rests on; their values are listed once for the run. */
export function CheckAssumptions({ assumed }: { assumed: readonly string[] }): JSX.Element | null {
  if (assumed.length === 0) return null;
  const names = assumed.map((text) => text.split(' = ')[0]).join(', ');
  if (assumed.length <= ASSUMED_SHOWN_MAX) return <p class="quiet">Rests on the assumed {names}.</p>;
  return (
    <details class="assumed">
      <summary>Rests on {assumed.length} assumptions</summary>
      <p class="quiet">{names}</p>
    </details>
  );
}
