import { describe, expect, test } from 'vitest';
import { describeSeen, type SeenState } from '../../../hil/viewer/describe.ts';
import type { StudyView } from '../../../hil/viewer/study-view.ts';
import { de } from '../../../hil/viewer/texts/de.ts';
import { en } from '../../../hil/viewer/texts/en.ts';
import { sampleRun } from './sample-run.ts';

const partial = sampleRun.studies[0] as StudyView;

const nothing: SeenState = { rotor: null, valves: null, volumes: null, study: null };
const held: SeenState = {
  ...nothing,
  rotor: { truth: { deg: 18.33, state: 'held' }, commandedDeg: 84, rollerCount: 2 },
};

describe('the sentence about a rotor', () => {
  test('states its state, its angle and the commanded angle', () => {
    expect(describeSeen(held, { kind: 'rotor' }, en)).toBe(
      'The rotor is held by the field. The rotor stands at 18.3 deg. 84 deg were commanded.',
    );
  });

  test('does not reveal a rotor that the page hides', () => {
    const state: SeenState = { ...nothing, rotor: { truth: null, commandedDeg: 84, rollerCount: 2 } };

    expect(describeSeen(state, { kind: 'all' }, en)).toBe('84 deg were commanded. Only a film shows the rotor.');
  });

  test('has a decimal comma in German', () => {
    expect(describeSeen(held, { kind: 'rotor' }, de)).toBe(
      'Das Feld hält den Rotor fest. Der Rotor steht bei 18,3 Grad. Vorgegeben waren 84 Grad.',
    );
  });
});

describe('the sentence about a study', () => {
  const study = (changes: Partial<StudyView>): string =>
    describeSeen({ ...nothing, study: { ...partial, ...changes } }, { kind: 'study' }, en);

  test('lists every turn that fits the films', () => {
    expect(study({})).toBe(
      'The films fit a turn of -310.1, -130.1, 49.9 or 229.9 deg. If the pump is flipped, they fit -229.9, -49.9, 130.1 or 310.1 deg. 120 deg were commanded. They show another turn than the commanded one.',
    );
  });

  test('says that films without a turn look alike', () => {
    const fitsDeg = [-360, -180, 0, 180, 360];

    expect(study({ fitsDeg, fitsFlippedDeg: fitsDeg, reads: 'fail' })).toBe(
      'The films fit a turn of -360, -180, 0, 180 or 360 deg. 120 deg were commanded. Both films look alike.',
    );
  });

  test('says that three rollers leave a turn of 120 deg and none alike', () => {
    const fitsDeg = [-360, -240, -120, 0, 120, 240, 360];

    expect(study({ rollerCount: 3, fitsDeg, fitsFlippedDeg: fitsDeg, reads: 'ambiguous' })).toContain(
      '120 deg were commanded. Both films look alike. They have several explanations.',
    );
  });

  test('names one turn after fluoroscopy', () => {
    expect(study({ filmed: 'live', fitsDeg: [-120] })).toBe(
      'Fluoroscopy shows a turn of -120 deg. 120 deg were commanded.',
    );
  });

  test('describes only the first film while the second is missing', () => {
    expect(study({ films: partial.films.slice(0, 1) })).toBe(
      'The film fits 40.5 or 220.5 deg. 120 deg were commanded.',
    );
  });

  test('names the angles of one film for three rollers', () => {
    const state: SeenState = { ...nothing, study: { ...partial, rollerCount: 3 } };

    expect(describeSeen(state, { kind: 'film', number: 1 }, en)).toBe('The film fits 40.5, 160.5 or 280.5 deg.');
    expect(describeSeen(state, { kind: 'film', number: 3 }, en)).toBe('');
  });
});

test('volumes distinguish belief and truth, if they differ by more than a pulse', () => {
  const state = (believedUl: number, deliveredUl: number | null): string =>
    describeSeen({ ...nothing, volumes: { believedUl, deliveredUl } }, { kind: 'volumes' }, en);

  expect(state(7, 1.5)).toBe('The pump believes that it gave 7.0 uL. It gave 1.5 uL. 5.5 uL are missing.');
  expect(state(7, 6.7)).toBe('The pump believes that it gave 7.0 uL. It gave 6.7 uL.');
  expect(state(7, 27)).toContain('20.0 uL are too much.');
  expect(state(7, null)).toBe('The pump believes that it gave 7.0 uL.');
});

test('valves that a field opens let drug flow', () => {
  expect(describeSeen({ ...nothing, valves: 'open' }, { kind: 'valves' }, en)).toBe(
    'Both valves are open, and drug flows freely.',
  );
});

test('a number that rounds to zero has no minus', () => {
  expect([en.number(-0.01, 1), en.number(-0.06, 1), de.number(-1.25, 2)]).toEqual(['0.0', '-0.1', '-1,25']);
});
