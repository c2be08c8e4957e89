import type { FirmwarePort, StudyBolus } from '../base/firmware-port.ts';
import { type Acceptance, type Refused, refused } from '../base/refusal.ts';
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
  readonly firmware: () => FirmwarePort;
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

  /**
   * Starts a study. A still film shows the angle modulo a turn. Live films also show the movement in between. A firmware
   * without an answer within the call is refused: its programmer calls `ask` and `film`.
   */
  take(filmed: 'still' | 'live'): Acceptance {
    const asked = this.ask(filmed, () => this.film(2));
    if ('ok' in asked) return asked;
    const { product } = this.#options;
    const answer =
      this.#options.firmware().startStudy?.(asked) ??
      refused('roller study', product.title, 'a firmware that answers within the call', 'lacking');
    if (answer.ok) this.film(1);
    return answer;
  }

  /** Records that a study is requested. Returns its bolus, or why this pump has no study. */
  ask(filmed: 'still' | 'live', onEnd: () => void): StudyBolus | Refused {
    const { trace, product } = this.#options;
    trace.event('in.rollerStudy', filmed === 'live' ? { filmed } : {});
    const q = rollersOf(product);
    if (q === undefined) return refused('roller study', product.title, 'a pump with a rotor to film', 'lacking');
    const steps = Math.round((q.studyAngleDeg.value / 360) * q.stepsPerRevolutionCount.value);
    return { steps, rateMlPerDay: q.studyRateMlPerDay.value, onEnd };
  }

  /** Takes a film of the rotor: the first before the study, the second after it. */
  film(number: number): void {
    const { trace, isFlipped, rotorDeg: rotorDegNow } = this.#options;
    const rotorDeg = rotorDegNow();
    const shownDeg = isFlipped ? -rotorDeg : rotorDeg;
    const filmDeg = shownDeg - 360 * Math.floor(shownDeg / 360);
    trace.event('true.film', { number, filmDeg, rotorDeg, ...(isFlipped ? { flipped: true } : {}) });
  }
}
