import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { compassBench, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { Gear } from '../../../hil/board/gear.ts';
import { Mechanics } from '../../../hil/board/mechanics.ts';
import { type Stator, statorOfCoils, unpowered } from '../../../hil/board/stator.ts';
import { Stepper } from '../../../hil/board/stepper.ts';

const MS = 16_000;
const facts = { holdingTorqueUnm: 500, frictionUnm: 50, detentUnm: 60, noLoadStepsPerSecond: 1000 };

/** Two coils on, as in the sketch. */
const phase = (step: number): Stator => statorOfCoils([3, 6, 12, 9][((step % 4) + 4) % 4] as number);

/** A motor on a gear of 100 steps a turn, driven by hand. */
class Bed {
  readonly motor: Stepper;
  readonly mechanics: Mechanics;
  #cycles = 0;
  #step = 0;

  constructor(motor = new Stepper(facts), backlashDeg = 0) {
    this.motor = motor;
    this.mechanics = new Mechanics(motor, new Gear(100, backlashDeg));
    this.mechanics.energise(phase(0), 0);
    this.wait(10);
  }

  wait(ms: number): void {
    this.#cycles += ms * MS;
    this.mechanics.settle(this.#cycles);
  }

  steps(count: number, msEach = 2): void {
    for (let i = 0; i < Math.abs(count); i += 1) {
      this.#step += Math.sign(count);
      this.mechanics.energise(phase(this.#step), this.#cycles);
      this.wait(msEach);
    }
  }

  off(): void {
    this.mechanics.energise(unpowered, this.#cycles);
    this.wait(10);
  }

  clamp(isOn: boolean): void {
    this.mechanics.clamp(isOn, this.#cycles);
    this.wait(10);
  }
}

describe('coils', () => {
  test.each([
    [0b0000, 0, 0],
    [0b0101, 0, 0],
    [0b1111, 0, 0],
    [0b0011, 0.5, 1],
    [0b0110, 1.5, 1],
    [0b1001, 3.5, 1],
    [0b0010, 1, Math.SQRT1_2],
    [0b0111, 1, Math.SQRT1_2],
  ])('%i point to %d steps', (coils, angleSteps, strength) => {
    expect(statorOfCoils(coils)).toEqual({ angleSteps, strength });
  });
});

describe('a stepper', () => {
  test('follows the steps, the load angle asin(T_L / T_h) behind', () => {
    const bed = new Bed();
    bed.steps(37);
    expect(37.5 - bed.mechanics.rotorSteps).toBeCloseTo(Math.asin(0.1) / (Math.PI / 2), 6);
    bed.steps(-37);
    expect(bed.mechanics.rotorSteps - 0.5).toBeCloseTo(Math.asin(0.1) / (Math.PI / 2), 6);
  });

  test('loses whole electrical turns of four full steps, if it cannot follow energised', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ held: fc.boolean(), count: fc.integer({ min: -40, max: 40 }), fast: fc.boolean() }), {
          maxLength: 12,
        }),
        (moves) => {
          const bed = new Bed();
          let commanded = 0;
          for (const { held, count, fast } of moves) {
            if (held) bed.clamp(true);
            bed.steps(count, fast ? 0.4 : 2);
            commanded += count;
            if (held) bed.clamp(false);
            bed.wait(10);
          }
          const lost = commanded + 0.5 - bed.mechanics.rotorSteps;
          expect(Math.abs(lost - 4 * Math.round(lost / 4))).toBeLessThan(0.07);
        },
      ),
    );
  });

  test('does not follow beyond pull-out', () => {
    const bed = new Bed();
    bed.steps(100, 0.9); // 1111 steps a second
    expect(Math.abs(bed.mechanics.rotorSteps)).toBeLessThan(3);
  });

  test('stands under overload, and without the load goes on by four steps at a time', () => {
    const bed = new Bed();
    bed.motor.loadUnm = 600;
    bed.steps(10);
    expect(bed.mechanics.rotorSteps).toBeLessThan(0.6);
    bed.motor.loadUnm = 0;
    bed.steps(1);
    const lost = 11.5 - bed.mechanics.rotorSteps;
    expect(Math.abs(lost - 4 * Math.round(lost / 4))).toBeLessThan(0.07);
    expect(Math.round(lost)).toBeGreaterThan(3);
  });

  test('without current rests at a tooth, or where friction stops it', () => {
    const free = new Bed(new Stepper({ ...facts, frictionUnm: 1 }));
    free.steps(3);
    free.off();
    expect(Math.abs(free.mechanics.rotorSteps - Math.round(free.mechanics.rotorSteps))).toBeLessThan(0.01);
    const stiff = new Bed(new Stepper({ ...facts, frictionUnm: 70 }));
    stiff.steps(3);
    const before = stiff.mechanics.rotorSteps;
    stiff.off();
    expect(stiff.mechanics.rotorSteps).toBe(before);
  });

  test('is unaffected by a field alone', () => {
    const motor = uln2003Bench.motor();
    const field = { fieldMt: 3000, angleToNormalDeg: 90, azimuthDeg: 70 };
    expect(motor.restSteps(0.4, phase(0), field)).toBe(motor.restSteps(0.4, phase(0), noField));
  });
});

describe('a two-pole motor between crossed coils', () => {
  const turned = (fieldMt: number): number => {
    const motor = compassBench.motor();
    let rotorSteps = 0;
    for (let step = 0; step < 40; step += 1) {
      rotorSteps = motor.restSteps(rotorSteps, phase(step), { fieldMt, angleToNormalDeg: 90, azimuthDeg: 33 });
    }
    return rotorSteps;
  };

  test('follows in a weak field, and is stalled by one above T_h / m', () => {
    expect(turned(0)).toBeCloseTo(39.5, 6);
    expect(Math.abs(turned(2.5) - 39.5)).toBeLessThan(2); // from T_h / (m sqrt 2) on, steps of 90 deg may lose turns
    expect(Math.abs(turned(4.1))).toBeLessThan(2);
    expect(Math.abs(turned(1500))).toBeLessThan(2);
  });
});

describe('a gear with play', () => {
  test('takes up the play at each reversal, and nowhere else', () => {
    const bed = new Bed(new Stepper(facts), 9); // 2.5 steps
    bed.steps(20);
    const forwards = bed.mechanics.shaftDeg;
    bed.steps(-2);
    expect(bed.mechanics.shaftDeg).toBe(forwards);
    bed.steps(-8);
    expect(bed.mechanics.shaftDeg).toBeCloseTo(bed.mechanics.rotorSteps * 3.6 + 9, 6);
  });

  test('keeps a clamped shaft still while the rotor rocks within the play', () => {
    const bed = new Bed(new Stepper(facts), 9);
    bed.steps(20);
    const at = bed.mechanics.shaftDeg;
    expect(at).toBeGreaterThan(70);
    bed.clamp(true);
    bed.steps(50);
    bed.steps(-50);
    expect(bed.mechanics.shaftDeg).toBe(at);
  });
});
