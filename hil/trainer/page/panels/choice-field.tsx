import type { JSX } from 'preact';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onSet: (value: string) => void;
}

/** A labelled list to choose from. */
export function ChoiceField({ label, value, options, onSet }: ChoiceFieldProps): JSX.Element {
  return (
    <label>
      <span class="label">{label}</span>
      <select value={value} onChange={(event) => onSet(event.currentTarget.value)}>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
