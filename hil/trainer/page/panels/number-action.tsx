import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { NumberField } from './number-field.tsx';

interface NumberActionProps {
  readonly label: string;
  readonly button: string;
  readonly first: number;
  readonly step: number;
  /** Receives the value as the user typed it. Its limits are those of the pump, which refuses what it cannot do. */
  readonly onAct: (value: string) => void;
}

/** A number field with a button that acts with its value. */
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
      <NumberField
        label={label}
        value={value.value}
        min={0}
        step={step}
        onSet={(text) => {
          value.value = text;
        }}
      />
      <button type="submit">{button}</button>
    </form>
  );
}
