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

/** Calls of the machine to the delivery of its pump, and its time limit. */
export interface DeliveryCalls {
  /** Commands no motor steps. */
  stand(): void;
  followBasal(): void;
  leaveBasal(): void;
  followBolus(): void;
  endBolus(): void;
  cutBolus(): void;
  /** Begins to count the volume that the program would deliver now. */
  withhold(): void;
  withholdBolus(): void;
  withholdNoMore(): void;
  stoppedTooLong(): void;
  leaveStopped(): void;
  isBasalProgrammed(): boolean;
  isBasalAfterBolus(): boolean;
  /** Time in stopped mode after which the pump sounds an alarm. */
  readonly stoppedAlarmUs: number;
}

/**
 * State machine of the motor commands. Steps of a schedule are arithmetic, not events. A bolus suspends the basal rate.
 * After the bolus the basal rate is anchored anew, and missed steps are not made up. `suspended` is a latched telemetry
 * mode: nothing is commanded until an interrogation. A stopped pump stays in stopped mode meanwhile, and its hours
 * still count. A pump that latched while it delivered also counts its hours (assumed: the published cause is a pump
 * that delivers nothing for that long). `ended` is final. All pumps share the machine.
 */
export const deliveryMachine = setup({
  types: { events: {} as DeliveryEvent, context: {} as DeliveryCalls, input: {} as DeliveryCalls },
  actions: {
    stand: ({ context }) => context.stand(),
    followBasal: ({ context }) => context.followBasal(),
    leaveBasal: ({ context }) => context.leaveBasal(),
    followBolus: ({ context }) => context.followBolus(),
    endBolus: ({ context }) => context.endBolus(),
    cutBolus: ({ context }) => context.cutBolus(),
    withhold: ({ context }) => context.withhold(),
    withholdBolus: ({ context }) => context.withholdBolus(),
    withholdNoMore: ({ context }) => context.withholdNoMore(),
    stoppedTooLong: ({ context }) => context.stoppedTooLong(),
    leaveStopped: ({ context }) => context.leaveStopped(),
  },
  guards: {
    basalProgrammed: ({ context }) => context.isBasalProgrammed(),
    basalAfterBolus: ({ context }) => context.isBasalAfterBolus(),
  },
  delays: { stoppedAlarmUs: ({ context }) => context.stoppedAlarmUs },
}).createMachine({
  id: 'delivery',
  context: ({ input }) => input,
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
