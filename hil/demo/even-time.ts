import { wallNowUs } from '../base/wall-clock.ts';
import type { OpenBench } from '../open-bench.ts';
import type { Speed } from '../rigs/rig.ts';
import { spanOf } from '../scenario/checks/span.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type ShownTime, shownTime } from './shown-time.ts';

/** Pump time for the eye during a run: it advances evenly, although the pump's clock leaps from event to event. */
export class EvenTime {
  readonly #bench: OpenBench;
  readonly #momentsUs: readonly number[];
  #time: ShownTime = { pumpUs: 0, wallUs: wallNowUs(), shownUs: 0 };

  constructor(scenario: Scenario, bench: OpenBench) {
    this.#bench = bench;
    this.#momentsUs = momentsOf(scenario);
  }

  /** Returns the time to show when the pump's clock is at a time. */
  at(pumpUs: number, speed: Speed): number {
    const nextDueUs = Math.min(this.#bench.pumpClock.nextDueUs(), ...this.#momentsUs.filter((atUs) => atUs > pumpUs));
    this.#time = shownTime(this.#time, { pumpUs, wallUs: wallNowUs(), speed, nextDueUs });
    return this.#time.shownUs;
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
