import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { type Said, saidIn } from '../texts/language.ts';

interface SaidTextProps {
  readonly state: TrainerState;
  readonly said: Said;
}

/** A message, marked with the language that it is in, so that a screen reader speaks it in that language. */
export function SaidText({ state, said }: SaidTextProps): JSX.Element {
  const { text, lang } = saidIn(said, state.language.value);
  return <span lang={lang}>{text}</span>;
}
