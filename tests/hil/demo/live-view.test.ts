import { describe, expect, test } from 'vitest';
import { type LiveView, liveView, pumpTime, timelineLine } from '../../../hil/demo/live-view.ts';
import { stateAtStart } from '../../../hil/demo/run-state.ts';
import { COLUMNS, columnsOf, terminalText } from '../../../hil/demo/styled-text.ts';

const held: LiveView = {
  title: 'Study 2 of 2: in a field',
  setting: 'a pump, on the rig "virtual"',
  run: {
    ...stateAtStart,
    fieldMt: 1500,
    rotor: 'held',
    rateMlPerDay: 24,
    hasStudy: true,
    logged: 'motor stall',
    rotorDeg: { atUs: 0, value: 90, perSecond: 0 },
    deliveredMl: { atUs: 0, value: 0.0075, perSecond: 0 },
    programmedMl: { atUs: 0, value: 0.0075, perSecond: 0.001 },
  },
  pumpUs: 5_000_000,
  speed: 7.2,
  revolutionMl: 0.03,
  rollerCount: 2,
};

describe('the live view', () => {
  test('shows a held rotor, and a pump that counts its turns', () => {
    expect(`\n${terminalText(liveView(held), false)}`).toBe(`
--------------------------------------------------------------------------------
 Study 2 of 2: in a field                           a pump, on the rig "virtual"
       ·······         pump time   0:00:05  7 times real time
    ···       ···      now         roller study: a third of a turn, no effect
   ·             ·     field       1.5 T
  ·               ·    rotor       HELD by the field
 (O)------+---#--(O)   event log   motor stall
  ·               ·
   ·             ·                      commanded          true
    ···       ···      angle            150.0 deg      90.0 deg
       ·······         pumped             12.5 uL        7.5 uL`);
  });

  test('shows a rotor that follows', () => {
    const run = { ...stateAtStart, rateMlPerDay: 0.5 };
    const text = terminalText(liveView({ ...held, run, speed: 300 }), false);
    expect(text).toContain('now         basal delivery, 0.5 mL/day\n');
    expect(text).toContain('field       none\n');
    expect(text).toContain('rotor       turns\n');
    expect(text).toContain('event log   empty\n');
  });

  test('shows a pump without input at rest', () => {
    const text = terminalText(liveView({ ...held, run: stateAtStart }), false);
    expect(text).toContain('now         no step is commanded\n');
    expect(text).toContain('rotor       stands\n');
  });

  test('fits the columns in every state', () => {
    const wide = { ...held, title: 'x'.repeat(100), setting: 'y'.repeat(100), speed: 1e12, pumpUs: 1e17 };
    for (const line of liveView(wide)) expect(columnsOf(line)).toBeLessThanOrEqual(COLUMNS);
  });
});

describe('the timeline', () => {
  test('shows time, namespace and event', () => {
    const words = { atUs: 4_632_000_000, source: 'pump', text: 'writes to its event log', style: 'bold' } as const;
    expect(terminalText([timelineLine(words)], false)).toBe(' 1:17:12  pump     writes to its event log');
    expect(columnsOf(timelineLine({ ...words, text: 'z'.repeat(200) }))).toBe(COLUMNS);
  });

  test.each([
    [0, '0:00:00'],
    [59_999_999, '0:00:59'],
    [3_600_000_000, '1:00:00'],
    [360_061_000_000, '100:01:01'],
  ])('%i us is %s', (timeUs, text) => {
    expect(pumpTime(timeUs)).toBe(text);
  });
});
