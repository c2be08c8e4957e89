import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { FREE_PLAY_ID, type FreeChoice, firstChoice, freePlay } from '../lessons/free-play.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { AnyAction } from './any-action.tsx';
import { NumberField } from './number-field.tsx';

/** Products whose catheter is modelled. */
const WITH_CATHETER = /^synchromed-ii/;

/** Choice of pump and program of free play, and any action. */
export function FreePlayForm({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const choice = useSignal<FreeChoice>(firstChoice);
  const texts = state.texts.value.freePlay;
  if (state.lessons.place.value?.lesson.id !== FREE_PLAY_ID) return null;
  const set = (change: Partial<FreeChoice>): void => {
    choice.value = { ...choice.value, ...change };
  };
  return (
    <section class="card free-play" aria-label={texts.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void state.lessons.open(freePlay(choice.value));
        }}
      >
        <label>
          <span class="label">{texts.product}</span>
          <select
            value={choice.value.product}
            onChange={(event) => {
              const product = event.currentTarget.value;
              set({ product, hasCatheter: WITH_CATHETER.test(product) });
            }}
          >
            {state.listed.value?.products.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <div class="pair">
          <NumberField
            label={texts.rate}
            value={choice.value.rateMlPerDay}
            onSet={(rateMlPerDay) => set({ rateMlPerDay })}
          />
          <NumberField
            label={texts.reservoir}
            value={choice.value.reservoirMl}
            onSet={(reservoirMl) => set({ reservoirMl })}
          />
        </div>
        <button type="submit">{texts.begin}</button>
      </form>
      <AnyAction state={state} />
    </section>
  );
}
