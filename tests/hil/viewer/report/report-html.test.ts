import { describe, expect, test } from 'vitest';
import { LOG_ENTRIES_MAX } from '../../../../firmware-sim/base/log-entry.ts';
import type { CheckView } from '../../../../hil/viewer/check-view.ts';
import type { EventView } from '../../../../hil/viewer/event-view.ts';
import type { LaneView } from '../../../../hil/viewer/lane-view.ts';
import { reportHtml } from '../../../../hil/viewer/report/report-html.tsx';
import type { ReportView } from '../../../../hil/viewer/report/report-view.ts';
import { sampleRun } from '../sample-run.ts';

const failed: CheckView = {
  name: 'the stall is noticed',
  verdict: 'fail',
  reason: null,
  isMarginal: false,
  isUntriggered: false,
  value: 25,
  unit: 'min',
  limits: 'at most 21 min',
  bounds: { atLeast: null, atMost: 21 },
  margin: -4,
  marginS: -240,
  sentence: 'Within 21 min a motor stall is logged.',
  note: 'too late',
  requires: ['GIP-4.1.2'],
  place: { file: 'mine.yaml', line: 12, column: 5 },
  assumed: ['detectMl = 0.006 mL'],
  explanation: {
    window: 'from 01:00:00 to 01:21:00',
    decidedBy: 'pump.log "motor stall", at 01:25:00',
    seen: 'The entry came at 01:25:00.',
    before: [{ atUs: 3_600_000_000, text: 'in.field' }],
    after: [],
    wouldPass: 'within 25 min',
  },
  quarantine: null,
  laneIds: ['volume'],
  alongTime: [],
  deciding: { fromUs: 615_000_000, toUs: 700_000_000 },
};

const view: ReportView = {
  run: { ...sampleRun, checks: [failed] },
  cut: null,
  scenarioText: 'scenario: mine\n',
  inputs: [],
  madeBy: 'rollerloop run mine.yaml',
  host: 'bench-1',
  links: [],
};

describe('a report as static HTML', () => {
  const html = reportHtml(view, '');

  test('explains a check: limits, place, what was seen and would pass', () => {
    for (const text of [
      'Within 21 min a motor stall is logged.',
      'at most 21 min',
      'mine.yaml:12:5, from 01:00:00 to 01:21:00',
      'The entry came at 01:25:00.',
      'within 25 min',
      'detectMl',
      'GIP-4.1.2',
      'margin -4 min',
    ])
      expect(html).toContain(text);
  });

  test('shows a study with every angle that fits and what it does not prove', () => {
    for (const deg of sampleRun.studies[0]?.fitsDeg ?? []) expect(html).toContain(`<dd>${deg.toFixed(1)} deg</dd>`);
    expect(html).toContain('Whether the rotor turns now');
    expect(html.match(/pump-film/g)).toHaveLength(2);
  });

  test('names program, seed, pump, the command that repeats the run, and the disclaimer', () => {
    for (const text of [
      'rollerloop 0.1.0',
      'synchromed-ii',
      'rollerloop run roller-study-ends',
      'not a medical device',
    ])
      expect(html).toContain(text);
  });

  test('shades the stretch that decided a failed check', () => {
    expect(html).toMatch(/<rect class="lane-deciding verdict-fail"[^>]*><title>the stall is noticed: fail/);
  });

  test('shades every check of a lane that did not pass, the worst on top', () => {
    const open: CheckView = { ...failed, name: 'open', verdict: 'not decided' };
    const passed: CheckView = { ...failed, name: 'passed', verdict: 'pass' };
    const both = reportHtml({ ...view, run: { ...view.run, checks: [failed, open, passed] } }, '');
    expect([...both.matchAll(/lane-deciding[^>]*><title>([^<]*)/g)].map(([, text]) => text)).toEqual([
      'open: not decided',
      'the stall is noticed: fail',
    ]);
  });

  test('draws the entries through the lanes of signals, unless they are many', () => {
    const lane = { ...(sampleRun.lanes[0] as LaneView), states: [], marks: [] };
    const marksOf = (count: number): number => {
      const marks = Array.from({ length: count }, (_, index) => ({
        atUs: 1e7 * index,
        text: 'scan',
        tone: 'plain' as const,
      }));
      const lanes = [{ ...lane, id: 'states', signals: [], marks }, lane];
      return reportHtml({ ...view, run: { ...view.run, lanes } }, '').match(/class="lane-mark/g)?.length ?? 0;
    };
    expect(marksOf(3)).toBe(6);
    expect(marksOf(41)).toBe(41);
  });

  test('says how many entries the log of the pump has lost', () => {
    const logOf = (count: number): string => {
      const log = Array.from({ length: count }, (_, index) => ({
        number: index + 1,
        atUs: index,
        stamp: null,
        entry: 'motor stall',
      }));
      return reportHtml({ ...view, run: { ...view.run, log } }, '').replace(/\s+/g, ' ');
    };
    expect(logOf(LOG_ENTRIES_MAX)).not.toContain('The pump keeps the newest');
    expect(logOf(LOG_ENTRIES_MAX + 7)).toContain(
      'keeps the newest 250 entries: an interrogation at the end shows all but the first 7',
    );
    expect(logOf(600)).toContain('500 of 600 entries: the first.');
  });

  test('says how many rows of a table are left out', () => {
    const [event] = sampleRun.events;
    const wire = Array.from({ length: 501 }, (_, index) => ({
      atUs: index,
      boardUs: null,
      direction: 'event' as const,
      text: `line ${index}`,
      isFault: index === 500,
    }));
    const events = Array.from({ length: 700 }, (_, index) => ({ ...(event as EventView), atUs: index }));
    const many = reportHtml({ ...view, run: { ...view.run, wire, events } }, '');
    expect(many).toContain('500 of 501 lines: the faults, and the first.');
    expect(many).toContain('500 of 700 events');
    expect(many).toContain('line 500');
    expect(many).not.toContain('line 499<');
  });

  test('needs no style attribute, which a build server drops', () => {
    expect(html).not.toMatch(/\sstyle=/);
  });

  test('says that a trace is cut', () => {
    expect(reportHtml({ ...view, cut: 'the trace is cut after line 7' }, '')).toContain(
      'the trace is cut after line 7',
    );
  });

  test('says why a run has no verdict', () => {
    const failure = {
      whose: 'rig',
      code: 'SHAFT',
      message: 'The shaft slipped.',
      hint: 'Tighten it.',
      lastLines: ['> MOVE'],
      stderrLines: [],
    };
    const broken = reportHtml({ ...view, run: { ...view.run, verdict: null, checks: [], failure } }, '');
    for (const text of ['The shaft slipped. (SHAFT, rig)', 'Tighten it.', '> MOVE', 'No verdict']) {
      expect(broken.replaceAll('&gt;', '>')).toContain(text);
    }
  });
});

test('no text of a user becomes markup', () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'&lt;';
  const replaced = JSON.parse(
    JSON.stringify({ ...view, cut: hostile, run: { ...view.run, lanes: [] } }, (key, value: unknown) =>
      typeof value === 'string' && !['verdict', 'kind', 'tone', 'namespace', 'direction', 'role', 'scale'].includes(key)
        ? hostile
        : value,
    ),
  ) as ReportView;
  const html = reportHtml(replaced, '');
  expect(html).toContain('&lt;/script>');
  expect(html).not.toMatch(/<(?:script|img)/);
  expect(html).not.toMatch(/="[^"]*<\/script/);
});
