import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
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
  return (
    <TimedTable
      title={words.title}
      timeHead={events.time}
      heads={[words.direction, words.line]}
      rows={wire.map(({ atUs, direction, text, isFault }) => ({
        atUs,
        tone: isFault ? 'bad' : 'plain',
        cells: [words.directions[direction], text],
      }))}
      none={words.empty}
      time={time}
    />
  );
}

/** Returns the lines as HTML that needs no script. */
export function wireLinesHtml(wire: readonly WireLineView[], texts: Texts): string {
  return renderToString(<WireLines wire={wire} texts={texts} time={null} />);
}
