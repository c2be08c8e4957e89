import { type ComponentChild, render } from 'preact';
import { FilmPair } from '../film-pair.tsx';
import { filmSheetSvg } from '../film-sheet.tsx';
import type { LaneView } from '../lane-view.ts';
import { Lane } from '../lanes/lane.tsx';
import { LaneTools } from '../lanes/lane-tools.tsx';
import { lanesWithEntries, verdictsOn } from '../lanes/shown-verdicts.ts';
import { PumpAtCursor } from '../pump-at-cursor.tsx';
import type { RunView } from '../run-view.ts';
import { pngOf, saveFile } from '../save-picture.ts';
import type { StudyView } from '../study-view.ts';
import { EventTable } from '../tables/event-table.tsx';
import { PumpLog } from '../tables/pump-log.tsx';
import { WireLines } from '../tables/wire-lines.tsx';
import { en } from '../texts/en.ts';
import { TimeView } from '../time-view.ts';

/** Replaces the static lanes, films and tables by components that follow one time cursor. */
export function enliven(page: Document, run: RunView): void {
  const time = new TimeView(run.endUs, firstMomentUs(run));
  const films = [...page.querySelectorAll('.study-films')];
  for (const [index, place] of films.entries()) {
    const study = run.studies[index];
    if (study === undefined) continue;
    const onSave = (format: 'svg' | 'png'): void => void save(run, study, format);
    replace(place, <FilmPair study={study} pump={run.pump} texts={en} time={time} isLive onSave={onSave} />, 'all');
  }
  const lanes = lanesWithEntries(run.lanes);
  replace(page.querySelector('#lanes-view'), <Course run={run} lanes={lanes} time={time} />, 'all');
  replace(page.querySelector('#log-view'), <PumpLog log={run.log} time={time} texts={en} />, 'screen');
  replace(page.querySelector('#events-view'), <EventTable events={run.events} time={time} texts={en} />, 'screen');
  replace(page.querySelector('#wire-view'), <WireLines wire={run.wire} time={time} texts={en} />, 'screen');
}

/** Returns the first moment to show: a failure, the decision of the first check that did not pass, or the start. */
function firstMomentUs({ checks, failure, endUs }: RunView): number {
  if (failure !== null) return endUs;
  return checks.find(({ verdict, deciding }) => verdict !== 'pass' && deciding !== null)?.deciding?.fromUs ?? 0;
}

/**
 * Renders a component in place of static content. With `screen`, the static content stays in print, where it shows
 * all rows.
 */
function replace(place: Element | null, content: ComponentChild, where: 'all' | 'screen'): void {
  if (place === null) return;
  const live = place.ownerDocument.createElement('div');
  if (where === 'screen') {
    place.classList.add('paper-only');
    live.className = 'screen-only';
    place.after(live);
  } else {
    live.className = place.className;
    place.replaceWith(live);
  }
  render(content, live);
}

interface CourseProps {
  readonly run: RunView;
  readonly lanes: readonly LaneView[];
  readonly time: TimeView;
}

function Course({ run, lanes, time }: CourseProps) {
  return (
    <div class="live-course">
      <div>
        <LaneTools time={time} texts={en} />
        {lanes.map((lane) => (
          <Lane key={lane.id} lane={lane} time={time} texts={en} verdicts={verdictsOn(run.checks, lane.id)} />
        ))}
      </div>
      <PumpAtCursor run={run} time={time} texts={en} />
    </div>
  );
}

async function save({ pump, identity, disclaimer }: RunView, study: StudyView, format: 'svg' | 'png'): Promise<void> {
  const svg = filmSheetSvg({ study, pump, texts: en, disclaimer });
  const content = format === 'png' ? await pngOf(svg) : new Blob([svg], { type: 'image/svg+xml' });
  saveFile(`${identity.scenario}-films.${format}`, content);
}
