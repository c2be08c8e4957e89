import { wallNowUs } from '../base/wall-clock.ts';
import type { OpenBench } from '../open-bench.ts';
import type { Speed } from '../rigs/rig.ts';
import { spanOf } from '../scenario/checks/span.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type ShownTime, shownTime } from './shown-time.ts';

/** Wall time from which on a leap of pump time is a segment that the rig played. Shorter leaps need no even time. */
const SEGMENT_US_MIN = 200_000;

/** Pump time for the eye during a run: it advances evenly, although the pump's clock leaps from event to event. */
export class EvenTime {
  readonly #nextDueUs: () => number;
  readonly #momentsUs: readonly number[];
  readonly #wallUs: () => number;
  #time: ShownTime;
  /** Last leap of pump time, and its speed. At the speed `auto` the next leap is expected to be equal. */
  #leap = { pumpUs: 0, speed: 0 };

  constructor(scenario: Scenario, { pumpClock }: Pick<OpenBench, 'pumpClock'>, wallUs: () => number = wallNowUs) {
    this.#nextDueUs = () => pumpClock.nextDueUs();
    this.#momentsUs = momentsOf(scenario);
    this.#wallUs = wallUs;
    this.#time = { pumpUs: 0, wallUs: wallUs(), shownUs: 0 };
  }

  /** Returns the time to show when the pump's clock is at a time. */
  at(pumpUs: number, speed: Speed): number {
    const wallUs = this.#wallUs();
    const next = [this.#nextDueUs(), ...this.#momentsUs.filter((atUs) => atUs > pumpUs)];
    if (speed === 'auto') {
      this.#learn(pumpUs, wallUs);
      next.push(pumpUs + this.#leap.pumpUs);
    }
    const shown = speed === 'auto' ? this.#leap.speed : speed;
    this.#time = shownTime(this.#time, { pumpUs, wallUs, speed: shown, nextDueUs: Math.min(...next) });
    return this.#time.shownUs;
  }

  #learn(pumpUs: number, wallUs: number): void {
    if (pumpUs === this.#time.pumpUs) return;
    const [leapUs, elapsedUs] = [pumpUs - this.#time.pumpUs, wallUs - this.#time.wallUs];
    this.#leap = elapsedUs < SEGMENT_US_MIN ? { pumpUs: 0, speed: 0 } : { pumpUs: leapUs, speed: leapUs / elapsedUs };
  }
}

/** Returns the times of entries and of the ends of spans. The run may end at the last of them. */
function momentsOf(scenario: Scenario): readonly number[] {
  const bounds = scenario.expect.flatMap((expectation) => {
    const span = spanOf(expectation, scenario, undefined);
    return span === undefined || !Number.isFinite(span.toUs) ? [] : [span.toUs];
  });
  return [...scenario.timeline.map(({ atUs }) => atUs), ...bounds];
}
