import type { Clock } from '../../protocol/clock.ts';
import { type AlarmCause, type AlarmClass, alarmCauses, classOf, tones } from '../base/alarm-cause.ts';
import { MachineActor } from '../base/machine-actor.ts';
import type { AlarmSettings } from '../base/therapy.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { alarmMachine } from './alarm-machine.ts';

/** Signals and events of alarms. */
export const alarmSignals = {
  'pump.alarm': {
    kind: 'event',
    unit: '',
    texts: ['critical', 'non-critical', 'raised', 'cleared', ...alarmCauses],
    doc: 'An alarm cause was raised or cleared.',
  },
  'pump.tone': { kind: 'event', unit: '', texts: ['critical', 'non-critical'], doc: 'The alarm sounded.' },
} as const satisfies Declarations;

export interface AlarmsOptions {
  /** Causes that this pump knows. Others are ignored. */
  readonly known: readonly AlarmCause[];
  /** Whether the alarms sound. They do not sound if the tones of the product are unknown. */
  readonly sounds: boolean;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly settings: () => AlarmSettings;
  /** Called after a cause was raised. */
  readonly onRaised: () => void;
  /** Called after a tone began. */
  readonly onTone?: (seconds: number) => void;
}

/** Alarm causes of the pump, and their tones. A cause stands until its source clears it. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #causes = new Set<AlarmCause>();
  /** Standing causes that are silenced. */
  readonly #silenced = new Set<AlarmCause>();
  readonly #actor;

  constructor(options: AlarmsOptions) {
    this.#options = options;
    const { settings, clock } = options;
    this.#actor = new MachineActor(alarmMachine, clock, {
      sound: (alarmClass) => this.#sound(alarmClass),
      any: (alarmClass) => this.#any(alarmClass),
      everyUs: (alarmClass) => settings()[alarmClass === 'critical' ? 'criticalEveryUs' : 'nonCriticalEveryUs'],
    });
    this.#actor.start();
  }

  /** Standing causes in the order in which they were raised. */
  get causes(): readonly AlarmCause[] {
    return [...this.#causes];
  }

  raise(cause: AlarmCause): void {
    if (this.#causes.has(cause) || !this.#options.known.includes(cause)) return;
    this.#causes.add(cause);
    this.#options.trace.event('pump.alarm', { phase: 'raised', class: classOf(cause), cause });
    this.#actor.send({ type: 'CAUSES_CHANGED' });
    this.#options.onRaised();
  }

  clear(cause: AlarmCause): void {
    if (!this.#causes.delete(cause)) return;
    this.#silenced.delete(cause);
    this.#options.trace.event('pump.alarm', { phase: 'cleared', class: classOf(cause), cause });
    this.#actor.send({ type: 'CAUSES_CHANGED' });
  }

  /** Sounds the critical tone once, at a programmer's request. */
  test(): void {
    this.#actor.send({ type: 'TEST' });
  }

  /**
   * Silences the standing causes, and returns those that sounded. A cause raised later sounds (assumed: no rule is
   * published).
   */
  silence(): readonly AlarmCause[] {
    const silenced = this.causes.filter((cause) => !this.#silenced.has(cause));
    for (const cause of silenced) this.#silenced.add(cause);
    this.#actor.send({ type: 'CAUSES_CHANGED' });
    return silenced;
  }

  #any(alarmClass: AlarmClass): boolean {
    for (const cause of this.#causes) {
      if (classOf(cause) === alarmClass && !this.#silenced.has(cause)) return true;
    }
    return false;
  }

  #sound(alarmClass: AlarmClass): void {
    if (!this.#options.sounds) return;
    this.#options.trace.event('pump.tone', { class: alarmClass, ...tones[alarmClass] });
    this.#options.onTone?.(tones[alarmClass].seconds);
  }
}
