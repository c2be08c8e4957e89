import type { JSX } from 'preact';
import type { LogLineView } from '../event-view.ts';
import type { Texts } from '../texts/texts.ts';
import type { TimeView } from '../time-view.ts';
import { TimedTable } from './timed-table.tsx';

export interface PumpLogProps {
  readonly log: readonly LogLineView[];
  /** Cursor of the page; null for a log without script. */
  readonly time: TimeView | null;
  readonly texts: Texts;
}

/** Shows the pump's event log. The column of stamps is there only for a pump that stamps. */
export function PumpLog({ log, time, texts: { events, log: words } }: PumpLogProps): JSX.Element {
  const isStamped = log.some(({ stamp }) => stamp !== null);
  return (
    <TimedTable
      title={words.title}
      timeHead={events.time}
      heads={[words.number, ...(isStamped ? [words.stamp] : []), words.entry]}
      rows={log.map(({ atUs, number, stamp, entry }) => ({
        atUs,
        tone: 'plain',
        cells: [String(number), ...(isStamped ? [stamp ?? ''] : []), entry],
      }))}
      none={words.empty}
      time={time}
    />
  );
}
