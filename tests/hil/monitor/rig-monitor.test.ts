import { describe, expect, test } from 'vitest';
import { type MonitoredRig, monitorRig, type RigReading } from '../../../hil/monitor/rig-monitor.ts';
import { handNamed } from '../../../hil/rigs/hand-file.ts';

interface Seen {
  readonly rigs: MonitoredRig[];
  readonly readings: RigReading[];
}

async function seen(rig: string, seconds: number, hand?: string, signal?: AbortSignal): Promise<Seen> {
  const result: Seen = { rigs: [], readings: [] };
  await monitorRig(rig, {
    tripMt: 4,
    seconds,
    watched: false,
    ...(hand === undefined ? {} : { hand: handNamed(hand) }),
    ...(signal === undefined ? {} : { signal }),
    onRig: (one) => result.rigs.push(one),
    onReading: (reading) => result.readings.push(reading),
  });
  return result;
}

describe.each(['loopback', 'emulated'])('a monitor of the %s rig', (rig) => {
  test('reports field and shaft ten times a second, and a crossing at once, at rest', async () => {
    const { rigs, readings } = await seen(rig, 12, 'touch');
    expect(rigs).toMatchObject([{ rig, unitNumber: 1, hasFieldSensor: true, hasEncoder: true, tripMt: 4 }]);
    expect(readings.length).toBeGreaterThan(80);
    expect(Math.max(...readings.map((one) => one.fieldMt ?? 0))).toBeCloseTo(60, 0);
    const events = readings.flatMap((one) => one.events.map((event) => [Math.round(one.seconds), event]));
    expect(events).toEqual([
      [5, 'TRIP on 1'],
      [11, 'TRIP on 0'],
    ]);
    expect(new Set(readings.map((one) => one.stallMode))).toEqual(new Set(['none']));
    expect(new Set(readings.map((one) => one.counterSteps))).toEqual(new Set([0]));
  });
});

describe('a monitor without a source', () => {
  test('a rig without a board and an unknown rig are refused by name', async () => {
    await expect(seen('model', 1)).rejects.toMatchObject({ code: 'NOTHING_TO_MONITOR', fault: 'usage' });
    await expect(seen('virtul', 1)).rejects.toMatchObject({
      message: expect.stringContaining('Did you mean "virtual"?'),
    });
    await expect(seen('modle', 1)).rejects.toMatchObject({
      message: expect.stringContaining('Unknown rig "modle"; allowed: loopback, virtual, emulated, '),
    });
  });

  test('a request to end ends it', async () => {
    await expect(seen('loopback', 1000, undefined, AbortSignal.abort())).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
