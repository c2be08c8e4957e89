import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { Namespace } from '../../../firmware-sim/trace/signal.ts';
import type { EventView } from '../event-view.ts';
import type { Texts } from '../texts/texts.ts';
import type { TimeView } from '../time-view.ts';
import { TimedTable } from './timed-table.tsx';

export interface EventTableProps {
  readonly events: readonly EventView[];
  readonly time: TimeView;
  readonly texts: Texts;
}

const NAMESPACES: readonly Namespace[] = ['in', 'true', 'motor', 'pump', 'rig', 'wire', 'bench'];

/** Shows the events of a run; the reader chooses the sources. */
export function EventTable({ events, time, texts }: EventTableProps): JSX.Element {
  const present = useMemo(
    () => NAMESPACES.filter((one) => events.some(({ namespace }) => namespace === one)),
    [events],
  );
  const [hidden, setHidden] = useState<ReadonlySet<Namespace>>(new Set());
  const rows = useMemo(
    () =>
      rowsOf(
        events.filter(({ namespace }) => !hidden.has(namespace)),
        texts,
      ),
    [events, hidden, texts],
  );
  const toggle = (one: Namespace): void => {
    const next = new Set(hidden);
    if (!next.delete(one)) next.add(one);
    setHidden(next);
  };
  return (
    <div class="event-table">
      <fieldset class="buttons">
        <legend>{texts.events.filter}</legend>
        {present.map((one) => (
          <button key={one} type="button" aria-pressed={!hidden.has(one)} onClick={() => toggle(one)}>
            {texts.events.sources[one]}
          </button>
        ))}
      </fieldset>
      <TimedTable {...headsOf(texts)} rows={rows} none={texts.events.none} time={time} />
    </div>
  );
}

/** Shows events as a table that needs no script. */
export function EventRows({ events, texts }: Omit<EventTableProps, 'time'>): JSX.Element {
  return <TimedTable {...headsOf(texts)} rows={rowsOf(events, texts)} none={texts.events.none} time={null} />;
}

function headsOf({ events }: Texts): {
  readonly title: string;
  readonly timeHead: string;
  readonly heads: readonly string[];
} {
  return { title: events.title, timeHead: events.time, heads: [events.source, events.event] };
}

function rowsOf(events: readonly EventView[], texts: Texts): Parameters<typeof TimedTable>[0]['rows'] {
  return events.map(({ atUs, namespace, text, tone }) => ({
    atUs,
    tone,
    cells: [texts.events.sources[namespace], text],
  }));
}
