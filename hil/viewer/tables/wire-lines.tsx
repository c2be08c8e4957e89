import type { JSX } from 'preact';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import type { WireLineView } from '../event-view.ts';
import type { Texts } from '../texts/texts.ts';
import type { TimeView } from '../time-view.ts';
import { TimedTable } from './timed-table.tsx';

export interface WireLinesProps {
  readonly wire: readonly WireLineView[];
  /** Cursor of the page; null for lines without script. */
  readonly time: TimeView | null;
  readonly texts: Texts;
}

/** Shows the lines on the wire to the rig. */
export function WireLines({ wire, time, texts }: WireLinesProps): JSX.Element {
  const { events, wire: words } = texts;
  const isTimed = wire.some(({ boardUs }) => boardUs !== null);
  return (
    <TimedTable
      title={words.title}
      timeHead={events.time}
      heads={[...(isTimed ? [words.boardTime] : []), words.direction, words.line]}
      rows={wire.map(({ atUs, boardUs, direction, text, isFault }) => ({
        atUs,
        tone: isFault ? 'bad' : 'plain',
        cells: [...(isTimed ? [boardText(boardUs)] : []), words.directions[direction], text],
      }))}
      none={words.empty}
      time={time}
    />
  );
}

function boardText(boardUs: number | null): string {
  return boardUs === null ? '' : `${(boardUs / US_PER_SECOND).toFixed(3)} s`;
}
