import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { PumpAtCursor, seenAt } from '../../../hil/viewer/pump-at-cursor.tsx';
import type { RunView } from '../../../hil/viewer/run-view.ts';
import { en } from '../../../hil/viewer/texts/en.ts';
import { TimeView } from '../../../hil/viewer/time-view.ts';
import { sampleRun } from './sample-run.ts';

const S = 1_000_000;

describe('what a run shows at a time', () => {
  test('is the commanded rotor by the volume that the pump believes', () => {
    // 0.0034 mL + 10 s x 0.000278 mL/s = 6.18 uL, of 30 uL a turn.
    expect(seenAt(sampleRun, 610 * S).rotor?.commandedDeg).toBeCloseTo((6.18 / 30) * 360, 6);
  });

  test('is no true angle where no lane has it', () => {
    expect(seenAt(sampleRun, 610 * S).rotor?.truth).toBeNull();
  });

  test('is the state of the rotor from its row of states', () => {
    const [lane] = sampleRun.lanes;
    const [signal] = lane?.signals ?? [];
    if (lane === undefined || signal === undefined) throw new Error('The sample has no lane.');
    const run: RunView = {
      ...sampleRun,
      lanes: [lane, { ...lane, id: 'rotor', states: [], signals: [{ ...signal, name: 'true.rotorDeg' }] }],
    };

    expect([610, 620].map((second) => seenAt(run, second * S).rotor?.truth?.state)).toEqual(['turning', 'held']);
  });

  test('is the rotor by the ordered volume where a firmware under test states none', () => {
    const [lane] = sampleRun.lanes;
    const [signal] = lane?.signals ?? [];
    if (lane === undefined || signal === undefined) throw new Error('The sample has no lane.');
    const names = ['true.deliveredMl', 'true.undeliveredMl', 'true.rotorDeg'];
    const run: RunView = {
      ...sampleRun,
      lanes: names.map((name) => ({ ...lane, id: name, states: [], signals: [{ ...signal, name }] })),
    };
    const { rotor, volumes } = seenAt(run, 610 * S);

    // The line of the sample is at 5.78 uL, and here it stands for the delivered and for the missing volume.
    expect(rotor?.commandedDeg).toBeCloseTo((2 * 5.78 * 360) / 30, 6);
    expect(volumes).toBeNull();
    const html = renderToString(h(PumpAtCursor, { run, time: new TimeView(run.endUs, 610 * S), texts: en }));
    expect(html).toContain('solid-rotor');
  });

  test('is a blocked catheter while its row of states says so', () => {
    const [lane] = sampleRun.lanes;
    const [signal] = lane?.signals ?? [];
    if (lane === undefined || signal === undefined) throw new Error('The sample has no lane.');
    const spans = [{ fromUs: 600 * S, toUs: 610 * S, text: 'occluded', tone: 'bad' as const }];
    const states = [{ name: 'true.catheter', label: 'catheter', role: 'truth' as const, spans }];
    const run: RunView = {
      ...sampleRun,
      lanes: [lane, { ...lane, states, signals: [{ ...signal, name: 'true.rotorDeg' }] }],
    };
    const htmlAt = (second: number): string =>
      renderToString(h(PumpAtCursor, { run, time: new TimeView(run.endUs, second * S), texts: en }));

    expect([605, 620].map((second) => htmlAt(second).includes('class="block"'))).toEqual([true, false]);
  });

  test('is no rotor for a pump without rollers', () => {
    const pump: RunView['pump'] = {
      ...sampleRun.pump,
      drive: { kind: 'valves', meteringUl: 2, hasFlowActivatedValve: true },
    };
    const seen = seenAt({ ...sampleRun, pump }, 610 * S);

    expect([seen.rotor, seen.valves]).toEqual([null, 'metering']);
  });
});

test('the picture of a run without the truth has the commanded rotor alone', () => {
  const html = renderToString(
    h(PumpAtCursor, { run: sampleRun, time: new TimeView(sampleRun.endUs, 610 * S), texts: en }),
  );

  expect(html).toContain('class="ghost"');
  expect(html).not.toContain('solid-rotor');
  expect(html).toContain('Only a film shows the rotor.');
});
