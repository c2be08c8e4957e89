import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { EventView, LogLineView, WireLineView } from '../../../../hil/viewer/event-view.ts';
import { EventRows } from '../../../../hil/viewer/tables/event-table.tsx';
import { PumpLog } from '../../../../hil/viewer/tables/pump-log.tsx';
import { WireLines } from '../../../../hil/viewer/tables/wire-lines.tsx';
import { en } from '../../../../hil/viewer/texts/en.ts';
import { sampleRun } from '../sample-run.ts';

const { events, log, wire } = sampleRun;
const eventHtml = (rows: readonly EventView[]): string => renderToString(h(EventRows, { events: rows, texts: en }));
const logHtml = (rows: readonly LogLineView[]): string =>
  renderToString(h(PumpLog, { log: rows, texts: en, time: null }));
const wireHtml = (rows: readonly WireLineView[]): string =>
  renderToString(h(WireLines, { wire: rows, texts: en, time: null }));

describe('tables without script', () => {
  test('show all events with their times and sources, and no button', () => {
    const html = eventHtml(events);

    expect(html.match(/<tr class="row/g)).toHaveLength(events.length);
    expect(html).toContain('<td><time>00:10:15</time></td><td>truth</td><td>the rotor is held by the field</td>');
    expect(html).not.toMatch(/<button|tabindex/);
  });

  test('show stamps in the log of a pump that stamps, and in no other', () => {
    const [entry] = log;
    const stamped = entry === undefined ? [] : [{ ...entry, stamp: 'Mon 10:37' }];

    expect(logHtml(log)).not.toContain('Stamp');
    expect(logHtml(stamped)).toContain('<td>1</td><td>Mon 10:37</td><td>motor stall</td>');
  });

  test('say that a log or a wire is empty', () => {
    expect(logHtml([])).toContain('The log is empty.');
    expect(wireHtml([])).toContain('No line was kept.');
  });

  test('mark a fault on the wire', () => {
    expect(wireHtml(wire)).toContain('class="row-bad"');
  });

  test('show the time of the board where it is known', () => {
    const timed = wire.map((line) => ({ ...line, boardUs: 1_234_000 }));
    expect(wireHtml(timed)).toContain('<td>1.234 s</td>');
    expect(wireHtml(wire.map((line) => ({ ...line, boardUs: null })))).not.toContain('Board time');
  });

  test('hold no text of a run as markup', () => {
    const [event] = events;
    const evil = event === undefined ? [] : [{ ...event, text: '</table><script>1</script>' }];

    expect(eventHtml(evil)).not.toContain('<script>');
  });
});
