import type { CancelAlarm, Clock } from '../../protocol/clock.ts';

/**
 * Order of alarms that are due at the same microsecond, equal on every rig. `firmware` holds the effects of a firmware
 * under test; the model's alarms are pump alarms. A segment of a rig covers the steps up to
 * its end. Its report of them therefore comes before any other motor event at that time.
 */
export const lane = { segmentEnd: 0, motorStep: 1, pumpAlarm: 2, firmware: 3, sensedInput: 4, timeline: 5 } as const;
export type Lane = (typeof lane)[keyof typeof lane];

/** Limit of alarms at one instant. More indicate an endless loop, so the clock throws. */
export const ALARMS_PER_INSTANT_MAX = 10_000;

interface Alarm {
  readonly dueUs: number;
  readonly lane: number;
  readonly order: number;
  fn: (() => void) | undefined;
}

function before(a: Alarm, b: Alarm): boolean {
  if (a.dueUs !== b.dueUs) return a.dueUs < b.dueUs;
  if (a.lane !== b.lane) return a.lane < b.lane;
  return a.order < b.order;
}

/**
 * Clock that stands until it is advanced. Every alarm fires at its own due time, even if one advance passes many.
 * Alarms with equal times fire by lane, and within a lane in the order in which they were set.
 */
export class VirtualClock implements Clock {
  #nowUs = 0;
  #order = 0;
  #heap: Alarm[] = [];
  #cancelled = 0;
  #advancing = false;
  #instantUs = -1;
  #instantAlarms = 0;

  nowUs(): number {
    return this.#nowUs;
  }

  at(dueUs: number, fn: () => void): CancelAlarm {
    return this.#set(dueUs, lane.pumpAlarm, fn);
  }

  /** Returns a view of this clock whose alarms go into one lane. */
  lane(laneNumber: Lane): Clock {
    return { nowUs: () => this.#nowUs, at: (dueUs, fn) => this.#set(dueUs, laneNumber, fn) };
  }

  /** Returns the due time of the earliest alarm; Infinity if there is none. */
  nextDueUs(): number {
    this.#dropCancelled();
    return this.#heap[0]?.dueUs ?? Number.POSITIVE_INFINITY;
  }

  /**
   * Returns the last time up to which a participant in one lane may run before another alarm comes first; Infinity without
   * an alarm. An alarm at an equal time in a later lane comes after the participant.
   */
  freeUntilUs(laneNumber: Lane): number {
    this.#dropCancelled();
    const next = this.#heap[0];
    if (next === undefined) return Number.POSITIVE_INFINITY;
    return next.lane < laneNumber ? next.dueUs - 1 : next.dueUs;
  }

  /** Fires the earliest alarm and moves the time to it. Returns false if none is due by `limitUs`. */
  fireNext(limitUs: number): boolean {
    if (this.#advancing) throw new Error('VirtualClock: an alarm tried to advance the clock that fires it');
    const dueUs = this.nextDueUs();
    if (dueUs > limitUs || dueUs === Number.POSITIVE_INFINITY) return false;
    const alarm = this.#pop();
    this.#countInstant(dueUs);
    const fn = alarm.fn;
    alarm.fn = undefined;
    this.#advancing = true;
    try {
      fn?.();
    } finally {
      this.#advancing = false;
    }
    return true;
  }

  /** Fires every alarm due up to `toUs` or at it, then stops there. Throws if `toUs` is in the past. */
  advanceTo(toUs: number): void {
    if (!Number.isSafeInteger(toUs) || toUs < this.#nowUs) {
      throw new RangeError(`VirtualClock: cannot advance from ${this.#nowUs} us to ${toUs} us`);
    }
    while (this.fireNext(toUs)) {
      // each call fires one alarm
    }
    this.#nowUs = toUs;
  }

  #countInstant(dueUs: number): void {
    if (dueUs > this.#nowUs) this.#nowUs = dueUs;
    if (this.#instantUs !== this.#nowUs) {
      this.#instantUs = this.#nowUs;
      this.#instantAlarms = 0;
    }
    this.#instantAlarms += 1;
    if (this.#instantAlarms > ALARMS_PER_INSTANT_MAX) {
      throw new Error(
        `VirtualClock: more than ${ALARMS_PER_INSTANT_MAX} alarms at ${this.#nowUs} us; time does not advance`,
      );
    }
  }

  #set(dueUs: number, laneNumber: number, fn: () => void): CancelAlarm {
    if (!Number.isSafeInteger(dueUs))
      throw new RangeError(`VirtualClock: due time ${dueUs} is not a whole number of us`);
    const alarm: Alarm = { dueUs, lane: laneNumber, order: this.#order++, fn };
    this.#push(alarm);
    return () => {
      if (alarm.fn === undefined) return;
      alarm.fn = undefined;
      this.#cancelled += 1;
      if (this.#cancelled > 64 && this.#cancelled * 2 > this.#heap.length) this.#compact();
    };
  }

  #compact(): void {
    this.#heap = this.#heap.filter((alarm) => alarm.fn !== undefined).sort((a, b) => (before(a, b) ? -1 : 1));
    this.#cancelled = 0;
  }

  #dropCancelled(): void {
    while (this.#heap.length > 0 && this.#heap[0]?.fn === undefined) {
      this.#pop();
      this.#cancelled -= 1;
    }
  }

  #push(alarm: Alarm): void {
    const heap = this.#heap;
    let child = heap.length;
    heap.push(alarm);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const above = heap[parent] as Alarm;
      if (!before(alarm, above)) break;
      heap[child] = above;
      child = parent;
    }
    heap[child] = alarm;
  }

  #pop(): Alarm {
    const heap = this.#heap;
    const top = heap[0] as Alarm;
    const last = heap.pop() as Alarm;
    if (heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(alarm: Alarm): void {
    const heap = this.#heap;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Alarm, heap[child] as Alarm)) child += 1;
      if (!before(heap[child] as Alarm, alarm)) break;
      heap[parent] = heap[child] as Alarm;
      parent = child;
    }
    heap[parent] = alarm;
  }
}
