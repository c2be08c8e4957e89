import { assumed } from '../base/quantity.ts';
import type { TherapyQuantities } from './quantities/therapy-quantities.ts';

const unread = 'no range was found in any text';

/** Programming limits of timed therapies, one set for every product that has them. */
export const assumedTherapies: Omit<TherapyQuantities, 'nextRefillMl'> = {
  flexStepsCountMax: assumed(24, 'steps a day', `${unread}; one for each hour`),
  bolusMinutesMin: assumed(1, 'min', unread),
  bolusMinutesMax: assumed(1440, 'min', `${unread}; a day`),
  bolusIntervalMinutesMin: assumed(5, 'min', unread),
  bolusIntervalMinutesMax: assumed(10080, 'min', `${unread}; a week`),
  lockoutMinutesMin: assumed(1, 'min', `${unread}; that there is a lockout is all that was read`),
  lockoutMinutesMax: assumed(1440, 'min', `${unread}; a day`),
  allottedCountMax: assumed(24, 'boluses', `${unread}; counted in any 24 h, not by the calendar`),
};
