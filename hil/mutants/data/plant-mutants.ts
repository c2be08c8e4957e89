import type { Mutant } from './mutant.ts';

/** Mistakes in the plant of the TypeScript pump: motor, field, reservoir, catheter, battery. */
export const plantMutants: readonly Mutant[] = [
  {
    id: 'rotor-ignores-field',
    says: 'No field holds the rotor.',
    file: 'firmware-sim/plant/rotor-locks.ts',
    from: 'return inPlaneMt(this.field) >= stallFieldMt(this.#motor);',
    to: 'return inPlaneMt(this.field) < 0;',
  },
  {
    id: 'field-along-shaft-holds',
    says: 'A field along the shaft holds the rotor, because its whole strength counts.',
    file: 'firmware-sim/plant/rotor-locks.ts',
    from: 'return inPlaneMt(this.field) >= stallFieldMt(this.#motor);',
    to: 'return this.field.fieldMt >= stallFieldMt(this.#motor);',
  },
  {
    id: 'lost-turns-come-back',
    says: 'The rotor makes up the turns that it missed in a field.',
    file: 'firmware-sim/plant/drive.ts',
    from: 'this.#lostSteps = commanded - nearestImageDeg(commanded * MOTOR_STEP_DEG, nearDeg) / MOTOR_STEP_DEG;',
    to: 'this.#lostSteps = nearDeg === commanded ? 0 : 0;',
  },
  {
    id: 'gears-never-bind',
    says: 'The gears never bind after a field.',
    file: 'firmware-sim/plant/drive.ts',
    from: 'restartDelayUs > 0) this.#locks.bindFor(restartDelayUs);',
    to: 'restartDelayUs < 0) this.#locks.bindFor(restartDelayUs);',
  },
  {
    id: 'scanner-damages-nothing',
    says: 'A forbidden orientation in a scanner does not seize the rotor.',
    file: 'firmware-sim/plant/drive.ts',
    from: 'angleToShaftDeg(field) <= this.train.damageConeDeg;',
    to: 'angleToShaftDeg(field) < 0;',
  },
  {
    id: 'weak-field-costs-nothing',
    says: 'A field between disturbance and stall costs no turns.',
    file: 'firmware-sim/plant/two-pole-motor.ts',
    from: 'return Math.min(1, Math.max(0, share));',
    to: 'return share >= 1 ? 1 : 0;',
  },
  {
    id: 'slip-not-stated',
    says: 'The slip sensor never states that the rotor stands.',
    file: 'firmware-sim/plant/drive.ts',
    from: 'if (follows !== this.#saidFollows) this.#say(atSteps, follows);',
    to: 'if (follows && !this.#saidFollows) this.#say(atSteps, follows);',
  },
  {
    id: 'empty-reservoir-delivers',
    says: 'An empty reservoir delivers on.',
    file: 'firmware-sim/plant/reservoir.ts',
    from: 'return this.#isEmpty ? 0 : this.#options.metering.perSecondMl;',
    to: 'return this.#options.metering.perSecondMl;',
  },
  {
    id: 'leak-ignored',
    says: 'A leak of the pump takes nothing out of the reservoir.',
    file: 'firmware-sim/plant/reservoir.ts',
    from: 'return Math.min(this.#usableMl, (this.#leakMlPerDay * us) / US_PER_DAY);',
    to: 'return Math.min(this.#usableMl, (this.#leakMlPerDay * us) / US_PER_DAY) * 0;',
  },
  {
    id: 'film-mirrored',
    says: 'The film shows the mirrored angle of the rotor.',
    file: 'firmware-sim/outside/roller-study.ts',
    from: 'const shownDeg = isFlipped ? -rotorDeg : rotorDeg;',
    to: 'const shownDeg = isFlipped ? rotorDeg : -rotorDeg;',
    survives:
      'The checks of a study judge the motion of the rotor. The angle of a film is drawn in reports and decides nothing.',
  },
  {
    id: 'study-angle-doubled',
    says: 'A roller study turns the rotor by twice its angle.',
    file: 'firmware-sim/outside/roller-study.ts',
    from: 'const steps = Math.round((q.studyAngleDeg.value / 360)',
    to: 'const steps = Math.round((q.studyAngleDeg.value / 180)',
  },
  {
    id: 'steps-cost-no-charge',
    says: 'Motor steps draw no charge from the battery.',
    file: 'firmware-sim/plant/battery.ts',
    from: 'return this.#leftMc - standingMc - actuationMc * (stepsAt(this.#line, nowUs) - this.#anchorSteps);',
    to: 'return this.#leftMc - standingMc - 0 * actuationMc * (stepsAt(this.#line, nowUs) - this.#anchorSteps);',
  },
];
