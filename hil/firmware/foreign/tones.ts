import type { AlarmCause, AlarmClass } from '../../../firmware-sim/base/alarm-cause.ts';
import { classOf } from '../../../firmware-sim/base/alarm-cause.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { CancelAlarm, Clock } from '../../../protocol/clock.ts';

/** Silence that separates two tones (assumed). The pause inside a pattern is shorter, and alarms repeat after minutes. */
const PAUSE_US = 10_000_000;
/** Longest time from the first edge of a tone to the event that says its cause: some lines on a slow wire (assumed). */
const CAUSE_US_MAX = 500_000;

/**
 * Makes one `pump.tone` of the edges of a piezo, from its first edge. Its class is that of the causes that the firmware
 * states; a tone without a cause is the test tone, which is critical.
 */
export class Tones {
  readonly #trace: Trace;
  readonly #clock: Clock;
  readonly #causes = new Set<AlarmCause>();
  #lastSoundUs = Number.NEGATIVE_INFINITY;
  #hertz = 0;
  #cancel: CancelAlarm | undefined;

  /** `clock` is a lane behind the one in which the firmware's events arrive. */
  constructor(trace: Trace, clock: Clock) {
    this.#trace = trace;
    this.#clock = clock;
  }

  /** Takes note of a cause that the firmware raised or cleared. */
  cause(cause: AlarmCause, isRaised: boolean): void {
    if (isRaised) this.#causes.add(cause);
    else this.#causes.delete(cause);
    if (isRaised && this.#cancel !== undefined) this.#tell();
  }

  hear(hertz: number): void {
    const nowUs = this.#clock.nowUs();
    const wasSilentUs = this.#hertz > 0 ? 0 : nowUs - this.#lastSoundUs;
    this.#hertz = hertz;
    if (hertz === 0) this.#lastSoundUs = nowUs;
    if (hertz === 0 || wasSilentUs < PAUSE_US) return;
    // The event that states the cause may come within the same instant, or a line later.
    const waitUs = this.#causes.size > 0 ? 0 : CAUSE_US_MAX;
    this.#cancel = this.#clock.at(nowUs + waitUs, () => this.#tell());
  }

  #tell(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#trace.event('pump.tone', { class: this.#class });
  }

  get #class(): AlarmClass {
    const causes = [...this.#causes];
    return causes.length === 0 || causes.some((cause) => classOf(cause) === 'critical') ? 'critical' : 'non-critical';
  }
}
