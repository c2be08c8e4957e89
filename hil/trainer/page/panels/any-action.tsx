import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { entryOf } from './entry-text.ts';

/** Entries to begin with: the user changes them, and the language checks them. */
const EXAMPLES: readonly string[] = [
  'field: 1.5 T, azimuth: 40 deg',
  'field: phone, distance: 51 mm, azimuth: 40 deg, near for: 30 min, away for: 90 min, times: 3',
  'field: off',
  'catheter: occlude',
  'catheter: kink 90 %',
  'catheter: repair',
  'refill: 18 mL',
  'stop: pump',
  'program: { mode: simple continuous, rate: 0.5 mL/day }',
  'bolus: 50 uL, over: 10 min',
  'roller study: take, filmed: live',
  'flow-activated valve: reset',
  'defect: pump leak, rate: 0.2 mL/day',
  'interrogate: twice',
];

/** Any action of the language as text, for free play. */
export function AnyAction({ state }: { readonly state: TrainerState }): JSX.Element {
  const text = useSignal(EXAMPLES[0] ?? '');
  const texts = state.texts.value.freePlay;
  return (
    <form
      class="any-action"
      onSubmit={(event) => {
        event.preventDefault();
        const entry = entryOf(text.value);
        if (entry !== undefined) void state.player.act(entry);
        else state.player.trouble.value = { message: texts.noEntry(text.value), problems: [] };
      }}
    >
      <label>
        <span class="label">{texts.anyAction}</span>
        <input
          type="text"
          list="entry-examples"
          spellcheck={false}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <datalist id="entry-examples">
        {EXAMPLES.map((example) => (
          <option key={example} value={example} />
        ))}
      </datalist>
      <button type="submit">{texts.act}</button>
    </form>
  );
}
