import { setup } from 'xstate';

export type StallEvent = { readonly type: 'STEPS_MISSED' } | { readonly type: 'STEPS_CONFIRMED' };

/** What the pump believes of its rotor. It is late by design: the law behind the events needs volume or time to see anything. */
export const stallMachine = setup({
  types: { events: {} as StallEvent },
  actions: { noticeStall: () => {}, noticeRecovery: () => {} },
}).createMachine({
  id: 'stall',
  initial: 'running',
  states: {
    running: { on: { STEPS_MISSED: { target: 'stalled', actions: 'noticeStall' } } },
    stalled: { on: { STEPS_CONFIRMED: { target: 'running', actions: 'noticeRecovery' } } },
  },
});
