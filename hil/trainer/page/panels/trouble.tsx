import type { JSX } from 'preact';
import type { Trouble as TroubleFacts } from '../play/player.ts';
import type { TrainerState } from '../state/trainer-state.ts';

/** What went wrong last, and what the pump refused. */
export function Trouble({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const trouble = player.trouble.value;
  if (trouble === undefined) return null;
  const texts = state.texts.value;
  const title = titleOf(state, trouble);
  return (
    <div class="card trouble" role="alert">
      {title !== undefined && <p>{title}</p>}
      <pre lang="en">{trouble.message}</pre>
      <button
        type="button"
        onClick={() => {
          player.trouble.value = undefined;
        }}
      >
        {texts.close}
      </button>
    </div>
  );
}

/** Returns the text before the message; undefined for a note. */
function titleOf({ player, texts }: TrainerState, { isNote, isRefused }: TroubleFacts): string | undefined {
  const { refusedRun, noRun, trouble } = texts.value;
  if (isRefused === true) return refusedRun;
  if (isNote === true) return undefined;
  return player.shown.value === undefined ? noRun : trouble;
}
