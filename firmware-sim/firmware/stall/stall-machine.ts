import { setup } from 'xstate';

export type StallEvent = { readonly type: 'STEPS_MISSED' } | { readonly type: 'STEPS_CONFIRMED' };

/**
 * State machine of the rotor as the pump believes it. It lags the truth, because its law needs volume or time to
 * decide.
 */
export const stallMachine = setup({
  types: { events: {} as StallEvent },
}).createMachine({
  id: 'stall',
  initial: 'running',
  states: {
    running: { on: { STEPS_MISSED: 'stalled' } },
    stalled: { on: { STEPS_CONFIRMED: 'running' } },
  },
});
