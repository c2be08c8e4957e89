import { type Rational, rational } from '../../firmware-sim/base/rational.ts';
import { type Capability, hasCapability, type RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { ReplyOf } from '../../protocol/tables/vocabulary.ts';

type Reply<K extends 'CAPS' | 'UNITS' | 'ACCURACY'> = ReplyOf<RigVocabulary, K>;

/** Residual error of an encoder that was never calibrated. */
export const UNCALIBRATED_RESIDUAL_DEG = 1;

/** Properties that a rig announced when it was opened, in the units of the bench. */
export class RigFacts {
  readonly stepsPerSecondMax: number;
  readonly segmentMsMax: number;
  /** Rig steps of one rotor turn: numerator and denominator. */
  readonly turn: Rational;
  readonly stepDeg: number;
  readonly slipQuantumDeg: number;
  readonly residualDeg: number;
  readonly backlashDeg: number;
  readonly calibrated: boolean;
  readonly #capabilities: number;

  constructor(caps: Reply<'CAPS'>, units: Reply<'UNITS'>, accuracy: Reply<'ACCURACY'>) {
    this.#capabilities = caps.capabilities;
    this.stepsPerSecondMax = caps.stepsPerSecondMax;
    this.segmentMsMax = caps.segmentMsMax;
    this.turn = rational([units.turnStepsNumerator], [units.turnStepsDenominator]);
    this.stepDeg = (360 * units.turnStepsDenominator) / units.turnStepsNumerator;
    this.slipQuantumDeg = accuracy.slipQuantumSteps * this.stepDeg;
    this.calibrated = accuracy.calibrated === 1;
    this.residualDeg = this.calibrated ? accuracy.residualMilliDeg / 1000 : UNCALIBRATED_RESIDUAL_DEG;
    this.backlashDeg = accuracy.backlashMilliDeg / 1000;
  }

  can(capability: Capability): boolean {
    return hasCapability(this.#capabilities, capability);
  }

  /** Smallest significant difference of shaft angle while the shaft turns in one direction. */
  get resolutionDeg(): number {
    return this.slipQuantumDeg + this.residualDeg;
  }

  /**
   * Smallest significant difference after a reversal. It includes the play, because the used share of it is unknown.
   */
  get reversedResolutionDeg(): number {
    return this.resolutionDeg + this.backlashDeg;
  }

  /** Forward steps that take up the play and let the rotor lock in; 0 without play. */
  get takeUpSteps(): number {
    return this.backlashDeg === 0 ? 0 : Math.ceil((this.backlashDeg + this.slipQuantumDeg) / this.stepDeg);
  }

  /** Rig steps per motor step of a pump. */
  stepsPerMotorStep(motorStepsPerRevolution: number): Rational {
    return rational([this.turn.numerator], [this.turn.denominator, motorStepsPerRevolution]);
  }

  /** Stall mode that replaces a magnet on this rig: the gentlest mode that the rig has. */
  get holdMode(): 'hold' | 'release' | 'brake' | undefined {
    return (['hold', 'release', 'brake'] as const).find((mode) => this.can(mode));
  }
}
