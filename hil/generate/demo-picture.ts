import { reportView, type ShownStudy } from '../demo/report-view.ts';
import type { Screen } from '../demo/screen.ts';
import { demoScenarios, StudyShow } from '../demo/study-show.ts';
import { BLANK, COLUMNS, lineOf, styled } from '../demo/styled-text.ts';
import { terminalPicture } from './terminal-picture.ts';

const silentScreen: Screen = {
  isLive: false,
  columns: COLUMNS,
  print: () => {},
  live: () => {},
  clear: () => {},
  end: () => {},
};
const TITLE =
  'The end of the demo: films, see-through views and verdicts of two roller studies, one of them in a magnetic field.';

/** Draws the end of the demo as an SVG image for the README. */
export async function demoPicture(): Promise<string> {
  const shown: ShownStudy[] = [];
  for (const scenario of demoScenarios) {
    const options = { title: '', rig: 'loopback', screen: silentScreen, signal: new AbortController().signal };
    shown.push(asOnVirtual(await new StudyShow(scenario, options).run()));
  }
  const prompt = lineOf(styled('dim', ' $ '), styled('bold', 'npm start'));
  return terminalPicture([prompt, BLANK, ...reportView(shown)], COLUMNS, TITLE);
}

/** Names the rig `virtual`. The picture uses `loopback`, so that every machine can check it; only the name differs. */
function asOnVirtual(shown: ShownStudy): ShownStudy {
  const { result } = shown;
  return { ...shown, result: { ...result, rig: { ...result.rig, name: 'virtual' } } };
}
