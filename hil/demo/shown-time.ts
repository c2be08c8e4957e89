import type { Speed } from '../rigs/rig.ts';

/** Pump time and wall time at the last advance of pump time, and the last time shown. */
export interface ShownTime {
  readonly pumpUs: number;
  readonly wallUs: number;
  readonly shownUs: number;
}

/** Times and speed for one frame. */
export interface Now {
  readonly pumpUs: number;
  readonly wallUs: number;
  readonly speed: Speed;
  /** Next time at which the pump may change. The screen never runs ahead of it. */
  readonly nextDueUs: number;
}

/**
 * Returns the pump time to show. Pump time stands while the rig plays a segment, and then leaps to its end. The pump
 * cannot change in between, so the screen interpolates evenly. The shown time never goes back.
 */
export function shownTime(before: ShownTime, now: Now): ShownTime {
  const anchor = now.pumpUs === before.pumpUs ? before : { pumpUs: now.pumpUs, wallUs: now.wallUs };
  const elapsedUs = now.speed === 'auto' ? 0 : (now.wallUs - anchor.wallUs) * now.speed;
  const evenUs = Math.min(anchor.pumpUs + elapsedUs, Math.max(now.nextDueUs, now.pumpUs));
  return { pumpUs: anchor.pumpUs, wallUs: anchor.wallUs, shownUs: Math.max(before.shownUs, Math.round(evenUs)) };
}
