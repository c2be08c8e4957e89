import { calendarText } from '../base/calendar-text.ts';
import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { Product } from '../products/product.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import type { Delivery } from './delivery.ts';
import type { PumpCalendar } from './schedule/pump-calendar.ts';
import type { TelemetryLatch } from './telemetry-latch.ts';

/** Event of a set clock. */
export const clockSettingSignals = {
  'pump.clock': { kind: 'event', unit: 's', texts: ['set'], doc: "The pump's clock was set, by this much." },
} as const satisfies Declarations;

export interface ClockSettingTerms {
  readonly calendar: PumpCalendar;
  readonly delivery: Delivery;
  readonly latch: TelemetryLatch;
  readonly product: Product;
  readonly trace: Trace;
}

/**
 * Sets the pump's clock by a programmer. Flex continues at once at the new clock time. Skipped steps do not run;
 * repeated steps run again. Rates, boluses, lockout, alarms and ages count elapsed time and do not change.
 */
export function setClock(calendarUs: number, terms: ClockSettingTerms): Acceptance {
  const { calendar, delivery, latch, product, trace } = terms;
  const wanted = calendarText(calendarUs);
  if (product.clock === undefined) return refused('clock', wanted, 'a pump whose clock can be set', 'lacking');
  if (latch.latched)
    return refused('clock', wanted, 'no change while telemetry mode is latched: interrogate first', 'latched');
  const byS = (calendarUs - calendar.nowUs) / US_PER_SECOND;
  calendar.set(calendarUs);
  trace.event('pump.clock', { state: 'set', shows: wanted, byS });
  delivery.calendarSet();
  return accepted;
}
