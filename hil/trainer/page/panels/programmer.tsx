import type { JSX } from 'preact';
import type { Entry } from '../play/player.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { PumpLog } from './pump-log.tsx';

/** What the clinician does with the pump, as far as the lesson needs it. */
export function Programmer({ state }: { readonly state: TrainerState }): JSX.Element {
  const texts = state.texts.value.programmer;
  const tools = state.lessons.part?.tools ?? [];
  const act = (entry: Entry): void => void state.player.act(entry);
  const hasRotor = state.player.shown.value?.facts.product.drive.kind === 'rollers';
  return (
    <section class="card programmer" aria-label={texts.title}>
      <h2 class="label">{texts.title}</h2>
      <div class="actions">
        <button type="button" onClick={() => act({ interrogate: 'once' })}>
          {texts.interrogate}
        </button>
        {tools.includes('study') && hasRotor && (
          <button type="button" onClick={() => act({ 'roller study': 'take' })}>
            {texts.study}
          </button>
        )}
        {tools.includes('alarms') && (
          <button type="button" onClick={() => act({ alarm: 'silence' })}>
            {texts.silence}
          </button>
        )}
      </div>
      <PumpLog state={state} />
    </section>
  );
}
