import type { JSX } from 'preact';
import { allLessons } from '../lessons/all-lessons.ts';
import type { Cue } from '../lessons/lesson.ts';
import type { TrainerState } from '../state/trainer-state.ts';

/** The current caption, the question before the key moment, and the button to the next caption. */
export function Caption({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { lessons, language } = state;
  const texts = state.texts.value.caption;
  const place = lessons.place.value;
  const cue = lessons.cue.value;
  if (place === undefined || cue === undefined) return null;
  const isLast = place.cueIndex === (lessons.part?.cues.length ?? 0) - 1;
  const isLastPart = place.partIndex === place.lesson.parts.length - 1;
  const onward = onwardOf(state, isLast && isLastPart);
  const isFirst = place.cueIndex === 0 && place.partIndex === 0;
  return (
    <div class="caption">
      <p class="caption-text" aria-live="polite">
        {lessons.isCaptionHidden.value ? texts.hidden : cue.says[language.value]}
      </p>
      <Question state={state} cue={cue} />
      <Expected state={state} />
      <div class="caption-ways">
        <button type="button" disabled={isFirst} onClick={() => void lessons.previous()} aria-keyshortcuts="PageUp">
          {texts.previous}
        </button>
        <Dots state={state} />
        {onward !== undefined && (
          <button type="button" class="main" onClick={onward.go} aria-keyshortcuts={onward.keys}>
            {onward.label}
          </button>
        )}
      </div>
    </div>
  );
}

interface Onward {
  readonly label: string;
  readonly keys: string | undefined;
  readonly go: () => void;
}

/**
 * Returns what the main button does: it goes to the next caption, or at the end to the next lesson. It is one button, so that the
 * keyboard stays on it.
 */
function onwardOf({ lessons, texts }: TrainerState, isEnd: boolean): Onward | undefined {
  const { next: label, nextLesson } = texts.value.caption;
  if (!isEnd) return { label, keys: 'PageDown', go: () => void lessons.next() };
  const index = allLessons.findIndex(({ id }) => id === lessons.place.value?.lesson.id);
  const next = index < 0 ? undefined : allLessons[index + 1];
  if (next === undefined) return undefined;
  return { label: nextLesson, keys: undefined, go: () => void lessons.open(next) };
}

function Question({ state, cue }: { readonly state: TrainerState; readonly cue: Cue }): JSX.Element | null {
  const { lessons, language } = state;
  if (cue.predict === undefined || !lessons.isAsking.value) return null;
  return (
    <fieldset class="question">
      <legend class="label">{state.texts.value.caption.predict}</legend>
      {cue.predict.choices.map((choice, index) => (
        <button
          key={choice.en}
          type="button"
          class="choice"
          onClick={({ detail }) => {
            lessons.answer(index);
            // The answers vanish, and the keyboard would lose its place with them. A mouse leaves Space to play and pause.
            if (detail === 0) document.querySelector<HTMLElement>('.caption-ways .main')?.focus();
          }}
        >
          {choice[language.value]}
        </button>
      ))}
    </fieldset>
  );
}

/** Captions of this part: past, current, and those still hidden. */
function Dots({ state }: { readonly state: TrainerState }): JSX.Element {
  const { place, part } = state.lessons;
  const current = place.value?.cueIndex ?? 0;
  return (
    <span class="dots" aria-hidden="true">
      {part?.cues.map(({ id }, index) => (
        <i key={id} class={index === current ? 'dot current' : index < current ? 'dot past' : 'dot'} />
      ))}
    </span>
  );
}

/** The answer of the class beside the result of the run. It stays until the end of the part. */
function Expected({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { lessons, language } = state;
  const { answers = {}, cueIndex = 0 } = lessons.place.value ?? {};
  const asked = lessons.part?.cues.slice(0, cueIndex).findLast(({ predict }) => predict !== undefined);
  const answer = asked?.predict?.choices[answers[asked.id] ?? -1];
  if (answer === undefined) return null;
  return <p class="expected label">{state.texts.value.caption.expected(answer[language.value])}</p>;
}
