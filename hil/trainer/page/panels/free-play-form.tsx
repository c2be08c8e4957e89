import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { TextProblem } from '../engine/messages.ts';
import { type ChoiceKey, type FreeChoice, keyOfLine } from '../lessons/free-choice.ts';
import { FREE_PLAY_ID, freePlay, freeSource } from '../lessons/free-play.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { AnyAction } from './any-action.tsx';
import { CatheterFields, DrugFields, FieldFields, type FieldsProps, PumpFields } from './free-play-fields.tsx';

/** Choice of pump, program, drug, catheter and field of free play, and any action. */
export function FreePlayForm({ state }: { readonly state: TrainerState }): JSX.Element | null {
  if (state.lessons.place.value?.lesson.id !== FREE_PLAY_ID) return null;
  return (
    <section class="card free-play" aria-label={state.texts.value.freePlay.title}>
      <Choices state={state} />
      <AnyAction state={state} />
    </section>
  );
}

function Choices({ state }: { readonly state: TrainerState }): JSX.Element {
  const choice = state.freeChoice;
  const problems = useSignal<readonly TextProblem[]>([]);
  const texts = state.texts.value.freePlay;
  useEffect(() => {
    let isOutdated = false;
    void state.problemsOf(freeSource(choice.value)).then((found) => {
      if (!isOutdated) problems.value = found;
    });
    return () => {
      isOutdated = true;
    };
  }, [choice.value]);
  const set = (change: Partial<FreeChoice>): void => {
    choice.value = { ...choice.value, ...change };
  };
  const of = (key: ChoiceKey): readonly TextProblem[] =>
    problems.value.filter(({ line }) => keyOfLine(choice.value, line) === key);
  const fields: FieldsProps = { state, choice: choice.value, set, of };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void state.lessons.open(freePlay(choice.value));
      }}
    >
      <PumpFields {...fields} />
      <DrugFields {...fields} />
      <CatheterFields {...fields} />
      <FieldFields {...fields} />
      <button type="submit">{texts.begin}</button>
    </form>
  );
}
