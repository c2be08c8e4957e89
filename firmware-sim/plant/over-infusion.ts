import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import type { RandomStream } from '../base/random-stream.ts';
import type { OverInfusionOption } from '../base/therapy.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';

/** Signals and events of over-infusion. */
export const overInfusionSignals = {
  'true.overInfusionRisk': {
    kind: 'event',
    unit: '',
    texts: [
      'stopped or stalled over 48 h',
      'ran dry',
      'overfilled',
      'catheter blocked',
    ] satisfies readonly RiskFactor[],
    doc: 'A published risk factor of later over-infusion occurred.',
  },
  'true.overInfusion': { kind: 'event', unit: '', texts: [], doc: 'The pump began to deliver more than programmed.' },
} as const satisfies Declarations;

/** Published risk factors of a later over-infusion that this model can detect. */
export type RiskFactor = 'stopped or stalled over 48 h' | 'ran dry' | 'overfilled' | 'catheter blocked';

export interface OverInfusionNumbers {
  readonly standingUs: number;
  readonly probability: number;
  readonly delayUsMax: number;
  readonly ratioMin: number;
  readonly ratioMax: number;
}

export interface OverInfusionOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly option: OverInfusionOption;
  readonly numbers: OverInfusionNumbers;
  readonly stream: RandomStream;
  readonly isTurning: () => boolean;
  readonly isEmpty: () => boolean;
  /** Sets true over programmed volume from now on. */
  readonly setAccuracy: (ratio: number) => void;
}

/**
 * True over-infusion after a risk. A tube that was squeezed in one place for too long, or ran dry, may later deliver
 * more than programmed (TGA alert text: risk factors of over-infusion). Interrogations do not affect it.
 */
export class OverInfusion {
  readonly #options: OverInfusionOptions;
  #cancel: CancelAlarm | undefined;
  #wasEmpty = false;
  /** True if the ratio rises as soon as the rotor pumps again. */
  #isPending = false;
  #hasRisen = false;

  constructor(options: OverInfusionOptions) {
    this.#options = options;
  }

  /** Checks for risks. Called after the course of the pumped volume changed. */
  look(): void {
    const { isTurning, isEmpty } = this.#options;
    if (isTurning()) {
      this.#cancel?.();
      this.#cancel = undefined;
    } else this.#cancel ??= this.#countHours();
    if (isEmpty() && !this.#wasEmpty) this.note('ran dry');
    this.#wasEmpty = isEmpty();
    this.#riseIfPumping();
  }

  note(factor: RiskFactor): void {
    const { trace, option, stream, numbers, clock } = this.#options;
    trace.event('true.overInfusionRisk', { cause: factor });
    if (option.kind === 'ratio') {
      this.#isPending = true;
      this.#riseIfPumping();
    }
    if (option.kind !== 'sampled') return;
    const comesTrue = stream.uniform() < numbers.probability;
    const delayUs = Math.round(stream.between(0, numbers.delayUsMax));
    const ratio = stream.between(numbers.ratioMin, numbers.ratioMax);
    if (comesTrue) clock.at(clock.nowUs() + delayUs, () => this.rise(ratio));
  }

  /** Raises the ratio, once only: a second risk does not raise it again. */
  rise(ratio: number): void {
    if (this.#hasRisen) return;
    this.#hasRisen = true;
    this.#isPending = false;
    this.#options.trace.event('true.overInfusion', { ratio });
    this.#options.setAccuracy(ratio);
  }

  #countHours(): CancelAlarm {
    const { clock, numbers } = this.#options;
    return clock.at(clock.nowUs() + numbers.standingUs, () => this.note('stopped or stalled over 48 h'));
  }

  #riseIfPumping(): void {
    const { option, isTurning, isEmpty } = this.#options;
    if (this.#isPending && option.kind === 'ratio' && isTurning() && !isEmpty()) this.rise(option.ratio);
  }
}
