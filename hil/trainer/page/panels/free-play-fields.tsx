import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { TextProblem } from '../engine/messages.ts';
import { type ChoiceKey, catheterStates, drugNames, type FreeChoice, fieldSources } from '../lessons/free-choice.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { freePlayTexts } from '../texts/free-play-texts.ts';
import { ChoiceField } from './choice-field.tsx';
import { NumberField } from './number-field.tsx';

/** Products whose catheter is modelled by default. */
const WITH_CATHETER = /^synchromed-ii/;

export interface FieldsProps {
  readonly state: TrainerState;
  readonly choice: FreeChoice;
  readonly set: (change: Partial<FreeChoice>) => void;
  /** Problems of the scenario that come from a choice. */
  readonly of: (key: ChoiceKey) => readonly TextProblem[];
}

/** Product, rate and reservoir, with the limits of the product. */
export function PumpFields({ state, choice, set, of }: FieldsProps): JSX.Element {
  const texts = state.texts.value.freePlay;
  const words = freePlayTexts[state.language.value];
  const products = state.listed.value?.products ?? [];
  const quantities = products.find(({ id }) => id === choice.product)?.product.quantities;
  const rateHint =
    quantities === undefined
      ? undefined
      : words.range(quantities.rateMlPerDayMin.value, quantities.rateMlPerDayMax.value);
  return (
    <>
      <ChoiceField
        label={texts.product}
        value={choice.product}
        options={products.map(({ id, title }) => [id, title] as const)}
        onSet={(product) => set({ product, catheter: WITH_CATHETER.test(product) ? 'open' : 'none' })}
      />
      <Problems state={state} of={of('product')} />
      <div class="pair">
        <NumberField
          label={texts.rate}
          value={choice.rateMlPerDay}
          hint={rateHint}
          onSet={(rateMlPerDay) => set({ rateMlPerDay })}
        />
        <NumberField
          label={texts.reservoir}
          value={choice.reservoirMl}
          hint={quantities === undefined ? undefined : words.atMost(quantities.reservoirMl.value)}
          onSet={(reservoirMl) => set({ reservoirMl })}
        />
      </div>
      <Problems state={state} of={[...of('rate'), ...of('reservoir')]} />
    </>
  );
}

/** Drug and its concentration. */
export function DrugFields({ state, choice, set, of }: FieldsProps): JSX.Element {
  const words = freePlayTexts[state.language.value];
  return (
    <>
      <div class="pair">
        <ChoiceField
          label={words.drug}
          value={choice.drug}
          options={[
            ['', words.noDrug] as const,
            ...drugNames.map((name) => [name, words.drugs[name] ?? name] as const),
          ]}
          onSet={(drug) => set({ drug })}
        />
        {choice.drug !== '' && (
          <NumberField
            label={words.concentration}
            value={choice.concentrationMgPerMl}
            onSet={(concentrationMgPerMl) => set({ concentrationMgPerMl })}
          />
        )}
      </div>
      <Problems state={state} of={of('drug')} />
    </>
  );
}

/** State of the catheter at the beginning. */
export function CatheterFields({ state, choice, set, of }: FieldsProps): JSX.Element {
  const words = freePlayTexts[state.language.value];
  return (
    <>
      <div class="pair">
        <ChoiceField
          label={words.catheter}
          value={choice.catheter}
          options={catheterStates.map((one) => [one, words.catheters[one]] as const)}
          onSet={(value) => set({ catheter: catheterStates.find((one) => one === value) ?? 'open' })}
        />
        {choice.catheter === 'kinked' && (
          <NumberField label={words.kink} value={choice.kinkPercent} onSet={(kinkPercent) => set({ kinkPercent })} />
        )}
      </div>
      <Problems state={state} of={of('catheter')} />
    </>
  );
}

/** Field at the beginning. */
export function FieldFields({ state, choice, set, of }: FieldsProps): JSX.Element {
  const words = freePlayTexts[state.language.value];
  return (
    <>
      <div class="pair">
        <ChoiceField
          label={words.field}
          value={choice.field}
          options={fieldSources.map((one) => [one, words.fields[one]] as const)}
          onSet={(value) => set({ field: fieldSources.find((one) => one === value) ?? 'none' })}
        />
        {choice.field === 'scanner' && (
          <NumberField label={words.strength} value={choice.scannerT} onSet={(scannerT) => set({ scannerT })} />
        )}
        {choice.field === 'magnet' && (
          <NumberField label={words.distance} value={choice.magnetMm} onSet={(magnetMm) => set({ magnetMm })} />
        )}
      </div>
      <Problems state={state} of={of('field')} />
    </>
  );
}

interface ProblemsProps {
  readonly state: TrainerState;
  readonly of: readonly TextProblem[];
}

/** What `rollerloop lint` says of a choice, in English. */
function Problems({ state, of }: ProblemsProps): JSX.Element | null {
  const id = useId();
  if (of.length === 0) return null;
  return (
    <div role="status" class="field-problems">
      <p>{freePlayTexts[state.language.value].problem}</p>
      <ul lang="en">
        {of.map(({ found, allowed }, index) => (
          <li key={`${id} ${index}`}>{`found ${found}; allowed: ${allowed}`}</li>
        ))}
      </ul>
    </div>
  );
}
