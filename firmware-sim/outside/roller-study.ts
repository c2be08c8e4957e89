import { type Acceptance, refused } from '../base/refusal.ts';
import type { Delivery } from '../firmware/delivery.ts';
import { type Product, rollersOf } from '../products/product.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Event of a roller study. */
export const rollerStudySignals = {
  'in.rollerStudy': { kind: 'event', unit: '', doc: 'A clinician requested a roller study.' },
  'true.film': { kind: 'event', unit: 'deg', texts: [], doc: 'A film was taken, showing this rotor angle modulo 360.' },
} as const satisfies Declarations;

export interface RollerStudyOptions {
  readonly trace: Trace;
  readonly product: Product;
  readonly delivery: Delivery;
  readonly rotorDeg: () => number;
  /** True if the pump lies upside down, so that the films show the rotor mirrored. */
  readonly isFlipped: boolean;
}

/**
 * A roller study: a programmed bolus of one study angle, with one film before the first step and one after the last.
 */
export class RollerStudy {
  readonly #options: RollerStudyOptions;

  constructor(options: RollerStudyOptions) {
    this.#options = options;
  }

  /** Starts a study. A still film shows the angle modulo a turn. Live films also show the movement in between. */
  take(filmed: 'still' | 'live'): Acceptance {
    const { trace, product, delivery } = this.#options;
    trace.event('in.rollerStudy', filmed === 'live' ? { filmed } : {});
    const q = rollersOf(product);
    if (q === undefined) return refused('roller study', product.title, 'a pump with a rotor to film', 'lacking');
    const steps = Math.round((q.studyAngleDeg.value / 360) * q.stepsPerRevolutionCount.value);
    const rateMlPerDay = q.studyRateMlPerDay.value;
    const answer = delivery.startBolus({ kind: 'roller study', steps, rateMlPerDay, onEnd: () => this.#film(2) });
    if (answer.ok) this.#film(1);
    return answer;
  }

  #film(number: number): void {
    const { trace, isFlipped, rotorDeg: rotorDegNow } = this.#options;
    const rotorDeg = rotorDegNow();
    const shownDeg = isFlipped ? -rotorDeg : rotorDeg;
    const filmDeg = shownDeg - 360 * Math.floor(shownDeg / 360);
    trace.event('true.film', { number, filmDeg, rotorDeg, ...(isFlipped ? { flipped: true } : {}) });
  }
}
