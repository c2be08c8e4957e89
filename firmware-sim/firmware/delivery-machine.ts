import { setup } from 'xstate';

export type DeliveryEvent =
  | { readonly type: 'DELIVER' }
  | { readonly type: 'STOP' }
  | { readonly type: 'BOLUS' }
  /**
   * The last motor step of the bolus was made. The motor line gives its time, so the machine needs no delay of its own.
   */
  | { readonly type: 'BOLUS_DONE' }
  | { readonly type: 'SUSPEND' }
  | { readonly type: 'RESUME' }
  /** The electronics restarted. A bolus is lost, and the stored program continues. */
  | { readonly type: 'RESET' }
  | { readonly type: 'END' };

/**
 * State machine of the motor commands. Steps of a schedule are arithmetic, not events. A bolus suspends the basal rate.
 * After the bolus the basal rate is anchored anew, and missed steps are not made up. `suspended` is a latched telemetry
 * mode: nothing is commanded until an interrogation. A stopped pump stays in stopped mode meanwhile, and its hours
 * still count. A pump that latched while it delivered also counts its hours (assumed: the published cause is a pump
 * that delivers nothing for that long). `ended` is final.
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
