import { calendarText } from '../base/calendar-text.ts';
import type { Product } from '../products/product.ts';
import { stepVolumeOf } from '../products/step-volume.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { Alarms } from './alarms.ts';
import type { Delivery } from './delivery.ts';
import type { EventLog } from './event-log.ts';
import type { PumpMemory } from './pump-memory.ts';
import type { PumpStatus } from './pump-status.ts';
import type { ReservoirCalculator } from './reservoir-calculator.ts';
import type { PumpCalendar } from './schedule/pump-calendar.ts';
import { shownTherapy, type TimedTherapies } from './timed-therapies.ts';

/** Event of an interrogation. */
export const interrogationSignals = {
  'pump.interrogation': {
    kind: 'event',
    unit: '',
    texts: [
      'simple continuous',
      'flex',
      'periodic bolus',
      'minimum rate',
      'stopped',
      'delivering',
      'bolus',
      'suspended',
      'ended',
    ],
    doc: 'Values shown by an interrogation. The texts are the mode and what the pump is doing.',
  },
} as const satisfies Declarations;

/** Parts of the firmware that an interrogation reads. */
export interface BelievedParts extends Pick<PumpStatus, 'pumpUs' | 'ageUs' | 'alarmSettings' | 'eriReached'> {
  readonly product: Product;
  readonly delivery: Delivery;
  readonly therapies: TimedTherapies;
  readonly calendar: PumpCalendar;
  readonly calculator: ReservoirCalculator;
  readonly memory: PumpMemory;
  readonly alarms: Alarms;
  readonly log: EventLog;
}

/** Returns the present beliefs of the firmware. */
export function believedStatus(parts: BelievedParts): PumpStatus {
  const { product, pumpUs, ageUs, delivery, therapies, calendar, calculator, memory, alarmSettings, eriReached } =
    parts;
  const { program } = delivery;
  return {
    productId: product.id,
    calibrationUl: stepVolumeOf(product).unitUl,
    pumpUs,
    ageUs,
    mode: program.mode,
    rateMlPerDay: delivery.basalMlPerDay,
    meanMlPerDay: delivery.meanMlPerDay,
    program,
    patientBolus: therapies.patientBolus,
    weekMinutes: calendar.weekMinutes,
    calendarUs: calendar.nowUs,
    refillDays: therapies.refillDays,
    doing: delivery.doing,
    calculatedReservoirMl: calculator.calculatedMl,
    programmedMl: delivery.commandedSteps * delivery.stepMl,
    drugs: memory.drugs,
    catheterMl: memory.catheterMl,
    alarmSettings,
    eriReached,
    alarms: parts.alarms.causes,
    log: [...parts.log.entries],
  };
}

/** Records the result of an interrogation. `showsClock` is true for a pump whose clock was set. */
export function recordInterrogation(trace: Trace, number: number, status: PumpStatus, showsClock: boolean): void {
  const { mode, rateMlPerDay, doing, calculatedReservoirMl, alarms, log } = status;
  trace.event('pump.interrogation', {
    number,
    mode,
    rateMlPerDay,
    doing,
    reservoirMl: calculatedReservoirMl,
    alarms,
    log: log.map((entry) => entry.kind),
    ...shownTherapy(status),
    ...(showsClock ? { clock: calendarText(status.calendarUs) } : {}),
  });
}
