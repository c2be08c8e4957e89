import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';

interface NumberActionProps {
  readonly label: string;
  readonly button: string;
  readonly first: number;
  readonly step: number;
  /** Writes the value as the language does. Its limits are those of the pump, which refuses what it cannot do. */
  readonly onAct: (value: string) => void;
}

/** A value with a button that acts with it. */
export function NumberAction({ label, button, first, step, onAct }: NumberActionProps): JSX.Element {
  const value = useSignal(String(first));
  return (
    <form
      class="number-action"
      onSubmit={(event) => {
        event.preventDefault();
        onAct(value.value);
      }}
    >
      <label>
        <span class="label">{label}</span>
        <input
          type="number"
          inputMode="decimal"
          min={0}
          step={step}
          required
          value={value.value}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit">{button}</button>
    </form>
  );
}
