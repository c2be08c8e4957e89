import { setup } from 'xstate';

export type DeliveryEvent = { readonly type: 'CONTINUE' } | { readonly type: 'STOP' } | { readonly type: 'BOLUS' };

/** Modes of delivery. A bolus suspends the basal rate; afterwards it is anchored anew, and what it missed is not made up. */
export const deliveryMachine = setup({
  types: { events: {} as DeliveryEvent },
  actions: { stand: () => {}, followBasal: () => {}, followBolus: () => {}, endBolus: () => {}, cutBolus: () => {} },
  guards: { basalProgrammed: () => false },
  delays: { bolusUs: 0 },
}).createMachine({
  id: 'delivery',
  initial: 'stopped',
  states: {
    stopped: { entry: 'stand', on: { CONTINUE: 'simpleContinuous', BOLUS: 'bolus' } },
    simpleContinuous: {
      entry: 'followBasal',
      on: { CONTINUE: { target: 'simpleContinuous', reenter: true }, STOP: 'stopped', BOLUS: 'bolus' },
    },
    bolus: {
      entry: 'followBolus',
      on: { STOP: { target: 'stopped', actions: 'cutBolus' } },
      after: {
        bolusUs: [
          { guard: 'basalProgrammed', target: 'simpleContinuous', actions: 'endBolus' },
          { target: 'stopped', actions: 'endBolus' },
        ],
      },
    },
  },
});
