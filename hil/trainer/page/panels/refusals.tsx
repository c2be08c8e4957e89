import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { timeText } from './quantities.ts';

/** Actions that the pump refused. They stay in the session. */
export function Refusals({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const nowUs = player.nowUs.value;
  const refused = player.shown.value?.summary.refusals.filter(
    ({ atUs, input, unexpected }) => (input !== undefined || unexpected !== undefined) && atUs <= nowUs,
  );
  if (refused === undefined || refused.length === 0) return null;
  return (
    <div class="log refusals" role="status">
      <div class="label">{state.texts.value.programmer.refused}</div>
      <ul>
        {refused.map(({ entry, atUs, says }) => (
          <li key={`${atUs} ${entry}`}>
            <time>{timeText(atUs)}</time>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
