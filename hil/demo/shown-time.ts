import type { Speed } from '../rigs/rig.ts';

/** Where pump time was last seen to go on, and what the screen showed last. */
export interface ShownTime {
  readonly pumpUs: number;
  readonly wallUs: number;
  readonly shownUs: number;
}

export interface Now {
  readonly pumpUs: number;
  readonly wallUs: number;
  readonly speed: Speed;
  /** Nothing can happen to the pump before; the screen never runs ahead of it. */
  readonly nextDueUs: number;
}

/**
 * Pump time stands while a segment is played and then leaps to its end, which the eye takes for a halt and a jerk. In
 * between nothing can happen, so the screen may go on evenly. It never goes back.
 */
export function shownTime(before: ShownTime, now: Now): ShownTime {
  const anchor = now.pumpUs === before.pumpUs ? before : { pumpUs: now.pumpUs, wallUs: now.wallUs };
  const elapsedUs = now.speed === 'auto' ? 0 : (now.wallUs - anchor.wallUs) * now.speed;
  const evenUs = Math.min(anchor.pumpUs + elapsedUs, Math.max(now.nextDueUs, now.pumpUs));
  return { pumpUs: anchor.pumpUs, wallUs: anchor.wallUs, shownUs: Math.max(before.shownUs, Math.round(evenUs)) };
}
