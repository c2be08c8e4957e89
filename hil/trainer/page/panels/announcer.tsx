import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import type { RotorState } from '../../../viewer/texts/texts.ts';
import type { TrainerState } from '../state/trainer-state.ts';
import { entryIn } from '../texts/pump-words.ts';

/** Announces changes to screen readers: alarms, sound that the browser refuses and, with see-through, the state of the rotor. */
export function Announcer({ state }: { readonly state: TrainerState }): JSX.Element {
  const { player, isSeeThrough } = state;
  const said = useComputed(() => {
    const moment = player.moment.value;
    const texts = state.texts.value;
    if (moment === undefined) return '';
    const rotor = isSeeThrough.value ? texts.viewer.rotor.becomes[moment.rotorState as RotorState] : undefined;
    const alarms = moment.alarms.map((cause) => texts.alarm(entryIn(cause, state.language.value)));
    const sound = state.sound.state.value === 'refused' ? texts.sound.refused : '';
    return [sound, ...alarms, rotor ?? ''].filter((text) => text !== '').join('. ');
  });
  return (
    <p class="unseen" aria-live="polite">
      {said}
    </p>
  );
}
