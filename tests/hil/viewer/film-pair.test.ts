import { describe, expect, test } from 'vitest';
import { filmPairHtml } from '../../../hil/viewer/film-pair.tsx';
import { filmSheetSvg } from '../../../hil/viewer/film-sheet.tsx';
import type { StudyView } from '../../../hil/viewer/study-view.ts';
import { en } from '../../../hil/viewer/texts/en.ts';
import { sampleRun } from './sample-run.ts';

const { pump, disclaimer } = sampleRun;
const study = sampleRun.studies[0] as StudyView;

describe('films of a study as HTML', () => {
  test('list and draw every turn that fits, without a script', () => {
    const html = filmPairHtml(study, pump, en);

    for (const deg of ['-310.1', '-130.1', '49.9', '229.9']) {
      expect(html).toContain(`>${deg} deg</dd>`);
      expect(html).toContain(`>${deg}</text>`);
    }
    expect(html).not.toMatch(/<button|role="slider"|style=/);
  });

  test('mark the turn that was commanded', () => {
    const html = filmPairHtml({ ...study, fitsDeg: [-240, -60, 118.5, 300] }, pump, en);

    expect(html).toContain('<dd class="is-commanded">118.5 deg (as commanded)</dd>');
  });

  test('show the rotor of a flipped pump mirrored, at the angle of the film', () => {
    const flipped: StudyView = {
      ...study,
      isFlipped: true,
      films: study.films.map((film) => ({ ...film, filmDeg: 300 })),
    };
    const html = filmPairHtml(flipped, pump, en);

    expect(html).toContain('scale(-1 1)');
    expect(html).toContain('class="solid-rotor" transform="rotate(60)"');
  });

  test('call the picture of a turning rotor fluoroscopy and not a film', () => {
    const [first, second] = study.films;
    const turning = { ...study, filmed: 'live', films: [first, { ...second, isTurning: true }] } as StudyView;
    const html = filmPairHtml(turning, pump, en);

    expect(html).toContain(en.films.turning);
    expect(html).not.toContain(en.films.after);
    expect(filmPairHtml(study, pump, en)).not.toContain(en.films.turning);
  });

  test('say that the second film is missing', () => {
    const html = filmPairHtml({ ...study, films: study.films.slice(0, 1), fitsDeg: [] }, pump, en);

    expect(html).toContain('Film 2, after the turn: The run ended before this film.');
  });

  test('hold no text of the study as markup', () => {
    expect(filmPairHtml({ ...study, name: '<img src=x onerror=1>' }, pump, en)).not.toContain('<img');
  });
});

test('films as a file carry the sentence, the disclaimer and their own colours', () => {
  const svg = filmSheetSvg({ study, pump, texts: en, disclaimer });

  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('-310.1, -130.1, 49.9 or 229.9 deg.');
  expect(svg).toContain('not a medical device.');
  expect(svg).not.toContain('var(');
});
