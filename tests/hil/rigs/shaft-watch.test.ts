import { describe, expect, test } from 'vitest';
import { RigFacts, UNCALIBRATED_RESIDUAL_DEG } from '../../../hil/rigs/rig-facts.ts';
import { ShaftWatch } from '../../../hil/rigs/shaft-watch.ts';
import { capabilities, type ShaftReport } from '../../../protocol/rig-vocabulary.ts';

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

describe('where the shaft is', () => {
  test('is counted from the first report, through zero and through the end of the turn counter', () => {
    const watch = new ShaftWatch(facts, report(32_766, 4000));
    expect(watch.shaftDeg(report(32_767, 4000))).toBe(360);
    expect(watch.shaftDeg(report(-32_767, 4000))).toBe(720);
    expect(watch.shaftDeg(report(-32_766, 0))).toBeCloseTo(720 + (96 * 360) / 4096, 9);
    expect(watch.shaftDeg(report(32_767, 4000))).toBe(360);
    expect(watch.shaftDeg(report(32_766, 3999))).toBeCloseTo(-360 / 4096, 9);
  });
});

describe('a slip', () => {
  const moved = (steps: number): ShaftWatch => {
    const watch = new ShaftWatch(facts, report(0, 0));
    watch.moved(steps);
    return watch;
  };

  test('is not decided over less than 20 degrees of motion, however they came together', () => {
    const watch = moved(113); // 19.86 deg
    expect(watch.decide(0)).toEqual({ kind: 'too little motion' });
    watch.moved(1);
    expect(watch.decide(0)).toMatchObject({ kind: 'slipped' });
    expect(watch.decide(0)).toEqual({ kind: 'too little motion' });
  });

  test('up to the resolution is none; beyond it whole slip quanta are booked, and no longer expected', () => {
    const watch = moved(1024);
    expect(watch.decide(180 - facts.resolutionDeg)).toEqual({ kind: 'follows' });
    watch.moved(1024);
    expect(watch.decide(360 - 2.3 * QUANTUM_DEG)).toEqual({
      kind: 'slipped',
      slipDeg: 2 * QUANTUM_DEG,
      movedDeg: 180 - 2 * QUANTUM_DEG,
    });
    expect(watch.expectedDeg).toBeCloseTo(360 - 2 * QUANTUM_DEG, 9);
    watch.moved(1024);
    expect(watch.decide(540 - 2.3 * QUANTUM_DEG)).toEqual({ kind: 'follows' });
  });

  test('forwards is no slip: a rig can only take away', () => {
    expect(moved(1024).decide(180 + facts.resolutionDeg + 0.01)).toMatchObject({ kind: 'ahead' });
  });
});

describe('what a rig can tell apart', () => {
  test('is its slip quantum and what calibration leaves; its backlash where the direction has reversed', () => {
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
