import type { JSX } from 'preact';
import { useShown } from '../base/use-shown.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { refusalLead } from '../texts/pump-words.ts';
import { timeText } from './quantities.ts';

/** Actions that the pump refused. They stay in the session. */
export function Refusals({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const all = player.shown.value?.summary.refusals.filter(
    ({ input, unexpected }) => input !== undefined || unexpected !== undefined,
  );
  const isPast = (atUs: number): boolean => atUs <= player.nowUs.value;
  const count = useShown(() => all?.filter(({ atUs }) => isPast(atUs)).length ?? 0, [player, player.shown.value]);
  if (all === undefined || count === 0) return null;
  const refused = all.filter(({ atUs }) => atUs <= player.nowUs.peek());
  return (
    <div class="log refusals" role="status">
      <div class="label">{state.texts.value.programmer.refused}</div>
      <ul>
        {refused.map(({ entry, atUs, field, why, says }) => (
          <li key={`${atUs} ${entry}`}>
            <time>{timeText(atUs)}</time>
            <span>
              {refusalLead(field, why, state.language.value)} <span lang="en">{says}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
