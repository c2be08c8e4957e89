import { setup } from 'xstate';

export type StallEvent = { readonly type: 'VOLUME_MISSED' } | { readonly type: 'VOLUME_CONFIRMED' };

/** What the pump believes of its rotor. It is late by design: the law behind the events needs volume to see anything. */
export const stallMachine = setup({
  types: { events: {} as StallEvent },
  actions: { logMotorStall: () => {}, logMotorStallRecovery: () => {} },
}).createMachine({
  id: 'stall',
  initial: 'running',
  states: {
    running: { on: { VOLUME_MISSED: { target: 'stalled', actions: 'logMotorStall' } } },
    stalled: { on: { VOLUME_CONFIRMED: { target: 'running', actions: 'logMotorStallRecovery' } } },
  },
});
