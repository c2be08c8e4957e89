import { describe, expect, test } from 'vitest';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { isEvent } from '../../../firmware-sim/trace/record.ts';
import { WiredPump } from './wired-pump.ts';

const FIELD_MT = 60;

/** A pump at full rate whose field comes from the board's sensor, at given board times in seconds. */
async function sensed(...points: readonly (readonly [atS: number, fieldMt: number])[]): Promise<WiredPump> {
  const wired = await new WiredPump().begin(24, { sensed: { scaleRatio: 1 } });
  const { clock } = wired.boardTime;
  const fromUs = clock.nowUs();
  for (const [atS, fieldMt] of points)
    clock.at(fromUs + Math.round(atS * US_PER_SECOND), () => wired.board.setFieldMt(fieldMt));
  return wired;
}

/** Loses the first lines that report a trip, repeated ones included. */
function losing(wired: WiredPump, countMax: number): () => number {
  let count = 0;
  wired.loses = (line) => / TRIP on=/.test(line) && ++count <= countMax;
  return () => Math.min(count, countMax);
}

/** Pump times at which the rotor was held and freed, in seconds. */
function rotor(wired: WiredPump): readonly (readonly [string, number])[] {
  return wired.trace.records.flatMap((record) =>
    isEvent(record) && record.e === 'true.rotor' ? [[String(record.state), record.t / US_PER_SECOND] as const] : [],
  );
}

describe('a trip whose event is lost', () => {
  test.each([0, 1, 2, 5])('%i times still arrives, at the pump time at which the field came', async (count) => {
    const [clean, lossy] = [await sensed([5, FIELD_MT], [12, 0]), await sensed([5, FIELD_MT], [12, 0])];
    const lost = losing(lossy, count);
    for (const wired of [clean, lossy]) await wired.toUs(20 * US_PER_SECOND);
    expect(lost()).toBe(count);
    expect(rotor(clean)).toHaveLength(2);
    for (const [index, [state, atS]] of rotor(clean).entries()) {
      expect(rotor(lossy)[index]?.[0]).toBe(state);
      expect(Math.abs((rotor(lossy)[index]?.[1] ?? 0) - atS)).toBeLessThan(0.1);
    }
    expect(rotor(lossy)).toHaveLength(2);
    expect(lossy.verbs().filter((verb) => verb === 'EVTS').length).toBeGreaterThanOrEqual(Math.min(count, 1));
    expect(lossy.board.outputs.stallMode).toBe('none');
  });

  test('is passed on before the later one, which has arrived already', async () => {
    const wired = await sensed([5, FIELD_MT], [5.08, 0]);
    const lost = losing(wired, 1);
    await wired.toUs(20 * US_PER_SECOND);
    expect(lost()).toBe(1);
    expect(rotor(wired).map(([state]) => state)).toEqual(['held', 'turning']);
    expect(wired.pump.drive.state).toBe('turning');
  });

  test('at every repeat ends the run as a failure of the link', async () => {
    const flutter = Array.from({ length: 40 }, (_, i) => [5 + i * 0.004, i % 2 === 0 ? FIELD_MT : 0] as const);
    const wired = await sensed(...flutter);
    wired.loses = (line) => / TRIP on=/.test(line);
    await expect(wired.toUs(20 * US_PER_SECOND)).rejects.toMatchObject({ code: 'EVENTS_GONE', fault: 'link' });
  });

  test('with every reply to EVTS keeps one request pending, and HALT is sent', async () => {
    const flutter = Array.from({ length: 400 }, (_, i) => [5 + i * 0.05, i % 2 === 0 ? FIELD_MT : 0] as const);
    const wired = await sensed(...flutter);
    wired.loses = (line) => / TRIP on=/.test(line) || / old=/.test(line);
    await expect(wired.toUs(40 * US_PER_SECOND)).rejects.toMatchObject({ fault: 'link' });
    const count = wired.toBoard.length;
    wired.rig.halt();
    expect(wired.verbs().slice(count)).toContain('HALT');
  });
});
