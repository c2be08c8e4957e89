import { describe, expect, test } from 'vitest';
import { eventTableHtml } from '../../../../hil/viewer/tables/event-table.tsx';
import { pumpLogHtml } from '../../../../hil/viewer/tables/pump-log.tsx';
import { wireLinesHtml } from '../../../../hil/viewer/tables/wire-lines.tsx';
import { en } from '../../../../hil/viewer/texts/en.ts';
import { sampleRun } from '../sample-run.ts';

const { events, log, wire } = sampleRun;

describe('tables without script', () => {
  test('show all events with their times and sources, and no button', () => {
    const html = eventTableHtml(events, en);

    expect(html.match(/<tr class="row/g)).toHaveLength(events.length);
    expect(html).toContain('<td><time>00:10:15</time></td><td>truth</td><td>the rotor is held by the field</td>');
    expect(html).not.toMatch(/<button|tabindex/);
  });

  test('show stamps in the log of a pump that stamps, and in no other', () => {
    const [entry] = log;
    const stamped = entry === undefined ? [] : [{ ...entry, stamp: 'Mon 10:37' }];

    expect(pumpLogHtml(log, en)).not.toContain('Stamp');
    expect(pumpLogHtml(stamped, en)).toContain('<td>1</td><td>Mon 10:37</td><td>motor stall</td>');
  });

  test('say that a log or a wire is empty', () => {
    expect(pumpLogHtml([], en)).toContain('The log is empty.');
    expect(wireLinesHtml([], en)).toContain('No line was kept.');
  });

  test('mark a fault on the wire', () => {
    expect(wireLinesHtml(wire, en)).toContain('class="row-bad"');
  });

  test('hold no text of a run as markup', () => {
    const [event] = events;
    const evil = event === undefined ? [] : [{ ...event, text: '</table><script>1</script>' }];

    expect(eventTableHtml(evil, en)).not.toContain('<script>');
  });
});
