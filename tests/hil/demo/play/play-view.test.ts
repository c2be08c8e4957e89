import { describe, expect, test } from 'vitest';
import { paceText } from '../../../../hil/demo/play/pace-text.ts';
import { type PlayView, playView, type Size } from '../../../../hil/demo/play/play-view.ts';
import type { RecordedRun } from '../../../../hil/demo/play/recorded-run.ts';
import { watchView } from '../../../../hil/demo/play/watch-view.ts';
import { columnsOf, styled, terminalText } from '../../../../hil/demo/styled-text.ts';
import { recordedRun } from './recorded.ts';

const sizes: readonly Size[] = [10, 20, 40, 79, 80, 132, 200, 500].flatMap((columns) =>
  [1, 5, 10, 24, 40, 60].map((rows) => ({ columns, rows })),
);

function viewOf(run: RecordedRun, passed: number): PlayView {
  const pumpUs = run.events[passed - 1]?.words.atUs ?? 0;
  const events = run.events.slice(0, passed).map(({ words }) => words);
  const says = 'A sentence about the scenario.';
  const pace = styled('dim', paceText(1000));
  const keys = ['space: pause, play', 'right: next event', 'q: end'];
  const { pump, endUs } = run;
  return { title: 'a scenario', says, pump, run: run.stateAt(pumpUs, passed), pumpUs, endUs, pace, events, keys };
}

describe('the screen of a playback', () => {
  test.each([
    'mri-30-min',
    'battery-by-use',
    'prometra-scan-with-drug',
    'prometra-ii-scan-with-drug',
    'siromedes-in-a-scanner',
  ])('of %s fits every terminal', async (name) => {
    const run = await recordedRun(name);
    for (const passed of [0, 6, run.events.length])
      for (const size of sizes) {
        const lines = playView(viewOf(run, passed), size);
        expect(lines.length).toBeLessThanOrEqual(size.rows);
        expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(size.columns);
      }
  });

  test('shows a held rotor beside the one that the pump believes, at 80 columns', async () => {
    const run = await recordedRun('mri-30-min');
    const at = run.events.findIndex(({ words }) => words.text.startsWith('raises a critical alarm'));
    expect(`\n${terminalText(playView(viewOf(run, at + 1), { columns: 80, rows: 24 }), false)}\n`).toBe(`
 a scenario                                                 SynchroMed II, 20 mL
 pump time   01:17:02 of 03:00:00  1 s = 17 min
       ·······         now         delivery, 0.5 mL/day
    ( )       ···      field       1.5 T
   ·             ·     rotor       HELD by the field
  ·          ///(O)    alarms      critical: motor stall
  ·     //+//     ·    event log   motor stall
  (O)/#/          ·                      believed          true
   ·             ·     angle            321.0 deg     249.3 deg
    ···       ( )      delivered          26.8 uL       20.4 uL
       ·······         reservoir        17.973 mL     17.980 mL
--------------------------------------------------------------------------------
 00:00:00  outside  programmed: simple continuous, 0.5 mL/day
 00:00:00  pump     is in the mode simple continuous
 00:00:00  pump     commands steps for 0.5 mL/day
 01:00:00  outside  a magnetic field of 1.5 T
 01:00:00  truth    the rotor is held by the field
 01:17:02  pump     writes to its event log, line 1: motor stall
 01:17:02  pump     raises a critical alarm: motor stall



--------------------------------------------------------------------------------
 space: pause, play   right: next event   q: end
`);
  });

  test('shows a small rotor above the facts at 40 columns', async () => {
    const run = await recordedRun('mri-30-min');
    const text = terminalText(playView(viewOf(run, 6), { columns: 40, rows: 24 }), false);
    expect(`\n${text}\n`).toBe(`
 a scenario         SynchroMed II, 20 mL
pump time   01:17:02 of 03:00:00
pace        1 s = 17 min
                ·······
              ( )     ···
             ··       //(O)
             ·   //+//   ·
            (O)/#       ··
              ···     ( )
                ·······
now         delivery, 0.5 mL/day
field       1.5 T
rotor       HELD by the field
alarms      none
                  believed          true
angle            321.0 deg     249.3 deg
delivered          26.8 uL       20.4 uL
----------------------------------------
 01:17:02  pump: writes to its event
   log, line 1: motor stall

----------------------------------------
 space: pause, play   right: next event
 q: end
`);
  });

  test.each([
    { columns: 40, rows: 24 },
    { columns: 39, rows: 24 },
    { columns: 33, rows: 24 },
    { columns: 32, rows: 18 },
    { columns: 40, rows: 17 },
  ])('cuts no value at $columns columns and $rows rows', async (size) => {
    const run = await recordedRun('mri-30-min');
    const text = terminalText(playView(viewOf(run, 6), size), false);
    expect(text).toMatch(/^ ?angle +321\.0 deg +249\.3 deg$/m);
    expect(text).toMatch(/^ ?delivered +26\.8 uL +20\.4 uL$/m);
    expect(text).toMatch(/^ ?pump time +01:17:02 of 03:00:00$/m);
    expect(text).toContain('q: end');
  });

  test.each([
    { columns: 31, rows: 24 },
    { columns: 30, rows: 10 },
    { columns: 80, rows: 9 },
  ])('shows time and keys, and says why, at $columns columns and $rows rows', async (size) => {
    const run = await recordedRun('mri-30-min');
    const text = terminalText(playView(viewOf(run, 6), size), false).replace(/\n/g, ' ');
    expect(text).toContain('01:17:02 of 03:00:00');
    expect(text).toContain('space: pause, play; right: next event; q: end');
    expect(text).toContain(`too small for the picture: ${size.columns} columns, ${size.rows} rows.`);
  });

  test('cuts no value of a watched run at 40 columns, whose last one stays free', async () => {
    const run = await recordedRun('mri-30-min');
    const { title, pump, run: state, pumpUs } = viewOf(run, 6);
    const shown = { title, pump, run: state, pumpUs, speed: 100, rig: 'virtual' } as const;
    const text = terminalText(watchView(shown, { columns: 39, rows: 22 }), false);
    expect(text).toMatch(/^ ?angle +321\.0 deg +249\.3 deg$/m);
    expect(terminalText(watchView(shown, { columns: 79, rows: 22 }), false)).toMatch(/1 s = 100 s +Ctrl-C: end$/m);
  });

  test('shows valves, and no rotor, for a pump with valves', async () => {
    const run = await recordedRun('prometra-scan-with-drug');
    const text = terminalText(playView(viewOf(run, run.events.length), { columns: 80, rows: 24 }), false);
    expect(text).toContain('[ reservoir ]');
    expect(text).toContain('(2 uL)');
    expect(text).not.toMatch(/rotor|angle/);
  });

  test('shows a capillary, and nothing that turns, for a gas drive', async () => {
    const run = await recordedRun('siromedes-in-a-scanner');
    const text = terminalText(playView(viewOf(run, run.events.length), { columns: 80, rows: 24 }), false);
    expect(text).toContain('capillary');
    expect(text).toContain('nothing turns');
    expect(text).not.toMatch(/rotor {2}|angle|command/);
  });
});

describe('a pace', () => {
  test.each([
    [1, '1 s = 1 s'],
    [0.001, '1 s = 0.001 s'],
    [100, '1 s = 100 s'],
    [1000, '1 s = 17 min'],
    [10_000, '1 s = 2.8 h'],
    [1_000_000, '1 s = 12 d'],
  ])('of %d is %s', (speed, text) => {
    expect(paceText(speed)).toBe(text);
  });
});
