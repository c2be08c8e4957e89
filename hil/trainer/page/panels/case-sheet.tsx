import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { timeText } from './quantities.ts';

/** Facts of the moment for paper, hidden on a screen. Names of lesson and scenario tell the truth: a closed pump leaves them out. */
export function CaseSheet({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player, lessons, language, isSeeThrough } = state;
  const texts = state.texts.value;
  const shown = player.shown.value;
  if (shown === undefined) return null;
  const question = lessons.cue.value?.predict;
  return (
    <section class="case-sheet">
      {isSeeThrough.value && <h2>{lessons.place.value?.lesson.title[language.value]}</h2>}
      <p>
        {shown.facts.product.title}. {timeText(player.nowUs.value)}. {isSeeThrough.value && `${shown.facts.scenario}, `}
        {texts.sheet.seed(shown.facts.seed)}, {shown.summary.fingerprint.slice(0, 16)}
      </p>
      {question !== undefined && (
        <ul>
          {question.choices.map((choice) => (
            <li key={choice.en}>☐ {choice[language.value]}</li>
          ))}
        </ul>
      )}
      <p>{texts.sheet.notes}</p>
      <p class="disclaimer">{texts.sheet.disclaimer}</p>
    </section>
  );
}
