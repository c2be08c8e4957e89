import type { JSX } from 'preact';

interface NumberFieldProps {
  /** Name of the quantity, with its unit. */
  readonly label: string;
  /** Text of the field. An empty field stays empty: 0 is another value. */
  readonly value: string;
  /** Smallest value that the browser accepts; default: any. */
  readonly min?: number;
  /** Smallest difference that the browser accepts; default: any. */
  readonly step?: number;
  /** Values that are allowed, in words. */
  readonly hint?: string | undefined;
  readonly onSet: (text: string) => void;
}

/** A labelled number. The caller reads its text, because the language checks the value. */
export function NumberField({ label, value, min, step, hint, onSet }: NumberFieldProps): JSX.Element {
  return (
    <label>
      <span class="label">{label}</span>
      <input
        type="number"
        inputMode="decimal"
        min={min}
        step={step ?? 'any'}
        required
        value={value}
        onInput={(event) => onSet(event.currentTarget.value)}
      />
      {hint !== undefined && <small class="field-hint">{hint}</small>}
    </label>
  );
}
