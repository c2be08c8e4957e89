import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Trouble as TroubleFacts } from '../play/player.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { SaidText } from './said-text.tsx';

/** What went wrong last, and what the pump refused. A new message scrolls into view. */
export function Trouble({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const card = useRef<HTMLDivElement>(null);
  const trouble = player.trouble.value;
  useEffect(() => card.current?.scrollIntoView({ block: 'nearest' }), [trouble]);
  if (trouble === undefined) return null;
  const title = titleOf(state, trouble);
  const close = (): void => {
    player.trouble.value = undefined;
    // The button vanishes, and the focus would be lost with it.
    document.querySelector('main')?.focus();
  };
  return (
    <div class="card trouble" role="alert" ref={card}>
      {title !== undefined && <p>{title}</p>}
      <pre>
        <SaidText state={state} said={trouble.message} />
      </pre>
      <button type="button" onClick={close}>
        {state.texts.value.close}
      </button>
    </div>
  );
}

/** Returns the text before the message; undefined for a note. */
function titleOf({ player, texts }: TrainerState, { isNote, isRefused, isOfLink }: TroubleFacts): string | undefined {
  const { refusedRun, noRun, noLink, trouble } = texts.value;
  if (isRefused === true) return refusedRun;
  if (isNote === true) return undefined;
  if (player.shown.value === undefined) return noRun;
  return isOfLink === true ? noLink : trouble;
}
