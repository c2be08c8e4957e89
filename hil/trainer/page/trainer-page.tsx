import { computed, type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { Announcer } from './panels/announcer.tsx';
import { Caption } from './panels/caption.tsx';
import { CaseSheet } from './panels/case-sheet.tsx';
import { Course } from './panels/course.tsx';
import { Films, hasFilms } from './panels/films.tsx';
import { FreePlayForm } from './panels/free-play-form.tsx';
import { Header } from './panels/header.tsx';
import { Programmer } from './panels/programmer.tsx';
import { Readouts } from './panels/readouts.tsx';
import { RigCard } from './panels/rig-card.tsx';
import { SessionCard } from './panels/session-card.tsx';
import { TimeBar } from './panels/time-bar.tsx';
import { Trouble } from './panels/trouble.tsx';
import { type FieldAtPump, isSameField, type Moment } from './play/moment.ts';
import type { RunTrace } from './play/run-trace.ts';
import { Scene } from './scene/scene.tsx';
import { tallLayout, wideLayout } from './scene/scene-layout.ts';
import type { SceneProps } from './scene/scene-props.ts';
import { seen } from './scene/seen.ts';
import type { TrainerState } from './state/trainer-state.ts';

const NARROW = 'screen and (max-width: 760px)';

/** The trainer page. */
export function TrainerPage({ state }: { readonly state: TrainerState }): JSX.Element {
  const language = state.language.value;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const isWithFilms = useComputed(() => hasFilms(state)).value;
  return (
    <div class="trainer">
      <Header state={state} />
      <CaseSheet state={state} />
      <main tabIndex={-1} class={isWithFilms ? 'with-films' : ''}>
        <section class="stage" aria-label={state.texts.value.scene.title}>
          <Stage state={state} />
          <Caption state={state} />
        </section>
        <aside>
          <Readouts state={state} />
          <Course state={state} />
          <Trouble state={state} />
          <RigCard state={state} place="top" />
          <Films state={state} />
          <FreePlayForm state={state} />
          <Programmer state={state} />
          <SessionCard state={state} />
          <RigCard state={state} place="end" />
        </aside>
      </main>
      <TimeBar state={state} />
      <Announcer state={state} />
    </div>
  );
}

function Stage({ state }: { readonly state: TrainerState }): JSX.Element {
  const isNarrow = useMatches(NARROW);
  const { player, hand, lessons, isSeeThrough } = state;
  const texts = state.texts.value;
  const product = player.shown.value?.facts.product;
  const trace = player.shown.value?.trace;
  const hasScanner = useMemo(() => trace !== undefined && isScanned(trace), [trace]);
  const views = useMemo(() => viewsOf(state), [state]);
  const speed = player.isPlaying.value ? player.speed.value : 1;
  const sees = isSeeThrough.value;
  const hasMagnet = lessons.part?.tools.includes('magnet') ?? true;
  // A new run of the same pump draws only what its trace changes.
  return useMemo(() => {
    if (product === undefined) return <Loading state={state} />;
    return (
      <Scene
        {...views}
        {...{ product, speed, hasMagnet, hasScanner, texts }}
        layout={isNarrow ? tallLayout : wideLayout}
        isSeeThrough={sees}
        held={hand.held}
        isFlat={hand.isFlat}
        holding={state.holding}
      />
    );
  }, [state, views, product, speed, isNarrow, sees, hasMagnet, hasScanner, texts]);
}

function Loading({ state }: { readonly state: TrainerState }): JSX.Element {
  const { loading, noRun } = state.texts.value;
  return <p class="loading">{state.player.trouble.value === undefined ? loading : noRun}</p>;
}

/** Field from which a scanner is drawn: the stray fields of smaller devices are below it. */
const SCANNER_MT_MIN = 100;

function isScanned({ events }: RunTrace): boolean {
  return events.some(
    ({ e, fieldMt, magnet }) => e === 'in.field' && magnet === undefined && Number(fieldMt) >= SCANNER_MT_MIN,
  );
}

/** Returns the moment, its field and its sentence as signals: a new frame then draws only what it changes. */
function viewsOf({
  player,
  isSeeThrough,
  texts,
}: TrainerState): Pick<SceneProps, 'moment' | 'calm' | 'field' | 'label'> {
  const given = (moment: ReadonlySignal<Moment | undefined>): ReadonlySignal<Moment> =>
    computed(() => {
      if (moment.value === undefined) throw new Error('The page shows no run.');
      return moment.value;
    });
  const [moment, calm] = [given(player.moment), given(player.calmMoment)];
  let kept: FieldAtPump | undefined;
  const field = computed(() => {
    const next = moment.value.field;
    if (kept === undefined || !isSameField(kept, next)) kept = next;
    return kept;
  });
  const label = computed(() => {
    const product = player.shown.value?.facts.product;
    return product === undefined ? '' : seen(calm.value, product, isSeeThrough.value, texts.value);
  });
  return { moment, calm, field, label };
}

/** Whether a media query matches, followed while it changes. */
function useMatches(query: string): boolean {
  const matches = useSignal(matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const follow = (): void => {
      matches.value = list.matches;
    };
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return matches.value;
}
