import type { AlarmCause } from '../base/alarm-cause.ts';
import type { Alarms } from './alarms.ts';

export type PrematureCause = Extract<AlarmCause, 'low reservoir' | 'empty reservoir'>;

/** Reservoir alarms that software raises too early after an interrogation. The shown volume stays right (TGA). */
export class PrematureAlarms {
  readonly #alarms: Pick<Alarms, 'causes' | 'clear'>;
  readonly #complain: (cause: AlarmCause) => void;
  readonly #standing = new Set<PrematureCause>();

  constructor(alarms: Pick<Alarms, 'causes' | 'clear'>, complain: (cause: AlarmCause) => void) {
    this.#alarms = alarms;
    this.#complain = complain;
  }

  raise(cause: PrematureCause): void {
    if (this.#alarms.causes.includes(cause)) return;
    this.#standing.add(cause);
    this.#complain(cause);
  }

  /** Confirms an alarm, because the level has reached its threshold. */
  due(cause: PrematureCause): void {
    this.#standing.delete(cause);
    this.#complain(cause);
  }

  /** Clears premature alarms at the next interrogation (assumed), unless their real cause has occurred. */
  interrogated(): void {
    for (const cause of this.#standing) this.#alarms.clear(cause);
    this.#standing.clear();
  }

  refilled(): void {
    this.#standing.clear();
  }
}
