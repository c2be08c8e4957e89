import { allSignals } from '../../../firmware-sim/pump-signals.ts';
import type { StateDeclaration } from '../formula/run-facts.ts';

/** Returns those texts of an event that are also words of a state. */
function textsOf(event: keyof typeof allSignals): readonly string[] {
  const declared = allSignals[event];
  return declared?.kind === 'event' ? (declared.texts ?? []) : [];
}

/**
 * States that a condition may name, each with the event that changes it. Before its first event a state has its initial
 * word.
 */
export const states: Readonly<Record<string, StateDeclaration>> = {
  'pump.mode': { event: 'pump.mode', field: 'mode', initial: 'stopped', words: textsOf('pump.mode') },
  'pump.alarm': {
    event: 'pump.alarm',
    field: 'phase',
    initial: 'cleared',
    keyField: 'cause',
    groupFields: ['class'],
    words: ['raised', 'cleared'],
  },
  'true.rotor': { event: 'true.rotor', field: 'state', initial: 'turning', words: textsOf('true.rotor') },
  'true.valves': { event: 'true.valves', field: 'state', initial: 'metering', words: textsOf('true.valves') },
};
