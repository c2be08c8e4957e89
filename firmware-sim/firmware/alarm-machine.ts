import { setup } from 'xstate';
import type { AlarmClass } from '../base/alarm-cause.ts';

export interface AlarmEvent {
  readonly type: 'CAUSES_CHANGED' | 'TEST';
}

/** Calls of the machine to the alarms of its pump. */
export interface AlarmCalls {
  /** Sounds the tone of a class once. */
  sound(alarmClass: AlarmClass): void;
  /** Returns whether a cause of this class stands and is not silenced. */
  any(alarmClass: AlarmClass): boolean;
  /** Returns the interval between tones of a class. */
  everyUs(alarmClass: AlarmClass): number;
}

/**
 * State machine of the alarm class that sounds. The highest class wins. Its tone sounds at once, then at the interval
 * of its class, until the cause clears. All pumps share the machine: making one for each took a quarter of a short run.
 */
export const alarmMachine = setup({
  types: { events: {} as AlarmEvent, context: {} as AlarmCalls, input: {} as AlarmCalls },
  actions: {
    soundCritical: ({ context }) => context.sound('critical'),
    soundNonCritical: ({ context }) => context.sound('non-critical'),
  },
  guards: {
    anyCritical: ({ context }) => context.any('critical'),
    anyNonCritical: ({ context }) => context.any('non-critical'),
  },
  delays: {
    criticalEveryUs: ({ context }) => context.everyUs('critical'),
    nonCriticalEveryUs: ({ context }) => context.everyUs('non-critical'),
  },
}).createMachine({
  id: 'alarm',
  context: ({ input }) => input,
  initial: 'silent',
  on: { TEST: { actions: 'soundCritical' } },
  states: {
    silent: {
      on: {
        CAUSES_CHANGED: [
          { guard: 'anyCritical', target: 'critical' },
          { guard: 'anyNonCritical', target: 'nonCritical' },
        ],
      },
    },
    nonCritical: {
      entry: 'soundNonCritical',
      on: {
        CAUSES_CHANGED: [
          { guard: 'anyCritical', target: 'critical' },
          { guard: 'anyNonCritical' },
          { target: 'silent' },
        ],
      },
      after: { nonCriticalEveryUs: { target: 'nonCritical', reenter: true } },
    },
    critical: {
      entry: 'soundCritical',
      on: {
        CAUSES_CHANGED: [
          { guard: 'anyCritical' },
          { guard: 'anyNonCritical', target: 'nonCritical' },
          { target: 'silent' },
        ],
      },
      after: { criticalEveryUs: { target: 'critical', reenter: true } },
    },
  },
});
