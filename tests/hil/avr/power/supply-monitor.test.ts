import { describe, expect, test } from 'vitest';
import { SupplyMonitor } from '../../../../hil/avr/power/supply-monitor.ts';

describe('the supply monitor', () => {
  test('resets below its level and releases above, with a hysteresis of 50 mV', () => {
    const monitor = new SupplyMonitor(2.7);
    const states = [0, 1.6, 2.72, 2.73, 2.68, 2.67, 2.72, 2.73].map((volts) => monitor.see(volts));
    expect(states).toEqual(['power-off', 'power-off', 'power-off', 'runs', 'runs', 'brown-out', 'brown-out', 'runs']);
  });

  test('tells a brown-out that reached zero from one that did not', () => {
    const monitor = new SupplyMonitor(2.7);
    monitor.see(3);
    expect([monitor.see(1.1), monitor.see(0.9), monitor.see(1.4)]).toEqual(['brown-out', 'power-off', 'power-off']);
  });

  test('without detector, or with it off in sleep, runs down to the power-on threshold', () => {
    expect([3, 1.1, 0.99].map((volts) => new SupplyMonitor(undefined).see(volts))).toEqual([
      'runs',
      'power-off',
      'power-off',
    ]);
    const monitor = new SupplyMonitor(undefined);
    expect([3, 1.1, 0.99].map((volts) => monitor.see(volts))).toEqual(['runs', 'runs', 'power-off']);
    const asleep = new SupplyMonitor(2.7);
    asleep.see(3);
    expect([asleep.see(2, true), asleep.see(2)]).toEqual(['runs', 'brown-out']);
  });
});
