import type { JSX } from 'preact';
import { useShown } from '../base/use-shown.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { entryIn } from '../texts/pump-words.ts';
import { timeText } from './quantities.ts';

const LINES_MAX = 6;

/** The pump's event log as it was last read; with see-through also the lines that are not read yet. */
export function PumpLog({ state }: { readonly state: TrainerState }): JSX.Element | null {
  const { player } = state;
  const trace = player.shown.value?.trace;
  const texts = state.texts.value.programmer;
  // Only events change the log.
  useShown(() => trace?.eventCountAt(player.nowUs.value) ?? 0, [player, trace]);
  if (trace === undefined) return null;
  const nowUs = player.nowUs.peek();
  const read = trace.lastEvent('pump.interrogation', nowUs);
  const readCount = Array.isArray(read?.log) ? read.log.length : 0;
  const lines = trace.eventsUntil('pump.log', nowUs);
  const shown = (state.isSeeThrough.value ? lines : lines.slice(0, readCount)).slice(-LINES_MAX);
  const empty = read === undefined ? texts.notRead : texts.emptyLog;
  return (
    <div class="log">
      <div class="label">{texts.log}</div>
      {shown.length === 0 && <p class="quiet-text">{empty}</p>}
      <ul>
        {shown.map((line) => (
          <li key={String(line.number)}>
            <time>{timeText(line.t)}</time>
            <span>{entryIn(String(line.entry), state.language.value)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
