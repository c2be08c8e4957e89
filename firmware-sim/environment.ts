import type { Clock } from '../protocol/clock.ts';
import type { PumpFirmware } from './firmware/pump-firmware.ts';
import type { Product } from './products/product.ts';
import { RandomStream } from './random-stream.ts';
import { type ExposureEffects, noEffects, type PumpState } from './therapy.ts';
import type { Trace } from './trace/trace.ts';
import type { Drive } from './plant/drive.ts';
import { type FieldPoint, walkIn, walkOut } from './plant/field-profile.ts';
import { checkField, type MagneticField, noField } from './plant/magnetic-field.ts';
import { stallFieldMt } from './plant/two-pole-motor.ts';

/** A field as somebody describes it; without an azimuth one is drawn from the run's seed and recorded. */
export interface FieldExposure {
  readonly fieldMt: number;
  readonly angleToNormalDeg?: number;
  readonly azimuthDeg?: number;
  /** `walk-in`: it grows as somebody walks towards a scanner, and falls the same way. */
  readonly profile?: 'step' | 'walk-in';
}

export interface EnvironmentOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly drive: Drive;
  readonly firmware: Pick<PumpFirmware, 'latch' | 'hideNextRecovery' | 'alter'>;
  readonly product: Product;
  readonly state: PumpState;
  readonly seed: number;
}

const US_PER_HOUR = 3_600_000_000;

/** What surrounds the pump: one magnetic field at a time, how it comes and goes, and what else it does to a pump. */
export class Environment {
  readonly #options: EnvironmentOptions;
  readonly #azimuths: RandomStream;
  readonly #restarts: RandomStream;
  #effects: ExposureEffects = noEffects;
  #exposed = false;
  #walked: readonly FieldPoint[] = [];
  #field: MagneticField = noField;
  #cancels: (() => void)[] = [];

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#azimuths = new RandomStream(options.seed, 'field azimuth');
    this.#restarts = new RandomStream(options.seed, 'restart');
  }

  begin(exposure: FieldExposure, effects: ExposureEffects): void {
    const { fieldMt, angleToNormalDeg = 90, profile = 'step' } = exposure;
    checkField({ fieldMt, angleToNormalDeg, azimuthDeg: exposure.azimuthDeg ?? 0 });
    const azimuthDeg = exposure.azimuthDeg ?? Math.floor(this.#azimuths.between(-180, 180));
    this.#cancelWalk();
    this.#effects = effects;
    this.#exposed = true;
    this.#field = { fieldMt, angleToNormalDeg, azimuthDeg };
    this.#options.trace.event('in.field', { fieldMt, angleToNormalDeg, azimuthDeg, ...told(exposure, effects) });
    this.#walked = profile === 'walk-in' ? walkIn(fieldMt, this.#thresholds()) : [];
    if (profile === 'walk-in') this.#walk(this.#walked, 0, () => this.#options.firmware.latch.interfere(effects.emiTelemetry));
    else {
      this.#options.drive.setField(this.#field);
      this.#options.firmware.latch.interfere(effects.emiTelemetry);
    }
  }

  end(): void {
    this.#cancelWalk();
    this.#options.trace.event('in.field', { fieldMt: 0 });
    if (!this.#exposed) return;
    if (this.#walked.length > 0) this.#walk(walkOut(this.#walked), this.#restartDelayUs(), () => this.#gone());
    else {
      this.#options.drive.setField(noField, this.#restartDelayUs());
      this.#gone();
    }
  }

  #gone(): void {
    const { firmware } = this.#options;
    this.#exposed = false;
    this.#walked = [];
    firmware.latch.interfere(false);
    if (this.#effects.secondInterrogationQuirk) firmware.hideNextRecovery();
    if (this.#effects.altered !== undefined) firmware.alter(this.#effects.altered);
    this.#effects = noEffects;
  }

  /** Each point at its time; the one that lets the rotor go carries the delay. */
  #walk(points: readonly FieldPoint[], delayUs: number, atEnd: () => void): void {
    const { clock, drive } = this.#options;
    const startUs = clock.nowUs();
    for (const [i, point] of points.entries()) {
      const cancel = clock.at(startUs + point.afterUs, () => {
        drive.setField(point.fieldMt === 0 ? noField : { ...this.#field, fieldMt: point.fieldMt }, delayUs);
        if (i === points.length - 1) atEnd();
      });
      this.#cancels.push(cancel);
    }
  }

  #cancelWalk(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  #thresholds(): readonly number[] {
    const { motor, damageFieldMt } = this.#options.drive.train;
    return [motor.disturbFieldMt, stallFieldMt(motor), damageFieldMt];
  }

  /** Gears stay bound for a time that was asked for or drawn; otherwise the option of a uniform delay, 0 by default. */
  #restartDelayUs(): number {
    const { restart } = this.#effects;
    const { product, state } = this.#options;
    const { boundProbabilityRatio, boundHoursMin, boundHoursMax } = product.quantities;
    if (restart.kind === 'bound') return restart.forUs;
    if (restart.kind === 'sampled' && this.#restarts.uniform() < boundProbabilityRatio.value) {
      return Math.round(this.#restarts.between(boundHoursMin.value, boundHoursMax.value) * US_PER_HOUR);
    }
    return Math.round(this.#restarts.between(0, state.restartDelayUsMax));
  }
}

/** Only what was asked for is recorded. */
function told({ profile }: FieldExposure, effects: ExposureEffects) {
  return {
    ...(profile === 'walk-in' ? { profile } : {}),
    ...(effects.restart.kind === 'free' ? {} : { restart: effects.restart.kind }),
    ...(effects.restart.kind === 'bound' ? { boundUs: effects.restart.forUs } : {}),
    ...(effects.emiTelemetry ? { emi: 'telemetry' } : {}),
    ...(effects.secondInterrogationQuirk ? { quirk: 'second interrogation' } : {}),
    ...(effects.altered === undefined ? {} : { altered: effects.altered.kind }),
  };
}
