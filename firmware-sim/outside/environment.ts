import type { Clock } from '../../protocol/clock.ts';
import { type FirmwarePort, mustHave } from '../base/firmware-port.ts';
import { RandomStream } from '../base/random-stream.ts';
import { type ExposureEffects, noEffects, type PumpState } from '../base/therapy.ts';
import { US_PER_HOUR, US_PER_MINUTE } from '../base/time-units.ts';
import { wholeUs } from '../base/whole-us.ts';
import { type FieldPoint, type Walk, walkIn, walkOut } from '../plant/field-profile.ts';
import { checkField, type MagneticField, noField } from '../plant/magnetic-field.ts';
import { type DirectedPoint, type FieldSample, measuredPoints, strongestSample } from '../plant/measured-field.ts';
import type { Metering } from '../plant/metering.ts';
import { type Product, rollersOf } from '../products/product.ts';
import type { EventFields } from '../trace/record.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import {
  checkExposure,
  comesAndGoes,
  type FieldExposure,
  isMeasured,
  mustHaveMagnets,
  type NearPattern,
  strengthMt,
  TIMES_MAX,
  walkOf,
} from './field-exposure.ts';

/** Event of a magnetic field. */
export const fieldSignals = {
  'in.field': { kind: 'event', unit: 'mT', doc: 'A magnetic field came, changed or went.' },
} as const satisfies Declarations;

export interface EnvironmentOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly metering: Metering;
  readonly firmware: () => FirmwarePort;
  readonly product: Product;
  readonly state: PumpState;
  readonly seed: number;
}

/** Surroundings of the pump: one magnetic field at a time, with its profile and its other effects on the pump. */
export class Environment {
  readonly #options: EnvironmentOptions;
  readonly #azimuths: RandomStream;
  readonly #restarts: RandomStream;
  readonly #patterns: RandomStream;
  #effects: ExposureEffects = noEffects;
  #phase: 'none' | 'coming' | 'there' | 'leaving' = 'none';
  #field: MagneticField = noField;
  /** Approach profile of a walk, and its start time. */
  #walked: readonly FieldPoint[] = [];
  #walkedFromUs = 0;
  #cancels: (() => void)[] = [];

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#azimuths = new RandomStream(options.seed, 'field azimuth');
    this.#restarts = new RandomStream(options.seed, 'restart');
    this.#patterns = new RandomStream(options.seed, 'device pattern');
  }

  get isExposed(): boolean {
    return this.#phase !== 'none';
  }

  /** Replaces the current field. Effects of the replaced field remain scheduled. */
  begin(exposure: FieldExposure, effects: ExposureEffects): void {
    const { product, trace, metering } = this.#options;
    const { magnets } = product;
    checkExposure(exposure, magnets);
    const fieldMt = strengthMt(exposure, magnets);
    const angleToNormalDeg = angleOf(exposure);
    checkField({ fieldMt, angleToNormalDeg, azimuthDeg: exposure.azimuthDeg ?? 0 });
    checkEffects(effects, product);
    checkPort(effects, this.#options.firmware());
    const azimuthDeg = exposure.azimuthDeg ?? Math.floor(this.#azimuths.between(-180, 180));
    this.#cancelWalk();
    const exposed = this.#phase !== 'none';
    this.#effects = exposed ? together(this.#effects, effects) : effects;
    this.#field = { fieldMt, angleToNormalDeg, azimuthDeg };
    trace.event('in.field', { fieldMt, angleToNormalDeg, azimuthDeg, ...told(exposure, effects) });
    const delayUs = exposed ? this.#restartDelayUs() : 0;
    const walk = walkOf(exposure, magnets);
    if (walk !== undefined) this.#walkIn(walk, delayUs);
    else if (isMeasured(exposure)) this.#follow(exposure.samples);
    else {
      this.#walked = [];
      metering.setField(this.#field, delayUs);
      this.#arrive();
      if (comesAndGoes(exposure)) this.#comeAndGo(exposure.pattern);
    }
  }

  /** Ends the field, by the reversed profile if it had one. A field that is already leaving continues to leave. */
  end(): void {
    const { trace, metering, clock } = this.#options;
    trace.event('in.field', { fieldMt: 0 });
    if (this.#phase === 'leaving') return;
    this.#cancelWalk();
    if (this.#phase === 'none') return;
    const wayOut = walkOut(this.#walked, clock.nowUs() - this.#walkedFromUs);
    if (this.#phase === 'coming') this.#effects = noEffects;
    if (wayOut.length > 0) {
      this.#phase = 'leaving';
      this.#walk(wayOut, this.#restartDelayUs(), () => this.#gone());
    } else {
      metering.setField(noField, this.#restartDelayUs());
      this.#gone();
    }
  }

  #walkIn(walk: Walk, delayUs: number): void {
    const { clock, metering } = this.#options;
    if (this.#phase !== 'none') metering.setField(noField, delayUs);
    this.#phase = 'coming';
    this.#walkedFromUs = clock.nowUs();
    this.#walked = walkIn(walk, metering.fieldThresholdsMt(this.#field));
    this.#walk(this.#walked, 0, () => {
      this.#arrive();
      if (walk.turnsRound) this.end();
    });
  }

  /** Applies a measured field, from its first sample on. Each release of the rotor has the same restart delay. */
  #follow(samples: readonly FieldSample[]): void {
    const { clock, metering } = this.#options;
    const thresholdsMt = (angleToNormalDeg: number): readonly number[] =>
      metering.fieldThresholdsMt({ ...this.#field, angleToNormalDeg });
    this.#walked = [];
    this.#arrive();
    this.#followPoint(
      { points: measuredPoints(samples, thresholdsMt), startUs: clock.nowUs() },
      0,
      this.#restartDelayUs(),
    );
  }

  /** Sets a point of a measured field, and waits for the next one. A field measured down to 0 ends there. */
  #followPoint(field: MeasuredCourse, index: number, delayUs: number): void {
    const { clock, metering } = this.#options;
    const { fieldMt, angleToNormalDeg } = field.points[index] as DirectedPoint;
    const next = field.points[index + 1];
    if (next === undefined && fieldMt === 0) {
      this.end();
      return;
    }
    metering.setField(fieldMt === 0 ? noField : { ...this.#field, fieldMt, angleToNormalDeg }, delayUs);
    if (next === undefined) return;
    this.#cancels = [clock.at(field.startUs + next.afterUs, () => this.#followPoint(field, index + 1, delayUs))];
  }

  /** Takes a near device away and brings it back, by its pattern or by drawn times, until the field is ended. */
  #comeAndGo(pattern: NearPattern | undefined, number = 1): void {
    const { clock, metering, trace } = this.#options;
    const effects = this.#effects;
    const goes = (): void => {
      this.end();
      if (number === (pattern?.times ?? TIMES_MAX)) return;
      this.#cancels = [clock.at(clock.nowUs() + (pattern?.awayUs ?? this.#drawnUs('Away')), comes)];
    };
    const comes = (): void => {
      this.#effects = effects;
      trace.event('in.field', { ...this.#field, number: number + 1 });
      metering.setField(this.#field);
      this.#arrive();
      this.#comeAndGo(pattern, number + 1);
    };
    this.#cancels = [clock.at(clock.nowUs() + (pattern?.nearUs ?? this.#drawnUs('Near')), goes)];
  }

  #drawnUs(which: 'Near' | 'Away'): number {
    const q = mustHaveMagnets(this.#options.product.magnets);
    const [min, max] = [q[`device${which}MinutesMin`].value, q[`device${which}MinutesMax`].value];
    return wholeUs(this.#patterns.between(min, max), US_PER_MINUTE);
  }

  #arrive(): void {
    this.#phase = 'there';
    this.#options.firmware().interfere?.(this.#effects.emiTelemetry);
  }

  #gone(): void {
    const firmware = this.#options.firmware();
    this.#phase = 'none';
    firmware.interfere?.(false);
    if (this.#effects.secondInterrogationQuirk) firmware.hideNextRecovery?.();
    if (this.#effects.altered !== undefined) firmware.alter?.(this.#effects.altered);
    this.#effects = noEffects;
  }

  /** Sets each point of a profile at its time. The point that releases the rotor applies the restart delay. */
  #walk(points: readonly FieldPoint[], delayUs: number, atEnd: () => void): void {
    const { clock, metering } = this.#options;
    const startUs = clock.nowUs();
    for (const [i, point] of points.entries()) {
      const cancel = clock.at(startUs + point.afterUs, () => {
        metering.setField(point.fieldMt === 0 ? noField : { ...this.#field, fieldMt: point.fieldMt }, delayUs);
        if (i === points.length - 1) atEnd();
      });
      this.#cancels.push(cancel);
    }
  }

  #cancelWalk(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  /**
   * Returns the time for which gears stay bound, given or drawn. Otherwise the uniform delay of the restart law, by
   * default 0.
   */
  #restartDelayUs(): number {
    const { restart } = this.#effects;
    const { product, state } = this.#options;
    const rollers = rollersOf(product);
    if (rollers === undefined) return 0;
    if (restart.kind === 'bound') return restart.forUs;
    if (restart.kind === 'sampled' && this.#restarts.uniform() < rollers.boundProbabilityRatio.value) {
      return wholeUs(this.#restarts.between(rollers.boundHoursMin.value, rollers.boundHoursMax.value), US_PER_HOUR);
    }
    return Math.round(this.#restarts.between(state.restartDelayUsMin ?? 0, state.restartDelayUsMax));
  }
}

/** A measured field as points, and the time at which it began. */
interface MeasuredCourse {
  readonly points: readonly DirectedPoint[];
  readonly startUs: number;
}

/**
 * Returns the angle between a field and the pump's normal. For a measured field it is the angle at the strongest
 * sample.
 */
function angleOf(exposure: FieldExposure): number {
  return isMeasured(exposure) ? strongestSample(exposure.samples).angleToNormalDeg : (exposure.angleToNormalDeg ?? 90);
}

/**
 * Throws a RangeError for invalid effects. The reader of scenarios has validated them, so this is a programming error.
 */
function checkEffects({ restart, altered }: ExposureEffects, product: Product): void {
  if (restart.kind === 'bound' && !(Number.isSafeInteger(restart.forUs) && restart.forUs >= 0)) {
    throw new RangeError(`restart: bound for ${restart.forUs} us; allowed: a whole number of us, 0 or more`);
  }
  const { rateMlPerDayMin, rateMlPerDayMax } = product.quantities;
  if (altered?.kind !== 'rate') return;
  if (altered.rateMlPerDay >= rateMlPerDayMin.value && altered.rateMlPerDay <= rateMlPerDayMax.value) return;
  throw new RangeError(
    `altered: ${altered.rateMlPerDay} mL/day; allowed: ${rateMlPerDayMin.value} to ${rateMlPerDayMax.value} mL/day`,
  );
}

/** Throws a RangeError for an effect that this firmware cannot suffer. A reader of scenarios refuses it before the run. */
function checkPort({ emiTelemetry, secondInterrogationQuirk, altered }: ExposureEffects, firmware: FirmwarePort): void {
  if (emiTelemetry) mustHave(firmware, 'interfere');
  if (secondInterrogationQuirk) mustHave(firmware, 'hideNextRecovery');
  if (altered !== undefined) mustHave(firmware, 'alter');
}

/** Joins the effects of two fields that follow each other without a field-free moment. They are one exposure. */
function together(before: ExposureEffects, now: ExposureEffects): ExposureEffects {
  return {
    restart: now.restart.kind === 'free' ? before.restart : now.restart,
    emiTelemetry: before.emiTelemetry || now.emiTelemetry,
    secondInterrogationQuirk: before.secondInterrogationQuirk || now.secondInterrogationQuirk,
    altered: now.altered ?? before.altered,
  };
}

/** Returns the fields of the record, without defaults. */
function told(exposure: FieldExposure, effects: ExposureEffects) {
  const { restart, altered } = effects;
  return {
    ...toldOf(exposure),
    ...(restart.kind === 'free' ? {} : { restart: restart.kind }),
    ...(restart.kind === 'bound' ? { boundUs: restart.forUs } : {}),
    ...(effects.emiTelemetry ? { emi: 'telemetry' } : {}),
    ...(effects.secondInterrogationQuirk ? { quirk: 'second interrogation' } : {}),
    altered: altered?.kind,
    ...(altered?.kind === 'rate' ? { alteredRateMlPerDay: altered.rateMlPerDay } : {}),
    ...(altered?.kind === 'memory error' ? { alteredClass: altered.class } : {}),
  };
}

function toldOf(exposure: FieldExposure): EventFields {
  if (isMeasured(exposure)) return { profile: 'measured', lastsUs: exposure.samples.at(-1)?.afterUs ?? 0 };
  if ('magnet' in exposure) return { magnet: exposure.magnet, distanceMm: exposure.distanceMm };
  const { profile, distanceM, closestM } = exposure;
  return {
    ...(profile === 'walk-in' || profile === 'walk-past' ? { profile } : {}),
    distanceM,
    closestM,
  };
}
