import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { bothLanguages } from '../texts/texts.ts';
import { entryOf } from './entry-text.ts';
import { type FreeAction, freeActions, freeActionText } from './free-actions.ts';
import { NumberAction } from './number-action.tsx';
import { NumberField } from './number-field.tsx';

/** Entries beyond the forms: the user changes them, and the language checks them. */
const EXAMPLES: readonly string[] = [
  'field: phone, distance: 51 mm, azimuth: 40 deg, near for: 30 min, away for: 90 min, times: 3',
  'field: 1.5 T, angle to pump normal: 0 deg',
  'flow-activated valve: reset',
  'defect: pump leak, rate: 0.2 mL/day',
];
const US_PER_HOUR = 3600e6;

/** An action of free play: a form writes it as a scenario does, and the user may write any other. */
export function AnyAction({ state }: { readonly state: TrainerState }): JSX.Element {
  const chosen = useSignal(0);
  const numbers = useSignal(firstNumbers(freeActions[0] as FreeAction));
  const text = useSignal(freeActionText(freeActions[0] as FreeAction, numbers.value));
  const texts = state.texts.value.freePlay;
  const action = freeActions[chosen.value] as FreeAction;
  const write = (index: number, values: readonly string[]): void => {
    chosen.value = index;
    numbers.value = values;
    text.value = freeActionText(freeActions[index] as FreeAction, values);
  };
  return (
    <>
      <form
        class="any-action"
        onSubmit={(event) => {
          event.preventDefault();
          const entry = entryOf(text.value);
          if (entry !== undefined) void state.player.act(entry);
          else
            state.player.trouble.value = {
              message: bothLanguages((all) => all.freePlay.noEntry(text.value)),
              problems: [],
            };
        }}
      >
        <label class="whole">
          <span class="label">{texts.action}</span>
          <select
            value={String(chosen.value)}
            onChange={(event) => {
              const index = Number(event.currentTarget.value);
              write(index, firstNumbers(freeActions[index] as FreeAction));
            }}
          >
            {freeActions.map(({ title }, index) => (
              <option key={title.en} value={String(index)}>
                {title[state.language.value]}
              </option>
            ))}
          </select>
        </label>
        <div class="pair whole">
          {action.numbers.map(({ label }, place) => (
            <NumberField
              key={label.en}
              label={label[state.language.value]}
              value={numbers.value[place] ?? ''}
              onSet={(value) =>
                write(
                  chosen.value,
                  numbers.value.map((before, index) => (index === place ? value : before)),
                )
              }
            />
          ))}
        </div>
        <EntryInput label={texts.anyAction} text={text} />
        <button type="submit">{texts.act}</button>
      </form>
      <NumberAction
        label={texts.waitHours}
        button={texts.wait}
        first={1}
        step={0.1}
        onAct={(hours) => void state.player.wait(Number(hours) * US_PER_HOUR)}
      />
    </>
  );
}

function firstNumbers({ numbers }: FreeAction): readonly string[] {
  return numbers.map(({ first }) => String(first));
}

/** The action as a scenario writes it. */
function EntryInput({ label, text }: { readonly label: string; readonly text: { value: string } }): JSX.Element {
  return (
    <label class="whole">
      <span class="label">{label}</span>
      <input
        type="text"
        list="entry-examples"
        spellcheck={false}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <datalist id="entry-examples">
        {EXAMPLES.map((example) => (
          <option key={example} value={example} />
        ))}
      </datalist>
    </label>
  );
}
