import { setup } from 'xstate';

export type DeliveryEvent =
  | { readonly type: 'DELIVER' }
  | { readonly type: 'STOP' }
  | { readonly type: 'BOLUS' }
  /** Its last motor step was made: the line knows when, so that no delay has to say it again. */
  | { readonly type: 'BOLUS_DONE' }
  | { readonly type: 'SUSPEND' }
  | { readonly type: 'RESUME' }
  /** The electronics began anew: a bolus is gone, the program goes on as it stands in memory. */
  | { readonly type: 'RESET' }
  | { readonly type: 'END' };

/**
 * What the motor is asked to do. The steps of a schedule are arithmetic, not events. A bolus suspends the basal rate;
 * afterwards it is anchored anew, and what it missed is not made up. `suspended` is telemetry mode that latched: nothing is commanded until somebody interrogates; a stopped pump stays
 * in stopped mode meanwhile, and its hours count on. A pump that latched while it delivered counts its hours too (assumed: the
 * published cause is a pump that gives nothing for that long). `ended` is for good.
 */
export const deliveryMachine = setup({
  types: { events: {} as DeliveryEvent },
  actions: {
    stand: () => {},
    followBasal: () => {},
    leaveBasal: () => {},
    followBolus: () => {},
    endBolus: () => {},
    cutBolus: () => {},
    withhold: () => {},
    withholdBolus: () => {},
    withholdNoMore: () => {},
    stoppedTooLong: () => {},
    leaveStopped: () => {},
  },
  guards: { basalProgrammed: () => false, basalAfterBolus: () => false },
  delays: { stoppedAlarmUs: 0 },
}).createMachine({
  id: 'delivery',
  initial: 'stopped',
  on: { END: '.ended' },
  states: {
    stopped: {
      entry: 'stand',
      exit: 'leaveStopped',
      on: { DELIVER: 'delivering', BOLUS: 'bolus', SUSPEND: '.latched' },
      after: { stoppedAlarmUs: { actions: 'stoppedTooLong' } },
      initial: 'standing',
      states: { standing: {}, latched: { on: { RESUME: 'standing' } } },
    },
    delivering: {
      entry: 'followBasal',
      exit: 'leaveBasal',
      on: {
        DELIVER: { target: 'delivering', reenter: true },
        STOP: 'stopped',
        BOLUS: 'bolus',
        SUSPEND: 'suspended',
        RESET: { target: 'delivering', reenter: true },
      },
    },
    bolus: {
      entry: 'followBolus',
      on: {
        BOLUS_DONE: [
          { guard: 'basalAfterBolus', target: 'delivering', actions: 'endBolus' },
          { target: 'stopped', actions: 'endBolus' },
        ],
        STOP: { target: 'stopped', actions: 'cutBolus' },
        SUSPEND: { target: 'suspended', actions: ['withholdBolus', 'cutBolus'] },
        RESET: [
          { guard: 'basalProgrammed', target: 'delivering', actions: 'cutBolus' },
          { target: 'stopped', actions: 'cutBolus' },
        ],
        END: { target: 'ended', actions: 'cutBolus' },
      },
    },
    suspended: {
      entry: ['withhold', 'stand'],
      exit: ['withholdNoMore', 'leaveStopped'],
      after: { stoppedAlarmUs: { actions: 'stoppedTooLong' } },
      on: { RESUME: [{ guard: 'basalProgrammed', target: 'delivering' }, { target: 'stopped' }] },
    },
    ended: { entry: 'stand', on: { END: {} } },
  },
});
