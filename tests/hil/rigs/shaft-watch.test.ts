import { describe, expect, test } from 'vitest';
import { RigFacts, UNCALIBRATED_RESIDUAL_DEG } from '../../../hil/rigs/rig-facts.ts';
import { agrees, ShaftWatch } from '../../../hil/rigs/shaft-watch.ts';
import { capabilities, type ShaftReport } from '../../../protocol/tables/rig-vocabulary.ts';

const caps = {
  capabilities: capabilities('encoder', 'brake', 'release'),
  stepsPerSecondMax: 500,
  segmentMsMax: 60_000,
};
const units = { turnStepsNumerator: 2048, turnStepsDenominator: 1 };
const accuracy = { slipQuantumSteps: 4, residualMilliDeg: 100, backlashMilliDeg: 0, calibrated: 1 };
const facts = new RigFacts(caps, units, accuracy);
const QUANTUM_DEG = (4 * 360) / 2048;

const report = (encoderTurn: number, encoderRaw: number): ShaftReport => ({
  counterSteps: 0,
  encoderRaw,
  encoderTurn,
  fieldMt: 0,
  stallMode: 'none',
  flags: 0,
  eventNumber: 0,
  deviceUs: 0,
});

describe("the shaft's position", () => {
  test('counts from the first report, through zero and the end of the turn counter', () => {
    const watch = new ShaftWatch(facts, report(32_766, 4000));
    expect(watch.shaftDeg(report(32_767, 4000))).toBe(360);
    expect(watch.shaftDeg(report(-32_767, 4000))).toBe(720);
    expect(watch.shaftDeg(report(-32_766, 0))).toBeCloseTo(720 + (96 * 360) / 4096, 9);
    expect(watch.shaftDeg(report(32_767, 4000))).toBe(360);
    expect(watch.shaftDeg(report(32_766, 3999))).toBeCloseTo(-360 / 4096, 9);
  });
});

describe('a comparison', () => {
  const moved = (steps: number, of = facts): ShaftWatch => {
    const watch = new ShaftWatch(of, report(0, 0));
    watch.moved(steps);
    return watch;
  };

  test('is due after 20 degrees of commanded or uncommanded motion', () => {
    const watch = moved(113); // 19.86 deg
    expect(watch.isDue(0)).toBe(false);
    expect(watch.isDue(-20)).toBe(true);
    watch.moved(1);
    expect(watch.isDue(0)).toBe(true);
    watch.agreed(watch.compare(20));
    expect(watch.isDue(20)).toBe(false);
  });

  test('agrees up to the resolution, ahead and behind', () => {
    const watch = moved(1024);
    for (const [deg, agreed] of [
      [180 - facts.resolutionDeg, true],
      [180 + facts.resolutionDeg, true],
      [180 - facts.resolutionDeg - 0.01, false],
      [180 + facts.resolutionDeg + 0.01, false],
    ] as const)
      expect([deg, agrees(watch.compare(deg))]).toEqual([deg, agreed]);
  });

  test('keeps the expected position at small errors, so that they add up', () => {
    const watch = moved(1024);
    watch.agreed(watch.compare(179.5));
    watch.moved(1024);
    expect(agrees(watch.compare(359))).toBe(false);
  });

  test('allows the backlash after a reversal', () => {
    const rough = new RigFacts(caps, units, { ...accuracy, backlashMilliDeg: 1000 });
    const watch = moved(1024, rough);
    expect(agrees(watch.compare(178.5))).toBe(false);
    watch.pushed(-1);
    watch.pushed(1);
    expect(agrees(watch.compare(178.5))).toBe(true);
  });

  test('allows the overrun of trips once: the shaft then stays ahead by that much', () => {
    const watch = moved(1024);
    watch.overran(10); // 1.76 deg
    expect(agrees(watch.compare(182))).toBe(true);
    watch.agreed(watch.compare(182));
    watch.moved(1024);
    expect(agrees(watch.compare(362))).toBe(true);
    expect(agrees(watch.compare(364))).toBe(false);
  });

  test('with motion that agreed proves a live encoder, from 20 degrees on', () => {
    const watch = moved(100);
    watch.agreed(watch.compare(watch.expectedDeg));
    expect(watch.hasFollowed).toBe(false);
    watch.moved(100);
    watch.agreed(watch.compare(watch.expectedDeg));
    expect(watch.hasFollowed).toBe(true);
  });
});

describe('the resolution of a rig', () => {
  test('is its slip quantum and residual error, and its backlash after a reversal', () => {
    expect(facts.resolutionDeg).toBeCloseTo(QUANTUM_DEG + 0.1, 9);
    const rough = new RigFacts(caps, units, { ...accuracy, calibrated: 0, backlashMilliDeg: 1000 });
    expect(rough.resolutionDeg).toBeCloseTo(QUANTUM_DEG + UNCALIBRATED_RESIDUAL_DEG, 9);
    expect(rough.reversedResolutionDeg).toBeCloseTo(QUANTUM_DEG + UNCALIBRATED_RESIDUAL_DEG + 1, 9);
  });

  test('has rig steps by an exact ratio, and the gentlest stall mode that it offers', () => {
    expect(facts.stepsPerMotorStep(240)).toEqual({ numerator: 128, denominator: 15 });
    expect(facts.holdMode).toBe('release');
    expect(new RigFacts({ ...caps, capabilities: 0 }, units, accuracy).holdMode).toBeUndefined();
  });
});
