import { lane, type VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { motorSignals } from '../../firmware-sim/plant/motor-signals.ts';
import { type StepRun, StepTrain } from '../../firmware-sim/plant/step-train.ts';
import { assumedElectronics } from '../../firmware-sim/products/assumed-electronics.ts';
import type { PumpBody } from '../../firmware-sim/pump-body.ts';
import type { Trace } from '../../firmware-sim/trace/trace.ts';
import type { CancelAlarm, Clock } from '../../protocol/clock.ts';
import { firmwareFailure } from './firmware-failure.ts';
import type { HostedFirmware, ResetCause, Rest } from './hosted-firmware.ts';
import { type PinEffect, PinEffects } from './pin-effects.ts';
import { PinOutputs } from './pin-outputs.ts';
import { SenseLine } from './sense-line.ts';
import { supplyMv } from './supply-voltage.ts';

/** Most steps that one grant covers. It bounds the queue of effects, and the time until Ctrl-C is noticed. */
const FOLLOWED_STEPS_MAX = 4096;

export interface FirmwareHostOptions {
  readonly firmware: HostedFirmware;
  readonly body: PumpBody;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  /** True if the rig decides about each step: its slip is an input, or its sensor gives the field. Default: false. */
  readonly isStepwise?: boolean | undefined;
}

type StepEffect = Extract<PinEffect, { readonly kind: 'step' }>;

/**
 * Runs a firmware under test as a participant of the pump clock. The driver calls `prepare` before it advances the clock:
 * the firmware then runs up to the next event, and its effects become alarms at their own times. At one microsecond come
 * segment ends, motor events, pump alarms, the firmware until it sleeps, sensed inputs, and the timeline; an input wakes
 * the firmware again at the same time.
 */
export class FirmwareHost {
  /** Receives telemetry bytes at the pump time at which the last one arrives. */
  onBytes: ((bytes: Uint8Array) => void) | undefined;
  /** Called before the host resets the firmware. */
  onReset: (() => void) | undefined;
  readonly firmware: HostedFirmware;
  readonly #options: FirmwareHostOptions;
  /** Current and tone. */
  readonly outputs: PinOutputs;
  readonly #pins: PinEffects;
  readonly #train: StepTrain;
  readonly #sense = new SenseLine();
  readonly #effectClock: Clock;
  readonly #senseClock: Clock;
  /** Effects in call order. The clock has reached those before `#nextEffect`. */
  #queue: PinEffect[] = [];
  #nextEffect = 0;
  #rest: Rest = { reachedUs: 0, wakeUs: Number.POSITIVE_INFINITY };
  #cancelLate: CancelAlarm = () => {};
  #isRunning = false;
  #isDead = false;
  #isClosed = false;

  constructor(options: FirmwareHostOptions) {
    const { firmware, body, clock, trace } = options;
    const { drive, battery, product } = body;
    trace.declare(motorSignals);
    this.firmware = firmware;
    this.#options = options;
    this.#effectClock = clock.lane(lane.firmware);
    this.#senseClock = clock.lane(lane.sensedInput);
    this.#pins = new PinEffects(firmware.identity.name, () => supplyMv(battery, product.battery));
    this.outputs = new PinOutputs({ clock, trace, battery });
    this.#train = new StepTrain({ clock, trace, drive, power: battery });
    drive.onShaft = (statement) => this.#sense.take(statement);
    if (battery === undefined) return;
    battery.onEriLevel = () => this.#supplyFell();
    battery.onExhausted = () => {
      this.#isDead = true;
      this.#watchLate();
    };
  }

  get body(): PumpBody {
    return this.#options.body;
  }

  /** Number of motor steps that the firmware commanded up to now. */
  get commandedSteps(): number {
    return this.#options.body.drive.commandedSteps();
  }

  /** Starts the firmware, after the body began. */
  begin(): void {
    this.#train.begin();
    this.outputs.begin();
    this.#start('power');
  }

  /** Resets the firmware, as a watchdog or a short failure of the supply does. Its coils and its piezo go off. */
  reset(cause: ResetCause): void {
    this.onReset?.();
    this.outputs.off();
    this.#start(cause);
  }

  /** Delivers telemetry bytes to the firmware now. */
  receive(bytes: Uint8Array): void {
    this.#input((atUs) => this.firmware.receive(bytes, atUs));
  }

  /**
   * Runs the firmware up to the next alarm of the clock, or to `boundUs`. Has no effect while the clock is behind what the
   * firmware did. Returns true if it acted at this instant alone, so that a programmer may reply. Throws the failure of the
   * firmware.
   */
  prepare(boundUs: number): boolean {
    const { clock } = this.#options;
    if (this.#hasEffects || this.#isDead) return false;
    const limitUs = Math.min(clock.freeUntilUs(lane.firmware), boundUs);
    if (limitUs < clock.nowUs() || this.#rest.wakeUs > limitUs) return false;
    if (this.#rest.reachedUs > clock.nowUs()) {
      // The clock is behind the firmware. The driver comes back when it is not.
      this.#effectClock.at(this.#rest.reachedUs, () => {});
      return false;
    }
    this.#advance(limitUs);
    return !this.#hasEffects;
  }

  /** Ends the firmware. A second call has no effect. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.firmware.close();
  }

  /** True while effects wait for the clock. */
  get #hasEffects(): boolean {
    return this.#nextEffect < this.#queue.length;
  }

  #start(cause: ResetCause): void {
    const nowUs = this.#nowUs;
    this.#pins.restart(nowUs);
    this.#run(() => this.firmware.begin(this.#pins, nowUs, cause));
    this.#rest = { reachedUs: nowUs, wakeUs: nowUs };
    this.#enqueue(this.#pins.taken());
    this.#awaitEffect();
  }

  #advance(limitUs: number): void {
    const { senseDelayUs } = assumedElectronics;
    const followedSteps = this.#followedSteps();
    this.#pins.grant({ limitUs, followedSteps });
    const grant = { limitUs, followedSteps, senseDelayUs: senseDelayUs.value };
    const rest = this.#run(() => this.firmware.advance(grant));
    this.#check(rest, limitUs);
    this.#rest = rest;
    this.#enqueue(this.#pins.taken());
    // Effects of this instant need no alarm, so that a long exchange of telemetry at one instant stays within the clock's bound.
    this.#apply();
  }

  /** Checks where the firmware stopped, and that it does not run for ever at one instant. */
  #check({ reachedUs, wakeUs }: Rest, limitUs: number): void {
    const { name } = this.firmware.identity;
    if (wakeUs > reachedUs) this.#pins.called(reachedUs, 'sleep until', wakeUs);
    else this.#pins.called(reachedUs, 'no sleep');
    if (reachedUs > limitUs)
      throw firmwareFailure('FIRMWARE_OVERRUNS_GRANT', name, `ran to ${reachedUs} us; allowed: up to ${limitUs} us`);
    if (!(wakeUs >= reachedUs))
      throw firmwareFailure(
        'FIRMWARE_TIME_BACKWARDS',
        name,
        `sleeps until "${wakeUs}" us, before the time of its last instruction, ${reachedUs} us`,
      );
  }

  /**
   * Number of steps that the shaft surely follows during one grant. A fault of the catheter may stop the rotor at any step,
   * and so may a rig whose slip or field is an input. Then the body decides after each step.
   */
  #followedSteps(): number {
    const { body, isStepwise = false } = this.#options;
    if (!this.#sense.follows || body.catheter?.isSound === false || isStepwise) return 0;
    return Math.max(0, Math.min(FOLLOWED_STEPS_MAX, body.drive.surelyFollowedSteps));
  }

  #enqueue(effects: PinEffect[]): void {
    this.#queue = effects;
    this.#nextEffect = 0;
  }

  #awaitEffect(): void {
    const next = this.#queue[this.#nextEffect];
    if (next !== undefined) this.#effectClock.at(Math.max(next.atUs, this.#options.clock.nowUs()), () => this.#apply());
  }

  /** Applies the effects of this instant, in call order. */
  #apply(): void {
    const nowUs = this.#options.clock.nowUs();
    for (;;) {
      const effect = this.#queue[this.#nextEffect];
      if (effect === undefined || effect.atUs > nowUs) break;
      const rest = effect.kind === 'step' ? this.#step(effect) : undefined;
      if (effect.kind !== 'step') this.#take(effect);
      if (rest === undefined) this.#nextEffect += 1;
      else this.#queue[this.#nextEffect] = { ...rest, kind: 'step', atUs: rest.firstUs, needsSense: false };
    }
    this.#watchLate();
    this.#awaitEffect();
  }

  #take(effect: Exclude<PinEffect, StepEffect>): void {
    if (effect.kind === 'energise') this.outputs.energise(effect.isOn);
    else if (effect.kind === 'tone') this.outputs.tone(effect.hertz);
    else this.onBytes?.(effect.bytes);
  }

  /** Commands steps. Returns those that do not belong to the present train. */
  #step({ atUs, count, periodUs, needsSense }: StepEffect): StepRun | undefined {
    this.#cancelLate();
    const rest = this.#train.command({ firstUs: atUs, count, periodUs });
    if (needsSense) this.#decideSense();
    return rest;
  }

  /** Raises SENSE after its delay, if the shaft follows the step that was commanded last. */
  #decideSense(): void {
    const { body, clock } = this.#options;
    const step = body.drive.commandedSteps();
    const { senseDelayUs } = assumedElectronics;
    this.#senseClock.at(clock.nowUs() + senseDelayUs.value, () => {
      if (this.#sense.followed(step)) this.#input((atUs) => this.firmware.sense(atUs));
    });
  }

  /** Sets the alarm for the end of the train, if the firmware makes no step before it. */
  #watchLate(): void {
    const { lateUs } = this.#train;
    const quietUntilUs = this.#nextStepUs() ?? this.#rest.wakeUs;
    this.#cancelLate();
    if (lateUs === Number.POSITIVE_INFINITY || (quietUntilUs <= lateUs && !this.#isDead)) return;
    this.#cancelLate = this.#effectClock.at(lateUs, () => this.#train.end());
  }

  /** Time of the next step that the firmware has commanded; undefined without one. */
  #nextStepUs(): number | undefined {
    for (let index = this.#nextEffect; index < this.#queue.length; index += 1)
      if (this.#queue[index]?.kind === 'step') return this.#queue[index]?.atUs;
    return undefined;
  }

  #supplyFell(): void {
    const { body } = this.#options;
    this.#input((atUs) => this.firmware.battery(supplyMv(body.battery, body.product.battery), atUs));
  }

  /** Gives an input to the firmware, which has to run again at this time. */
  #input(give: (atUs: number) => void): void {
    if (this.#isDead) return;
    const atUs = this.#nowUs;
    this.#pins.moved(atUs);
    this.#run(() => give(atUs));
    this.#rest = { reachedUs: atUs, wakeUs: atUs };
  }

  /** Time of the firmware. It may have run without effects past the time of the clock. */
  get #nowUs(): number {
    return Math.max(this.#options.clock.nowUs(), this.#rest.reachedUs);
  }

  #run<T>(call: () => T): T {
    if (this.#isRunning) throw new Error('firmware host: the firmware was called while it was running');
    this.#isRunning = true;
    try {
      return call();
    } finally {
      this.#isRunning = false;
    }
  }
}
