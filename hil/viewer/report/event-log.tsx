import type { JSX } from 'preact';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { EventView, LogLineView, WireLineView } from '../event-view.ts';

/** Events that stand in the page; the script shows all of them, and the trace has them too. */
const EVENTS_MAX = 500;

/** Lists the events of a run. Of many it lists those that harm delivery, then the first. */
export function EventLog({ events }: { events: readonly EventView[] }): JSX.Element {
  const shown = shownEvents(events);
  return (
    <>
      {shown.length === events.length ? null : (
        <p class="static-only">
          {shown.length} of {events.length} events: those that harm or restore delivery, and the first. The trace has
          all of them.
        </p>
      )}
      <table class="events">
        <thead>
          <tr>
            <th scope="col">Pump time</th>
            <th scope="col">Source</th>
            <th scope="col">Event</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ atUs, namespace, text, tone }, index) => (
            <tr key={`${index} ${atUs}`} class={`is-${tone} of-${namespace}`}>
              <td>{pumpTimeText(atUs)}</td>
              <td>{namespace}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function shownEvents(events: readonly EventView[]): readonly EventView[] {
  if (events.length <= EVENTS_MAX) return events;
  let left = EVENTS_MAX;
  const chosen = new Set<EventView>();
  for (const wanted of [(one: EventView) => one.tone !== 'plain', () => true]) {
    for (const event of events) {
      if (left === 0) break;
      if (!wanted(event) || chosen.has(event)) continue;
      chosen.add(event);
      left -= 1;
    }
  }
  return events.filter((event) => chosen.has(event));
}

/** Lists the entries of the pump's own event log. */
export function PumpLog({ log }: { log: readonly LogLineView[] }): JSX.Element {
  const shown = log.slice(0, EVENTS_MAX);
  return (
    <>
      {shown.length === log.length ? null : (
        <p>
          The first {shown.length} of {log.length} entries.
        </p>
      )}
      <table class="events">
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Pump time</th>
            <th scope="col">The pump's stamp</th>
            <th scope="col">Entry</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ number, atUs, stamp, entry }) => (
            <tr key={`${number} ${atUs}`}>
              <td>{number}</td>
              <td>{pumpTimeText(atUs)}</td>
              <td>{stamp ?? 'none'}</td>
              <td>{entry}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Lists what the trace tells about the line to the rig. */
export function WireLog({ wire }: { wire: readonly WireLineView[] }): JSX.Element {
  return (
    <table class="events">
      <thead>
        <tr>
          <th scope="col">Pump time</th>
          <th scope="col">Board time</th>
          <th scope="col">Line</th>
        </tr>
      </thead>
      <tbody>
        {wire.slice(0, EVENTS_MAX).map(({ atUs, boardUs, direction, text, isFault }, index) => (
          <tr key={`${index} ${atUs}`} class={isFault ? 'is-bad' : ''}>
            <td>{pumpTimeText(atUs)}</td>
            <td>{boardUs === null ? '' : `${(boardUs / 1e6).toFixed(3)} s`}</td>
            <td>
              {direction === 'event' ? '' : `${direction}: `}
              {text}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
