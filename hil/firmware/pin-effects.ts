import { assumedElectronics } from '../../firmware-sim/products/assumed-electronics.ts';
import { CALLS_PER_INSTANT_MAX, CALLS_SHOWN, firmwareFailure, neverSleeps } from './firmware-failure.ts';
import type { PumpPins } from './hosted-firmware.ts';

/** Effect of a firmware under test, at its pump time. */
export type PinEffect =
  | {
      readonly kind: 'step';
      readonly atUs: number;
      readonly count: number;
      readonly periodUs: number;
      /** True for one step that the grant did not cover, so that the bench raises its SENSE. */
      readonly needsSense: boolean;
    }
  | { readonly kind: 'energise'; readonly atUs: number; readonly isOn: boolean }
  | { readonly kind: 'tone'; readonly atUs: number; readonly hertz: number }
  | { readonly kind: 'send'; readonly atUs: number; readonly bytes: Uint8Array };

/** Limits of the grant under way. */
interface GrantLimits {
  readonly limitUs: number;
  readonly followedSteps: number;
}

interface Call {
  readonly call: string;
  readonly atUs: number;
  readonly untilUs: number | undefined;
}

const PERIOD_US_MIN = Math.ceil(1_000_000 / assumedElectronics.stepsPerSecondMax.value);
/** Highest frequency of a tone: what a person hears. */
const TONE_HERTZ_MAX = 20_000;

/**
 * Pins of a firmware under test. It checks each effect and keeps it until `taken`, so that nothing calls back into a
 * running firmware. A broken rule is a failure of the firmware.
 */
export class PinEffects implements PumpPins {
  readonly batteryMv: () => number;
  readonly #firmware: string;
  #effects: PinEffect[] = [];
  #limits: GrantLimits = { limitUs: 0, followedSteps: 0 };
  #lastUs = 0;
  #lastStepUs = Number.NEGATIVE_INFINITY;
  #isEnergised = false;
  /** Last time of this grant: its limit, or the time of a `send` or of a step that it did not cover. */
  #endUs = 0;
  #instantCalls = 0;
  /** Last calls with their times. They become text only in a message, because a year has a million of them. */
  #calls: Call[] = [];

  constructor(firmware: string, batteryMv: () => number) {
    this.#firmware = firmware;
    this.batteryMv = batteryMv;
  }

  /** Starts the checks anew for a firmware that starts at `nowUs`. Its coils are off. */
  restart(nowUs: number): void {
    this.#isEnergised = false;
    this.moved(nowUs);
    this.grant({ limitUs: nowUs, followedSteps: 0 });
  }

  /** Moves the time of the firmware to that of an input. */
  moved(atUs: number): void {
    if (atUs > this.#lastUs) this.#instantCalls = 0;
    this.#lastUs = Math.max(this.#lastUs, atUs);
  }

  grant(limits: GrantLimits): void {
    this.#limits = limits;
    this.#endUs = limits.limitUs;
  }

  /** Returns the effects since the last call, in call order. */
  taken(): PinEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /**
   * Notes a call at a time, with the time to which it sleeps. Throws for a firmware that made too many calls at one instant,
   * or goes back in time.
   */
  called(atUs: number, call: string, untilUs?: number): void {
    if (!(Number.isSafeInteger(atUs) && atUs >= this.#lastUs))
      throw this.#failure(
        'FIRMWARE_TIME_BACKWARDS',
        `goes back in time: ${call} at "${atUs}" us; allowed: whole us from ${this.#lastUs} on`,
      );
    this.moved(atUs);
    this.#instantCalls += 1;
    this.#calls.push({ call, atUs, untilUs });
    if (this.#calls.length > 2 * CALLS_SHOWN) this.#calls = this.#calls.slice(-CALLS_SHOWN);
    if (this.#instantCalls > CALLS_PER_INSTANT_MAX) throw neverSleeps(this.#firmware, atUs, this.#calls.map(textOf));
  }

  step(firstUs: number, count: number, periodUs = 1): void {
    if (!(Number.isSafeInteger(count) && count >= 1 && Number.isSafeInteger(periodUs) && periodUs >= 1))
      throw this.#failure(
        'FIRMWARE_EFFECT_INVALID',
        `makes "${count}" steps every "${periodUs}" us; allowed: whole numbers from 1 on`,
      );
    this.#effect(firstUs, 'a step');
    if (!this.#isEnergised)
      throw this.#failure(
        'FIRMWARE_STEP_UNPOWERED',
        `steps at ${firstUs} us while its coils are switched off`,
        'Energise the motor before the first step.',
      );
    const intervalUs = Math.min(firstUs - this.#lastStepUs, count > 1 ? periodUs : Number.POSITIVE_INFINITY);
    if (intervalUs < PERIOD_US_MIN) throw this.#tooFast(firstUs, intervalUs);
    this.#addSteps(firstUs, count, periodUs);
    if (count > 1) this.#effect(firstUs + (count - 1) * periodUs, 'the last of its steps');
    this.#lastStepUs = this.#lastUs;
  }

  energise(isOn: boolean, atUs: number): void {
    this.#effect(atUs, isOn ? 'energise' : 'switch off');
    this.#isEnergised = isOn;
    this.#effects.push({ kind: 'energise', atUs, isOn });
  }

  tone(hertz: number, atUs: number): void {
    this.#effect(atUs, `a tone of ${hertz} Hz`);
    if (!(hertz >= 0 && hertz <= TONE_HERTZ_MAX))
      throw this.#failure(
        'FIRMWARE_EFFECT_INVALID',
        `sounds a tone of "${hertz}" Hz; allowed: 0 to ${TONE_HERTZ_MAX} Hz`,
      );
    this.#effects.push({ kind: 'tone', atUs, hertz });
  }

  send(bytes: Uint8Array, atUs: number): void {
    this.#effect(atUs, `${bytes.length} bytes of telemetry`);
    this.#endUs = atUs;
    this.#effects.push({ kind: 'send', atUs, bytes: bytes.slice() });
  }

  /** Divides steps into those that the grant covers, and single ones that it does not. */
  #addSteps(firstUs: number, count: number, periodUs: number): void {
    const covered = Math.min(count, this.#limits.followedSteps);
    this.#limits = { ...this.#limits, followedSteps: this.#limits.followedSteps - covered };
    if (covered > 0) this.#effects.push({ kind: 'step', atUs: firstUs, count: covered, periodUs, needsSense: false });
    if (covered === count) return;
    const atUs = firstUs + covered * periodUs;
    this.#endUs = atUs;
    this.#effects.push({ kind: 'step', atUs, count: 1, periodUs, needsSense: true });
    if (covered + 1 < count) this.#effect(atUs + periodUs, 'a step');
  }

  #effect(atUs: number, what: string): void {
    this.called(atUs, what);
    if (atUs > this.#endUs)
      throw this.#failure('FIRMWARE_OVERRUNS_GRANT', `acts at ${atUs} us (${what}); allowed: up to ${this.#endUs} us`);
  }

  #tooFast(atUs: number, intervalUs: number): Error {
    const said = `steps ${intervalUs} us apart at ${atUs} us; allowed: ${PERIOD_US_MIN} us or more, which the motor can follow`;
    return this.#failure('FIRMWARE_STEPS_TOO_FAST', said);
  }

  #failure(code: string, said: string, hint?: string): Error {
    return firmwareFailure(code, this.#firmware, said, hint);
  }
}

function textOf({ call, atUs, untilUs }: Call): string {
  return untilUs === undefined ? `${call} at ${atUs} us` : `${call} ${untilUs} us at ${atUs} us`;
}
