import { MINUTES_PER_DAY, weekdays } from '../base/flex-week.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import type { Pump } from '../pump.ts';
import { type Args, type Reply, reply } from './telemetry-answers.ts';
import { weekdayNumber, weekdayWord } from './telemetry-fields.ts';
import { refusal } from './telemetry-refusals.ts';

const SECONDS_PER_MINUTE = 60;

/** Reading of the pump's clock: as weekday and time, and in the seconds of the log's stamps. */
export function clockReply({ weekMinutes, calendarUs, meanMlPerDay }: PumpStatus): Reply<'CLOCK'> {
  return {
    day: weekdayWord(weekdays[Math.floor(weekMinutes / MINUTES_PER_DAY)] ?? 'monday'),
    fromMinutes: weekMinutes % MINUTES_PER_DAY,
    clockSeconds: Math.floor(calendarUs / US_PER_SECOND),
    meanMlPerDay,
  };
}

/** Sets the clock. The reply states by how much it moved. */
export function clockSet(pump: Pump, { day, fromMinutes, seconds }: Args<'SETCLOCK'>) {
  const minutes = weekdayNumber(day) * MINUTES_PER_DAY + fromMinutes;
  const { calendar } = pump.firmware;
  const beforeUs = calendar.nowUs;
  const answer = pump.clocks.set({ weekSeconds: minutes * SECONDS_PER_MINUTE + seconds });
  return answer.ok ? reply({ movedSeconds: (calendar.nowUs - beforeUs) / US_PER_SECOND }) : refusal(answer);
}
