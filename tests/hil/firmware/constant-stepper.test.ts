import { expect, test } from 'vitest';
import { ConstantStepper } from './constant-stepper.ts';

/** Pins that keep each call as a text. */
function recordingPins(calls: string[]) {
  return {
    step: (firstUs: number, count: number, periodUs?: number) => calls.push(`${firstUs} ${count} ${periodUs}`),
    energise: (isOn: boolean, atUs: number) => calls.push(`${isOn} ${atUs}`),
    tone: () => {},
    send: () => {},
    batteryMv: () => 3000,
  };
}

test('steps in batches up to the limit of the grant, and counts their SENSE', () => {
  const calls: string[] = [];
  const firmware = new ConstantStepper({ periodUs: 100, batchSteps: 2 });
  firmware.begin(recordingPins(calls), 1000, 'power');
  const rest = firmware.advance({ limitUs: 1300, followedSteps: 10, senseDelayUs: 5 });
  expect(calls).toEqual(['true 1000', '1100 2 100', '1300 1 undefined']);
  expect(rest).toEqual({ reachedUs: 1300, wakeUs: 1305 });
  expect(firmware.followedSteps).toBe(2);
});

test('stops at the first step that the shaft may not follow', () => {
  const calls: string[] = [];
  const firmware = new ConstantStepper({ periodUs: 100 });
  firmware.begin(recordingPins(calls), 0, 'power');
  const rest = firmware.advance({ limitUs: 1000, followedSteps: 2, senseDelayUs: 5 });
  expect(calls).toEqual(['true 0', '100 2 100', '300 1 undefined']);
  expect(rest).toEqual({ reachedUs: 300, wakeUs: 300 });
});
