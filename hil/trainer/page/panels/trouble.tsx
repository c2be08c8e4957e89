import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';

/** What went wrong last, and what the pump refused. */
export function Trouble({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const trouble = player.trouble.value;
  if (trouble === undefined) return null;
  const texts = state.texts.value;
  return (
    <div class="card trouble" role="alert">
      {trouble.isNote !== true && <p>{texts.trouble}</p>}
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
