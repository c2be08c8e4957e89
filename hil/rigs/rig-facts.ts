import { type Rational, rational } from '../../firmware-sim/base/rational.ts';
import { type Capability, hasCapability, type RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { ReplyOf } from '../../protocol/tables/vocabulary.ts';

type Reply<K extends 'CAPS' | 'UNITS' | 'ACCURACY'> = ReplyOf<RigVocabulary, K>;

/** Added to the resolution of a rig whose encoder was never calibrated. */
export const UNCALIBRATED_RESIDUAL_DEG = 1;

/** What a rig announced when it was opened, in the units of the bench. */
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

  /** Smallest difference of shaft angle that means anything while the shaft turns one way. */
  get resolutionDeg(): number {
    return this.slipQuantumDeg + this.residualDeg;
  }

  /** The same where the direction has reversed: nobody knows how much of the play was used. */
  get reversedResolutionDeg(): number {
    return this.resolutionDeg + this.backlashDeg;
  }

  /** Steps forwards after which the play is taken up and the rotor has locked in; 0 where there is none. */
  get takeUpSteps(): number {
    return this.backlashDeg === 0 ? 0 : Math.ceil((this.backlashDeg + this.slipQuantumDeg) / this.stepDeg);
  }

  /** Rig steps of one motor step of a pump. */
  stepsPerMotorStep(motorStepsPerRevolution: number): Rational {
    return rational([this.turn.numerator], [this.turn.denominator, motorStepsPerRevolution]);
  }

  /** The stall mode that stands in for a magnet here, the gentlest first. */
  get holdMode(): 'hold' | 'release' | 'brake' | undefined {
    return (['hold', 'release', 'brake'] as const).find((mode) => this.can(mode));
  }
}
