import { expect, test } from 'vitest';
import { DeviceTime } from '../../../protocol/device/device-time.ts';

const WRAP_US = 4_294_967_296;

test('a device clock runs on past 32 bits, also between reports many turns apart', () => {
  const time = new DeviceTime();
  let hostUs = 1_000_000;
  let trueUs = WRAP_US - 500;
  expect(time.unwrap(trueUs, hostUs)).toBe(trueUs);
  for (const passedUs of [1000, 60_000_000, WRAP_US, 20 * WRAP_US + 12_345, 0]) {
    trueUs += passedUs;
    // The device has a resonator that is half a percent off. The host has its own time.
    hostUs += Math.round(passedUs * 1.005);
    expect(time.unwrap(trueUs % WRAP_US, hostUs)).toBe(trueUs);
  }
});

test('an older report, from the cache, counts as older and not as a wrap ahead', () => {
  const time = new DeviceTime();
  time.unwrap(10_000, 0);
  time.unwrap(2_000_000, 2_000_000);
  expect(time.unwrap(1_990_000, 2_050_000)).toBe(1_990_000);
});

test('a restart begins again at 0', () => {
  const time = new DeviceTime();
  time.unwrap(4_000_000_000, 0);
  time.restart();
  expect(time.unwrap(5, 4_000_000_000)).toBe(5);
});
