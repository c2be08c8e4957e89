import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { driveTrainOf } from '../../../firmware-sim/build/pump-build.ts';
import { outletUl, type RollerHead, rippleUl, rollerZoneUl } from '../../../firmware-sim/plant/roller-head.ts';
import { theRollers } from '../pump-run.ts';

const head: RollerHead = driveTrainOf(theRollers()).head;
const { revolutionUl, rollerCount } = head;

const aHead: fc.Arbitrary<RollerHead> = fc
  .record({
    rollerCount: fc.integer({ min: 1, max: 6 }),
    revolutionUl: fc.double({ min: 1, max: 100, noNaN: true }),
    zoneShare: fc.double({ min: 0, max: 0.5, noNaN: true }),
    liftShare: fc.double({ min: 0.05, max: 1, noNaN: true }),
  })
  .map((drawn) => ({
    rollerCount: drawn.rollerCount,
    revolutionUl: drawn.revolutionUl,
    rollerZoneUl: (drawn.zoneShare * drawn.revolutionUl) / drawn.rollerCount,
    liftDeg: (drawn.liftShare * 360) / drawn.rollerCount,
  }));

const anAngleDeg = fc.double({ min: -5_000, max: 5_000, noNaN: true });

/** Smallest outlet flow over one pitch, relative to the flow between two lifts, by differences of the volume. */
function minimumFlow(of: RollerHead): number {
  const pitchDeg = 360 / of.rollerCount;
  const perDegUl = (of.revolutionUl / of.rollerCount + of.rollerZoneUl) / pitchDeg;
  const piece = pitchDeg / 36_000;
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 36_000; i += 1) {
    smallest = Math.min(smallest, (outletUl(of, (i + 1) * piece) - outletUl(of, i * piece)) / piece / perDegUl);
  }
  return smallest;
}

describe('a roller head', () => {
  test('of the default set displaces 0.63715 uL per squeezed zone, 30 uL a revolution', () => {
    expect(head.rollerZoneUl).toBeCloseTo(0.63715, 5);
    expect(rollerZoneUl(15, 0.65, 30, 2)).toBe(head.rollerZoneUl);
    const boreUl = 2 * Math.PI * 15 * (Math.PI * (0.65 / 2) ** 2);
    expect(boreUl - rollerCount * head.rollerZoneUl).toBeCloseTo(revolutionUl, 12);
  });

  test('delivers a revolution over the number of rollers in every pitch, from any start', () => {
    fc.assert(
      fc.property(aHead, anAngleDeg, (of, fromDeg) => {
        const pitchUl = outletUl(of, fromDeg + 360 / of.rollerCount) - outletUl(of, fromDeg);
        expect(Math.abs(pitchUl - of.revolutionUl / of.rollerCount)).toBeLessThan(1e-9 * of.revolutionUl);
      }),
    );
    expect(Math.abs(outletUl(head, 180) - 15)).toBeLessThan(1e-12);
    expect(Math.abs(outletUl(head, 237.5) - outletUl(head, 57.5) - 15)).toBeLessThan(1e-12);
  });

  test('takes back exactly what it delivered when the rotor turns back', () => {
    fc.assert(
      fc.property(aHead, anAngleDeg, fc.array(anAngleDeg, { maxLength: 10 }), (of, fromDeg, pathDeg) => {
        let netUl = 0;
        let lastUl = outletUl(of, fromDeg);
        for (const deg of [...pathDeg, fromDeg]) {
          const nowUl = outletUl(of, deg);
          netUl += nowUl - lastUl;
          lastUl = nowUl;
        }
        expect(Math.abs(netUl)).toBeLessThan(1e-9 * of.revolutionUl);
        expect(lastUl).toBe(outletUl(of, fromDeg));
      }),
    );
  });

  test('is continuous, at a roller and elsewhere', () => {
    fc.assert(
      fc.property(aHead, fc.integer({ min: -12, max: 12 }), (of, pitches) => {
        for (const deg of [pitches * (360 / of.rollerCount), pitches * (360 / of.rollerCount) + of.liftDeg]) {
          expect(Math.abs(outletUl(of, deg + 1e-9) - outletUl(of, deg - 1e-9))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  test('of the default set never flows back', () => {
    expect(minimumFlow(head)).toBeGreaterThan(0.7);
  });

  // Head of 0.5 mm bore on a 6 mm track with two rollers and a zone of 0.6 uL: minimum 1 - 2 V_r / (theta_d A R).
  test.each([
    [20, -1.92],
    [40, -0.46],
    [60, 0.03],
  ])('with rollers that lift over %i deg has a minimum flow of %f of its plateau', (liftDeg, relative) => {
    const boreAreaMm2 = Math.PI * 0.25 ** 2;
    const small: RollerHead = {
      rollerCount: 2,
      revolutionUl: 2 * Math.PI * 6 * boreAreaMm2 - 2 * 0.6,
      rollerZoneUl: 0.6,
      liftDeg,
    };
    expect(small.revolutionUl).toBeCloseTo(6.202, 3);
    expect(minimumFlow(small)).toBeCloseTo(relative, 2);
  });

  test('delivers a third of a revolution in 120 deg within -2.1 to +4.2 %, by its phase', () => {
    const errors = Array.from({ length: 240 }, (_, step) => {
      const fromDeg = step * 1.5;
      return ((outletUl(head, fromDeg + 120) - outletUl(head, fromDeg)) / (revolutionUl / 3) - 1) * 100;
    });
    expect(Math.min(...errors)).toBeCloseTo(-2.1, 1);
    expect(Math.max(...errors)).toBeCloseTo(4.2, 1);
  });

  test('stays within its declared ripple of the mean line', () => {
    fc.assert(
      fc.property(aHead, anAngleDeg, (of, deg) => {
        const rippledUl = Math.abs(outletUl(of, deg) - (of.revolutionUl * deg) / 360);
        // The grid that found the ripple may miss its peak slightly.
        expect(rippledUl).toBeLessThanOrEqual(1.01 * rippleUl(of) + 1e-9 * of.revolutionUl);
      }),
    );
    expect(rippleUl(head)).toBeGreaterThan(0);
  });
});
