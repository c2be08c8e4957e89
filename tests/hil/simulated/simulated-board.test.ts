import { describe, expect, test } from 'vitest';
import { LAPSE_US } from '../../../hil/simulated/simulated-outputs.ts';
import { hasShaftFlag } from '../../../protocol/tables/rig-vocabulary.ts';
import { TalkedBoard } from '../rigs/talked-board.ts';

const safe = { energised: false, moving: false, stallMode: 'none' } as const;

describe('a segment', () => {
  test('makes step k at floor(k x ms x 1000 / n) us after its start, then stands', () => {
    const talk = new TalkedBoard();
    const startUs = talk.clock.nowUs();
    talk.move(0, 7, 100);
    for (let k = 1; k <= 7; k += 1) {
      const dueUs = startUs + Math.floor((k * 100_000) / 7);
      talk.clock.advanceTo(dueUs - 1);
      expect(talk.board.counterSteps).toBe(k - 1);
      talk.clock.advanceTo(dueUs);
      expect(talk.board.counterSteps).toBe(k);
    }
    expect(talk.events.map(({ name, fields }) => [name, fields])).toEqual([['DONE', { toSteps: 7, idle: 1 }]]);
    talk.wait(1_000_000);
    expect(talk.board.counterSteps).toBe(7);
  });

  test('runs backwards as well', () => {
    const talk = new TalkedBoard();
    talk.move(0, -10, 50);
    talk.wait(25_000);
    expect(talk.board.counterSteps).toBe(-5);
    talk.wait(25_000);
    expect(talk.told('STAT', {})).toMatchObject({ counterSteps: -10, encoderRaw: 4096 - 20, encoderTurn: -1 });
  });

  test('from a position other than the counter is refused with the counter; no motion', () => {
    const talk = new TalkedBoard();
    expect(talk.move(1, 5, 100)).toMatchObject({ ok: false, error: 'FROM', fields: { atSteps: 0 } });
    talk.wait(200_000);
    expect(talk.board.counterSteps).toBe(0);
  });

  test("beyond the motor's limit is refused with the limit, and one at the limit runs", () => {
    const talk = new TalkedBoard();
    expect(talk.move(0, 51, 100)).toMatchObject({ ok: false, error: 'TOOFAST', fields: { stepsPerSecondMax: 500 } });
    expect(talk.move(0, 50, 100)).toMatchObject({ ok: true });
  });

  test('that is queued follows without a gap, and a second one in the queue is refused', () => {
    const talk = new TalkedBoard();
    const startUs = talk.clock.nowUs();
    talk.move(0, 10, 100);
    expect(talk.move(10, 20, 50)).toMatchObject({ ok: true });
    expect(talk.move(20, 30, 100)).toMatchObject({ ok: false, error: 'BUSY' });
    expect(hasShaftFlag(talk.told('STAT', {}).flags, 'queued')).toBe(true);
    talk.clock.advanceTo(startUs + 150_000 - 1);
    expect(talk.board.counterSteps).toBe(19);
    talk.wait(1);
    expect(talk.events.map(({ fields }) => fields)).toEqual([
      { toSteps: 10, idle: 0 },
      { toSteps: 20, idle: 1 },
    ]);
  });

  test('is dropped with the queued one by HALT, whose reply gives the motor position', () => {
    const talk = new TalkedBoard();
    talk.move(0, 10, 100);
    talk.move(10, 20, 100);
    talk.wait(34_000);
    expect(talk.told('HALT', {}).counterSteps).toBe(3);
    talk.wait(1_000_000);
    expect(talk.board.counterSteps).toBe(3);
    expect(talk.board.outputs).toMatchObject(safe);
    expect(talk.eventNames()).toEqual([]);
    expect(talk.move(3, 10, 100)).toMatchObject({ ok: true });
  });

  test('is unaffected by a stall during it: the counter runs on, the shaft stays', () => {
    const talk = new TalkedBoard();
    talk.move(0, 10, 100);
    talk.wait(50_000);
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    talk.wait(50_000);
    expect([talk.board.counterSteps, talk.board.shaftSteps]).toEqual([10, 5]);
    expect(talk.eventNames()).toEqual(['DONE']);
    talk.told('STALL', { mode: 'none', bySteps: 0 });
    talk.move(10, 12, 100);
    talk.wait(100_000);
    expect(talk.board.shaftSteps).toBe(7);
  });
});

describe('a stall mode', () => {
  test('back energises the motor, since a push needs current', () => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'back', bySteps: 3 });
    expect(talk.board.outputs.energised).toBe(true);
    expect(talk.board.shaftSteps).toBe(3);
  });

  test('brake lets the motor slip, so it locks in whole slip quanta behind', () => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'brake', bySteps: 0 });
    talk.move(0, 10, 100);
    talk.wait(100_000);
    expect(talk.board.shaftSteps).toBe(0);
    talk.told('STALL', { mode: 'none', bySteps: 0 });
    expect(talk.board.shaftSteps).toBe(-2);
  });
});

describe('a lapse', () => {
  test('comes after 5 s without a valid line on an energised motor, with safe outputs', () => {
    const talk = new TalkedBoard();
    const heardUs = talk.clock.nowUs();
    talk.move(0, 100, 60_000);
    talk.clock.advanceTo(heardUs + LAPSE_US - 1);
    expect(talk.board.outputs).toMatchObject({ energised: true, moving: true, stopCause: 'none' });
    talk.wait(1);
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'lapse' });
    expect(talk.events.map(({ name, fields }) => [name, fields])).toEqual([['STOPPED', { cause: 'lapse' }]]);
  });

  test('does not come while the host sends lines, nor without anything held', () => {
    const talk = new TalkedBoard();
    talk.move(0, 100, 60_000);
    talk.waitAlive(20_000_000);
    expect(talk.board.outputs).toMatchObject({ moving: true, stopCause: 'none' });
    talk.told('HALT', {});
    talk.wait(10 * LAPSE_US);
    expect(talk.board.outputs.stopCause).toBe('none');
  });

  test('comes while a stall mode stands, though nothing moves', () => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    talk.wait(LAPSE_US);
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'lapse' });
  });

  test('is not delayed by noise or by lines of another session', () => {
    const talk = new TalkedBoard();
    talk.move(0, 100, 60_000);
    for (let s = 0; s < 5; s += 1) {
      talk.board.receive(Uint8Array.from(Buffer.from('>01.02 PING*0A0000\nhello\n')));
      talk.wait(1_000_000);
    }
    expect(talk.board.outputs.stopCause).toBe('lapse');
  });
});

describe('a stop', () => {
  test('by two bytes acts at once, and refuses motion until ARM by its cause', () => {
    const talk = new TalkedBoard();
    talk.move(0, 100, 1000);
    talk.wait(500_000);
    talk.stopBytes();
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'bytes' });
    expect(talk.board.counterSteps).toBe(50);
    expect(talk.move(50, 60, 100)).toMatchObject({ ok: false, error: 'STOPPED', fields: { cause: 'bytes' } });
    expect(talk.asked('STALL', { mode: 'hold', bySteps: 0 })).toMatchObject({ ok: false, error: 'STOPPED' });
    expect(talk.asked('ARM', { cause: 'lapse' })).toMatchObject({ ok: false, error: 'STOPPED' });
    expect(talk.told('PING', {}).counterSteps).toBe(50);
    talk.told('ARM', { cause: 'bytes' });
    expect(talk.move(50, 60, 100)).toMatchObject({ ok: true });
  });

  test('survives a new session', () => {
    const talk = new TalkedBoard();
    talk.stopBytes();
    talk.hello(0xb4);
    expect(talk.asked('STAT', {})).toMatchObject({ reply: { stopCause: 'bytes' } });
  });
});

describe('a restart', () => {
  test('forgets session, counter, trip and stop, and keeps the shaft position', () => {
    const talk = new TalkedBoard();
    talk.move(0, 300, 1000);
    talk.wait(1_000_000);
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    talk.stopBytes();
    talk.board.restart('brown');
    talk.hello(0xb4);
    const report = talk.told('STAT', {});
    expect(report).toMatchObject({ counterSteps: 0, encoderRaw: 600, stallMode: 'none' });
    expect(hasShaftFlag(report.flags, 'tripArmed')).toBe(false);
    expect(hasShaftFlag(report.flags, 'stopped')).toBe(false);
  });
});

describe('a sensed field', () => {
  test('at the threshold does not flutter: a trip ends half a millitesla below it', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    for (const fieldMt of [4.9, 5, 4.9, 5.1, 4.6, 4.5, 5.2]) talk.board.setFieldMt(fieldMt);
    expect(talk.events.map(({ fields }) => fields)).toEqual([{ on: 1 }]);
    talk.board.setFieldMt(4.4);
    talk.board.setFieldMt(4.9);
    expect(talk.events.map(({ fields }) => fields)).toEqual([{ on: 1 }, { on: 0 }]);
  });

  test('that comes after an hour of silence lapses at once', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    talk.wait(3_600_000_000);
    talk.board.setFieldMt(9);
    talk.wait(0);
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'lapse' });
  });

  test('lapses when it alone imposes a stall mode, and imposes none during a stop', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    talk.board.setFieldMt(6);
    talk.wait(LAPSE_US);
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'lapse' });
    talk.board.setFieldMt(0);
    talk.board.setFieldMt(6);
    expect(talk.board.outputs.stallMode).toBe('none');
  });

  test('that lasts through a stop imposes its mode again after ARM', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'brake' });
    talk.board.setFieldMt(6);
    talk.stopBytes();
    expect(talk.board.outputs).toEqual({ ...safe, stopCause: 'bytes' });
    expect(talk.told('ARM', { cause: 'bytes' })).toMatchObject({ stallMode: 'brake' });
    talk.stopBytes();
    talk.board.setFieldMt(0);
    expect(talk.told('ARM', { cause: 'bytes' })).toMatchObject({ stallMode: 'none' });
    talk.stopBytes();
    talk.board.setFieldMt(6);
    expect(talk.told('ARM', { cause: 'bytes' })).toMatchObject({ stallMode: 'brake' });
  });

  test('takes the mode of a FIELD command during it, in place of any other', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    talk.board.setFieldMt(6);
    expect(talk.told('STALL', { mode: 'none', bySteps: 0 })).toMatchObject({ stallMode: 'none' });
    expect(talk.told('FIELD', { tripMt: 5, mode: 'release' })).toMatchObject({ stallMode: 'release' });
    expect(talk.eventNames()).toEqual(['TRIP']);
  });

  test('above the threshold holds the shaft, below it releases; both are reported', () => {
    const talk = new TalkedBoard();
    talk.told('FIELD', { tripMt: 5, mode: 'hold' });
    talk.move(0, 10, 100);
    talk.wait(50_000);
    talk.board.setFieldMt(6);
    talk.wait(50_000);
    expect([talk.board.counterSteps, talk.board.shaftSteps]).toEqual([10, 5]);
    talk.board.setFieldMt(4);
    expect(talk.events.map(({ name, fields }) => [name, fields])).toEqual([
      ['TRIP', { on: 1 }],
      ['DONE', { toSteps: 10, idle: 1 }],
      ['TRIP', { on: 0 }],
    ]);
    expect(talk.told('STAT', {})).toMatchObject({ stallMode: 'none', fieldMt: 4 });
  });
});

test('HOME turns forward to the index and returns its position', () => {
  const talk = new TalkedBoard();
  talk.move(0, 100, 1000);
  talk.wait(1_000_000);
  talk.told('HOME', { durationMs: 10_000 });
  expect(talk.move(100, 110, 100)).toMatchObject({ ok: false });
  talk.waitAlive(10_000_000);
  expect(talk.events.at(-1)).toMatchObject({ name: 'HOMED', fields: { indexSteps: 2048 } });
});

test('HOME is refused where the counter would leave its limits, and the board runs on', () => {
  const talk = new TalkedBoard();
  talk.move(0, 100, 1000);
  talk.wait(1_000_000);
  talk.told('ZERO', { counterSteps: 2_000_000_000 });
  expect(talk.asked('HOME', { durationMs: 10_000 })).toMatchObject({ ok: false, error: 'RANGE' });
  expect(talk.told('PING', {}).counterSteps).toBe(2_000_000_000);
});

test('ZERO sets the counter and keeps the shaft position', () => {
  const talk = new TalkedBoard();
  talk.move(0, 100, 1000);
  talk.wait(1_000_000);
  expect(talk.told('ZERO', { counterSteps: 7 })).toMatchObject({ counterSteps: 7, encoderRaw: 200 });
});

test('the turns of the encoder run from -32767 to 32767 and wrap', () => {
  const talk = new TalkedBoard();
  talk.board.shaft.displace(32_767 * 2048);
  expect(talk.told('STAT', {})).toMatchObject({ encoderRaw: 0, encoderTurn: 32_767 });
  talk.board.shaft.displace(2048);
  expect(talk.told('STAT', {})).toMatchObject({ encoderRaw: 0, encoderTurn: -32_767 });
});
