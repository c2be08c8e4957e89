import type { JSX } from 'preact';
import type { EventView, LogLineView, WireLineView } from '../event-view.ts';
import { EventRows } from '../tables/event-table.tsx';
import { PumpLog } from '../tables/pump-log.tsx';
import { WireLines } from '../tables/wire-lines.tsx';
import { en } from '../texts/en.ts';

/** Most rows of a table in the page without a script. The script shows all rows, and the trace has them too. */
const ROWS_MAX = 500;

/** Lists the events of a run. Of many it lists those that harm delivery, then the first. */
export function StaticEvents({ events }: { events: readonly EventView[] }): JSX.Element {
  const shown = firstOf(events, ({ tone }) => tone !== 'plain');
  return (
    <>
      <Note shown={shown} all={events} what="events: those that harm or restore delivery, and the first" />
      <EventRows events={shown} texts={en} />
    </>
  );
}

/** Lists the entries of the pump's own event log. */
export function StaticLog({ log }: { log: readonly LogLineView[] }): JSX.Element {
  const shown = firstOf(log, () => false);
  return (
    <>
      <Note shown={shown} all={log} what="entries: the first" />
      <PumpLog log={shown} texts={en} time={null} />
    </>
  );
}

/** Lists what the trace tells about the wire to the rig. Of many lines it lists the faults, then the first. */
export function StaticWire({ wire }: { wire: readonly WireLineView[] }): JSX.Element {
  const shown = firstOf(wire, ({ isFault }) => isFault);
  return (
    <>
      <Note shown={shown} all={wire} what="lines: the faults, and the first" />
      <WireLines wire={shown} texts={en} time={null} />
    </>
  );
}

interface NoteProps {
  readonly shown: readonly unknown[];
  readonly all: readonly unknown[];
  readonly what: string;
}

/** Says how many rows of a table are left out. */
function Note({ shown, all, what }: NoteProps): JSX.Element | null {
  if (shown.length === all.length) return null;
  return (
    <p class="static-note">
      {shown.length} of {all.length} {what}. The trace has all of them.
    </p>
  );
}

/** Returns at most `ROWS_MAX` rows in their order: first the preferred ones, then the earliest. */
function firstOf<Row>(rows: readonly Row[], isPreferred: (row: Row) => boolean): readonly Row[] {
  if (rows.length <= ROWS_MAX) return rows;
  const [wanted, others] = [rows.filter(isPreferred), rows.filter((row) => !isPreferred(row))];
  const chosen = new Set([...wanted, ...others].slice(0, ROWS_MAX));
  return rows.filter((row) => chosen.has(row));
}
