import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { inflatedOf } from '../base/inflated-element.ts';

const ELEMENT = 'licences';

/** Licences of the parts of the page, shown on request. */
export function Licences({ label }: { readonly label: string }): JSX.Element {
  const text = useSignal<string | undefined>(undefined);
  const show = async (): Promise<void> => {
    const inflated = await inflatedOf(document, ELEMENT);
    text.value = inflated === undefined ? '' : new TextDecoder().decode(inflated);
  };
  if (text.value !== undefined) return <pre class="licences">{text.value}</pre>;
  return (
    <button type="button" onClick={() => void show()}>
      {label}
    </button>
  );
}
