import type { PumpPins } from '../hosted-firmware.ts';

/** An effect of the chip on the pump, at a pump time in whole microseconds. */
export type Effect =
  | { readonly kind: 'step'; readonly atUs: number }
  | { readonly kind: 'energise'; readonly atUs: number; readonly isOn: boolean }
  | { readonly kind: 'tone'; readonly atUs: number; readonly hertz: number }
  | { readonly kind: 'send'; readonly atUs: number; readonly bytes: Uint8Array };

/** Number of effects that a failure shows. */
const SHOWN_MAX = 12;
/** Length of a shown telemetry line. */
const SHOWN_CHARS_MAX = 60;

/**
 * Effects of the chip in order of time. The body receives them at the end of a grant. The chip runs on for some cycles
 * beyond the limit of a grant; effects there wait for the next one.
 */
export class EffectBuffer {
  #effects: Effect[] = [];
  #last: Effect[] = [];
  #deliveredUs = 0;
  #reachedUs = 0;

  /** Time of the first effect that waits; Infinity if none waits. */
  get nextUs(): number {
    return this.#effects[0]?.atUs ?? Number.POSITIVE_INFINITY;
  }

  /** Time of the last delivered effect. */
  get deliveredUs(): number {
    return this.#deliveredUs;
  }

  /**
   * Adds an effect. It moves to the last delivered effect or to the end of the last grant if it is earlier, because time never
   * goes back. A tone is known only at its second edge, and a grant may end between the two.
   */
  add(effect: Effect): void {
    const fromUs = Math.max(this.#deliveredUs, this.#reachedUs);
    const placed = effect.atUs < fromUs ? { ...effect, atUs: fromUs } : effect;
    const after = this.#effects.findLastIndex((other) => other.atUs <= placed.atUs);
    this.#effects.splice(after + 1, 0, placed);
  }

  /** Delivers the effects up to `limitUs`. Steps of equal distance become one call. */
  deliver(pins: PumpPins, limitUs: number): void {
    const effects = this.#effects;
    const end = effects.findIndex((effect) => effect.atUs > limitUs);
    const due = end < 0 ? effects : effects.slice(0, end);
    this.#effects = end < 0 ? [] : effects.slice(end);
    for (let i = 0; i < due.length; ) i += this.#deliverAt(due, i, pins);
    this.#last = [...this.#last, ...due.slice(-SHOWN_MAX)].slice(-SHOWN_MAX);
    this.#deliveredUs = due.at(-1)?.atUs ?? this.#deliveredUs;
  }

  /** Pump time has reached this point: no later effect may lie before it. */
  reach(atUs: number): void {
    this.#reachedUs = atUs;
  }

  /** Drops the effects that wait, and moves the time before which no effect may lie. */
  restart(nowUs: number): void {
    this.#effects = [];
    this.#deliveredUs = Math.max(this.#deliveredUs, nowUs);
  }

  /** Returns the last effects as lines, the oldest first. */
  lastLines(): readonly string[] {
    return this.#last.map(shown);
  }

  /** Returns the number of delivered effects. */
  #deliverAt(due: readonly Effect[], at: number, pins: PumpPins): number {
    const effect = due[at] as Effect;
    if (effect.kind === 'step') return deliverSteps(due, at, pins);
    if (effect.kind === 'energise') pins.energise(effect.isOn, effect.atUs);
    else if (effect.kind === 'tone') pins.tone(effect.hertz, effect.atUs);
    else pins.send(effect.bytes, effect.atUs);
    return 1;
  }
}

function deliverSteps(due: readonly Effect[], at: number, pins: PumpPins): number {
  const firstUs = (due[at] as Effect).atUs;
  const second = due[at + 1];
  const periodUs = second?.kind === 'step' ? second.atUs - firstUs : 0;
  let count = 1;
  if (periodUs > 0) {
    const isNext = (effect: Effect | undefined): boolean =>
      effect?.kind === 'step' && effect.atUs === firstUs + count * periodUs;
    while (isNext(due[at + count])) count += 1;
  }
  if (count === 1) pins.step(firstUs, 1);
  else pins.step(firstUs, count, periodUs);
  return count;
}

function shown(effect: Effect): string {
  const at = `${effect.atUs} us`;
  if (effect.kind === 'step') return `${at}: motor step`;
  if (effect.kind === 'energise') return `${at}: motor ${effect.isOn ? 'energised' : 'without current'}`;
  if (effect.kind === 'tone') return `${at}: ${effect.hertz === 0 ? 'piezo silent' : `tone of ${effect.hertz} Hz`}`;
  const text = Buffer.from(effect.bytes).toString('latin1').trimEnd();
  const printable = text.replace(/[^ -~]/g, '?');
  const cut = printable.length > SHOWN_CHARS_MAX ? `${printable.slice(0, SHOWN_CHARS_MAX)} ...` : printable;
  return `${at}: telemetry "${cut}"`;
}
