import type { JSX } from 'preact';
import { FilmPair } from '../../../viewer/film-pair.tsx';
import { filmSheetSvg } from '../../../viewer/film-sheet.tsx';
import { pumpViewOf } from '../../../viewer/pump/pump-view.ts';
import { pngOf, saveFile } from '../../../viewer/save-picture.ts';
import type { StudyView } from '../../../viewer/study-view.ts';
import { useShown } from '../base/use-shown.ts';
import { studyAt } from '../play/study-now.ts';
import type { TrainerState } from '../state/trainer-state.ts';

/** Whether films of a roller study are shown. */
export function hasFilms({ player }: TrainerState): boolean {
  const shown = player.shown.value;
  return shown?.trace.lastEvent('true.film', player.nowUs.value) !== undefined;
}

/** Films of the latest roller study. While a question is open they are shown without the angles that fit. */
export function Films({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player, isSeeThrough } = state;
  // Only a few events change the films. Films with the same text are not drawn again.
  const eventCount = useShown(() => player.shown.value?.trace.eventCountAt(player.nowUs.value) ?? 0, [player]);
  const isLive = useShown(
    () => player.shown.value?.trace.lastEvent('in.rollerStudy', player.nowUs.value)?.filmed === 'live',
    [player],
  );
  const study = useShown(() => {
    const shown = player.shown.value;
    if (shown === undefined) return '';
    const atUs = isLive ? player.nowUs.value : player.nowUs.peek();
    const found = studyAt(shown.trace, shown.facts.product, atUs, isSeeThrough.value);
    if (found === undefined || found.films.length === 0) return '';
    // Names in a scenario are English.
    const number = shown.trace.eventsUntil('in.rollerStudy', atUs).length;
    return JSON.stringify(state.language.value === 'en' ? found : { ...found, name: String(number) });
  }, [player, eventCount, isLive, state.language.value]);
  if (study === '') return null;
  return <FilmCard state={state} study={JSON.parse(study) as StudyView} />;
}

function FilmCard({ state, study }: { readonly state: TrainerState; readonly study: StudyView }): JSX.Element | null {
  const product = state.player.shown.value?.facts.product;
  if (product === undefined) return null;
  const pump = pumpViewOf(product);
  const texts = state.texts.value.viewer;
  const save = async (format: 'svg' | 'png'): Promise<void> => {
    const { disclaimer } = state.texts.value.sheet;
    const svg = filmSheetSvg({ study, pump, texts, disclaimer });
    saveFile(`films.${format}`, format === 'png' ? await pngOf(svg) : new Blob([svg], { type: 'image/svg+xml' }));
  };
  return (
    <section class="card films-card" aria-label={state.texts.value.films.title}>
      <FilmPair
        study={study}
        pump={pump}
        texts={texts}
        isLive={true}
        showsFits={!state.lessons.isAsking.value}
        onSave={(format) => void save(format)}
      />
    </section>
  );
}
