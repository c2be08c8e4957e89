import { describe, expect, test } from 'vitest';
import { uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { CONFIG_BYTES, eepromImage, sealed } from '../../../hil/board/eeprom-image.ts';
import { checkRig, type RigCheckOptions, type RigCheckResult } from '../../../hil/check/rig-check.ts';
import { everySo, longTest, runCount } from '../../run-count.ts';
import { onLines } from './lossy-line.ts';

type Line = Parameters<NonNullable<RigCheckOptions['onLine']>>[0];

/** A calibration below, too, ends with a sound check on `emulated`. */
const SOUND_RIGS = ['loopback', 'emulated:servo', 'emulated:nema17', 'emulated'].slice(
  0,
  runCount({ quick: 1, long: 4 }),
);
const UNCALIBRATED_RIGS = ['emulated'].slice(0, runCount({ quick: 0, long: 1 }));

async function checked(rig: string, spoil?: (line: Line) => void): Promise<RigCheckResult> {
  return await checkRig(rig, { turns: 1, ...(spoil === undefined ? {} : { onLine: spoil }) });
}

function failing({ rows }: RigCheckResult): readonly string[] {
  return rows.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name);
}

function spread({ rows }: RigCheckResult): number {
  return rows.find(({ name }) => name === 'steps against encoder, spread')?.value as number;
}

describe('a rig check', () => {
  test.each(SOUND_RIGS)('passes every row on the sound rig %s', async (rig) => {
    const result = await checked(rig);
    expect(failing(result)).toEqual([]);
    expect(result).toMatchObject({ verdict: 'pass', tableHash: expect.stringMatching(/^[0-9A-F]{8}$/) });
    expect(result.rows.length).toBeGreaterThanOrEqual(20);
    expect(result.roundTrips.reduce((sum, { count }) => sum + count, 0)).toBe(200);
  });

  test('the known-bad check fails where holding the shaft has no effect', async () => {
    const result = await checked('loopback', (line) => line.board?.breakHolds());
    expect(result.verdict).toBe('fail');
    expect(failing(result)).toEqual([
      'known bad: a forced stall is seen',
      'STALL release holds the shaft',
      'STALL brake holds the shaft',
    ]);
  });

  test('a frozen encoder fails every comparison, whatever the known-bad check shows', async () => {
    const result = await checked('emulated', (line) => line.emulated?.bench.encoder.freeze());
    expect(result.verdict).toBe('fail');
    expect(failing(result)).toContain('gear ratio, error of a turn');
    expect(failing(result)).toContain('steps against encoder, spread');
    expect(failing(result)).toContain('SLIP during this check');
  });

  longTest('a missing magnet is found', async () => {
    const result = await checked('emulated', (line) => magnet(line, 'missing'));
    expect(failing(result)).toContain('encoder and its magnet');
  });

  test('a weak magnet and another one near the field sensor fail in rows of their own', async () => {
    const result = await checked('emulated', (line) => {
      magnet(line, 'weak');
      line.emulated?.setField({ fieldMt: 30, angleToNormalDeg: 90, azimuthDeg: 0 });
    });
    expect(failing(result)).toContain('encoder gain');
    expect(failing(result)).toContain('field without a magnet');
  });

  // The check of a whole board takes long, so only `npm run test:long` runs this one.
  test.each(UNCALIBRATED_RIGS)(
    'a board without a calibration fails in that row alone, with large errors: %s',
    async (rig) => {
      const result = await checked(rig, (line) => {
        line.emulated?.eeprom.set(eepromImage(uln2003Bench, { unitNumber: 7, calibrated: false }));
      });
      expect(failing(result)).toEqual(['encoder calibrated']);
      expect(spread(result)).toBeGreaterThan(1);
    },
  );

  test('a calibration is stored in the board, leaves small errors, and survives a reset', async () => {
    let eeprom: Uint8Array | undefined;
    const uncalibrated = (line: Line): void => {
      line.emulated?.eeprom.set(eepromImage(uln2003Bench, { unitNumber: 7, calibrated: false }));
      eeprom = line.emulated?.eeprom;
    };
    const after = await checkRig('emulated', { turns: 1, calibrate: true, onLine: uncalibrated });
    expect(failing(after)).toEqual([]);
    expect(spread(after)).toBeLessThan(0.3);
    const kept = new DataView((eeprom as Uint8Array).buffer);
    expect([kept.getUint32(46, true) > 20_000_000, kept.getUint32(50, true)]).toEqual([true, 7]);
  }, 120_000);

  longTest('a gear other than the configured one is found', async () => {
    // The image has 2048 steps a turn, the number that the motor's maker states.
    const result = await checked('emulated', (line) => {
      const bytes = line.emulated?.eeprom;
      if (bytes === undefined) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      view.setUint32(10, 2048, true);
      view.setUint32(14, 1, true);
      reseal(bytes);
    });
    expect(failing(result)).toContain('gear ratio, error of a turn');
  });

  test('a silent board and an unknown name fail with a reason; the model has no checks', async () => {
    await expect(checked('loopback', (line) => line.board?.fallSilent())).rejects.toMatchObject({ fault: 'link' });
    await expect(checked('emulatd')).rejects.toMatchObject({ code: 'RIG_UNKNOWN' });
    await expect(checked('emulated:nema18')).rejects.toThrow(/emulated:nema17/);
    await expect(checked('model')).rejects.toMatchObject({ code: 'NOTHING_TO_CHECK', fault: 'usage' });
  });
});

describe('a rig check names the fault', () => {
  let pushedTooFar: Promise<RigCheckResult> | undefined;
  /** A motor of the sketch beyond its pace: two tests read this one check. */
  const checkedTooFast = (): Promise<RigCheckResult> => {
    pushedTooFar ??= checked('emulated', tooFast);
    return pushedTooFar;
  };
  const turnRow = ({ rows }: RigCheckResult) => rows.find(({ name }) => name === 'gear ratio, error of a turn');

  test.each<[string, (line: Line) => void, RegExp]>([
    ['a motor that turns the other way', shaped((steps) => -steps), /turns the other way: swap the wires of one coil/],
    ['half the gear', shaped((steps) => steps / 2), /gear ratio .* turns 0\.5 times as far/],
    ['another microstepping', shaped((steps) => 2 * steps), /microstepping .* turns 2 times as far/],
    ['a motor that stands', shaped(() => 0), /the shaft stands/],
    ['one step in ten lost', shaped((steps) => steps - Math.trunc(steps / 10)), /misses steps/],
    ['a motor of the sketch that is asked too much', tooFast, /the shaft stands|misses steps/],
  ])('%s', async (_what, spoil, cause) => {
    const result = await (spoil === tooFast ? checkedTooFast() : checked('loopback', spoil));
    expect(turnRow(result)).toMatchObject({ verdict: 'fail', note: expect.stringMatching(cause) });
  });

  test('a pace that loses steps, where a quarter of it loses none', async () => {
    const { rows } = await checkedTooFast();
    expect(rows.find(({ name }) => name.startsWith('quarter of a turn'))).toMatchObject({
      name: 'quarter of a turn at 750 steps/s',
      note: 'the motor misses steps at 3000 steps/s: lower `CONF item=7`',
    });
  });

  test('a gear that is wrong at any pace', async () => {
    const { rows } = await checked(
      'loopback',
      shaped((steps) => steps / 2),
    );
    expect(rows.find(({ name }) => name.startsWith('quarter of a turn'))).toMatchObject({
      note: 'speed is not the cause: the error is the same at a quarter of it',
    });
  });
});

describe('a rig check on a poor line', () => {
  test('goes on after a lost DONE, by EVTS', async () => {
    let lostCount = 0;
    const result = await checked('loopback', (line) =>
      onLines(line, (text, deliver) => {
        if (/ DONE /.test(text) && lostCount++ === 0) return;
        deliver();
      }),
    );
    expect(lostCount).toBeGreaterThan(1);
    expect(failing(result)).toEqual([]);
  });

  test('calls 44 ms of latency slow, and does not blame the cable', async () => {
    const result = await checked('loopback', (line) => {
      const { clock } = line.boardTime;
      onLines(line, (_text, deliver) => void clock.at(clock.nowUs() + 44_000, deliver));
    });
    expect(failing(result)).toContain('round trip, median');
    const notes = result.rows.map(({ note }) => note ?? '').join('\n');
    expect(notes).toContain('the line is slow, not bad');
    expect(notes).not.toContain('bad cable');
    expect(failing(result)).not.toContain('lines lost');
  });
});

describe('lines that are sent again in a rig check', () => {
  const resent = (happens: (deliver: () => void, line: Line) => void) => (line: Line) => {
    let count = 0;
    onLines(line, (text, deliver) => {
      if (text.startsWith('<') && count++ % 40 === 39) happens(deliver, line);
      else deliver();
    });
  };

  test('are a fault where lines were lost', async () => {
    expect(
      failing(
        await checked(
          'loopback',
          resent(() => undefined),
        ),
      ),
    ).toEqual(['lines lost']);
  });

  test('are no fault where the PC was busy and both replies came', async () => {
    const late = (deliver: () => void, { boardTime: { clock } }: Line): void =>
      void clock.at(clock.nowUs() + 60_000, deliver);
    expect(failing(await checked('loopback', resent(late)))).toEqual([]);
  });
});

describe('the unit number of a board that is checked', () => {
  const drawUnitNumber = (): number => 40_213;
  const numberRow = ({ rows }: RigCheckResult) => rows.find(({ name }) => name === 'unit number');

  test.each(everySo(2, ['loopback', 'emulated']))(
    'is drawn in place of the shipped one, and kept in the board: %s',
    async (rig) => {
      const lines: Line[] = [];
      const result = await checkRig(rig, { turns: 1, drawUnitNumber, onLine: (line) => lines.push(line) });
      expect(result).toMatchObject({ unitNumber: 40_213, board: { unitNumber: 40_213 }, verdict: 'pass' });
      expect(numberRow(result)?.note).toContain('it had 1, the shipped one');
      const eeprom = lines[0]?.emulated?.eeprom;
      if (eeprom !== undefined) expect(new DataView(eeprom.buffer, eeprom.byteOffset).getUint16(4, true)).toBe(40_213);
    },
  );

  longTest('stays where the board has one of its own', async () => {
    const own = (line: Line): void =>
      void line.emulated?.eeprom.set(eepromImage(uln2003Bench, { unitNumber: 7, calibrated: true }));
    const result = await checkRig('emulated', { turns: 1, drawUnitNumber, onLine: own });
    expect(result.unitNumber).toBe(7);
    expect(numberRow(result)).toMatchObject({ value: '7' });
  });
});

/** A motor in place of the simulated one. */
function shaped(motor: (steps: number) => number): (line: Line) => void {
  return ({ board }) => {
    if (board !== undefined) board.shaft.motor = motor;
  };
}

/** 3000 full steps a second: beyond the motor. */
function tooFast({ emulated }: Line): void {
  if (emulated === undefined) return;
  const { eeprom } = emulated;
  new DataView(eeprom.buffer, eeprom.byteOffset).setUint16(18, 3000, true);
  reseal(eeprom);
}

function magnet({ emulated }: Line, state: 'missing' | 'weak'): void {
  if (emulated !== undefined) emulated.bench.encoder.magnet = state;
}

function reseal(bytes: Uint8Array): void {
  sealed(bytes.subarray(0, CONFIG_BYTES));
}
