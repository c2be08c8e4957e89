/// <reference lib="dom" />
import { render } from 'preact';
import { FilmPair } from '../../../hil/viewer/film-pair.tsx';
import { filmSheetSvg } from '../../../hil/viewer/film-sheet.tsx';
import type { LaneView } from '../../../hil/viewer/lane-view.ts';
import { Lane } from '../../../hil/viewer/lanes/lane.tsx';
import { LaneTools } from '../../../hil/viewer/lanes/lane-tools.tsx';
import { PumpPicture } from '../../../hil/viewer/pump/pump-picture.tsx';
import { PumpAtCursor } from '../../../hil/viewer/pump-at-cursor.tsx';
import { pngOf, saveFile } from '../../../hil/viewer/save-picture.ts';
import type { StudyView } from '../../../hil/viewer/study-view.ts';
import { EventTable } from '../../../hil/viewer/tables/event-table.tsx';
import { PumpLog } from '../../../hil/viewer/tables/pump-log.tsx';
import { WireLines } from '../../../hil/viewer/tables/wire-lines.tsx';
import { en } from '../../../hil/viewer/texts/en.ts';
import { TimeView } from '../../../hil/viewer/time-view.ts';
import '../../../hil/viewer/viewer.css';
import { sampleRun } from './sample-run.ts';

const { pump, disclaimer, events, log, wire } = sampleRun;
const study = sampleRun.studies[0] as StudyView;
const lane = sampleRun.lanes[0] as LaneView;
const time = new TimeView(sampleRun.endUs, 620_000_000);
const deciding = { fromUs: 615_000_000, toUs: 636_000_000 };
const verdict = {
  name: 'delivery resumes',
  verdict: 'fail',
  alongTime: [{ ...deciding, verdict: 'fail' }],
  deciding,
} as const;

async function save(format: 'svg' | 'png'): Promise<void> {
  const svg = filmSheetSvg({ study, pump, texts: en, disclaimer });
  const content = format === 'png' ? await pngOf(svg) : new Blob([svg], { type: 'image/svg+xml' });
  saveFile(`films.${format}`, content);
}

render(
  <main>
    <h1>Components</h1>
    <h2>Pump</h2>
    <section aria-label="Pictures">
      <PumpPicture pump={pump} look="truth" label="Rotor at 18 deg" rotorDeg={18} commandedDeg={84} />
      <PumpAtCursor run={sampleRun} time={time} texts={en} />
    </section>
    <FilmPair study={study} pump={pump} texts={en} time={time} isLive onSave={(format) => void save(format)} />
    <h2>Lanes</h2>
    <LaneTools time={time} texts={en} />
    <Lane lane={lane} time={time} texts={en} verdicts={[verdict]} />
    <h2>Tables</h2>
    <EventTable events={events} time={time} texts={en} />
    <PumpLog log={log} time={time} texts={en} />
    <WireLines wire={wire} time={time} texts={en} />
  </main>,
  document.body,
);
