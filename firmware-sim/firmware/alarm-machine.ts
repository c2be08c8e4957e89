import { setup } from 'xstate';

export interface AlarmEvent {
  readonly type: 'CAUSES_CHANGED' | 'TEST';
}

/**
 * State machine of the alarm class that sounds. The highest class wins. Its tone sounds at once, then at the interval
 * of its class, until the cause clears.
 */
export const alarmMachine = setup({
  types: { events: {} as AlarmEvent },
  actions: { soundCritical: () => {}, soundNonCritical: () => {}, soundTest: () => {} },
  guards: { anyCritical: () => false, anyNonCritical: () => false },
  delays: { criticalEveryUs: 0, nonCriticalEveryUs: 0 },
}).createMachine({
  id: 'alarm',
  initial: 'silent',
  on: { TEST: { actions: 'soundTest' } },
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
