/// <reference lib="dom" />
import { render } from 'preact';
import { FilmPair } from '../../../hil/viewer/film-pair.tsx';
import { filmSheetSvg } from '../../../hil/viewer/film-sheet.tsx';
import { PumpPicture } from '../../../hil/viewer/pump-picture.tsx';
import { pngOf, saveFile } from '../../../hil/viewer/save-picture.ts';
import type { StudyView } from '../../../hil/viewer/study-view.ts';
import { en } from '../../../hil/viewer/texts/en.ts';
import '../../../hil/viewer/viewer.css';
import { sampleRun } from './sample-run.ts';

const { pump, disclaimer } = sampleRun;
const study = sampleRun.studies[0] as StudyView;

async function save(format: 'svg' | 'png'): Promise<void> {
  const svg = filmSheetSvg({ study, pump, texts: en, disclaimer });
  const content = format === 'png' ? await pngOf(svg) : new Blob([svg], { type: 'image/svg+xml' });
  saveFile(`films.${format}`, content);
}

render(
  <main>
    <h1>Components</h1>
    <section aria-label="Pictures">
      <PumpPicture pump={pump} look="truth" label="Rotor at 18 deg" rotorDeg={18} commandedDeg={84} />
      <PumpPicture pump={pump} look="film" label="Film" rotorDeg={18} />
    </section>
    <FilmPair study={study} pump={pump} texts={en} isLive onSave={(format) => void save(format)} />
  </main>,
  document.body,
);
