import { beforeAll, expect, test } from 'vitest';
import { configFault } from '../../../hil/simulated/config-items.ts';
import { describeWith } from '../../needed-tool.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { keptImage, part } from './kept-image.ts';
import { type Happening, saidBy, told as toldBy } from './pc-board.ts';
import { builtPcBoard } from './sketch-build.ts';

const BUILD_MS = 180_000;
let program = '';

beforeAll(() => {
  program = builtPcBoard();
}, BUILD_MS);

const told = (happenings: readonly (string | Happening)[], image = keptImage()): readonly string[][] =>
  toldBy(program, happenings, { image });

const wait = (ms: number): Happening => ({ waitUs: ms * 1000 });

describeWith('g++', 'the kept configuration', () => {
  test('is set by item, survives in the EEPROM, and refuses unknown and invalid items', () => {
    const [set, units, , noItem, limits, correction] = told([
      'CONF item=6 value=3',
      'UNITS',
      'CAPS',
      'CONF item=40 value=1',
      'CONF item=6 value=0',
      'CONF item=79 value=-127',
    ]);
    expect(set?.[0]).toContain(' ok value=3 ');
    expect(units?.[0]).toContain(' ok num=2048 den=3 ');
    expect(noItem?.[0]).toContain(' err RANGE at=0 ');
    expect(limits?.[0]).toContain(' err RANGE at=1 ');
    expect(correction?.[0]).toContain(' ok value=-127 ');
  });

  test('refuses item by item what the board in TypeScript refuses, at both limits', () => {
    const small = [-128, -127, -1, 0, 1, 2, 31, 32, 63, 64, 127, 128, 255, 256, 399, 400, 999, 1000, 1001, 2600, 2601];
    const large = [4095, 4096, 10_000, 10_001, 16_368, 16_369, 50_000, 50_001, 60_000, 60_001, 65_535, 65_536];
    const largest = [99_999, 100_000, 100_001, 9_999_999, 10_000_000, 99_991_231, 99_991_232, 2_000_000_000];
    const values = [-100_001, -100_000, ...small, ...large, ...largest];
    const items = [...Array.from({ length: 82 }, (_, item) => item), 255];
    // One process for all: it starts a hundred times slower than it refuses.
    const asked = items.flatMap((item) => values.map((value) => ({ item, value })));
    const answers = told(asked.map(({ item, value }) => `CONF item=${item} value=${value}`));
    const said = answers.map(([answer = ''], i) => ({ ...asked[i], said: answer.slice(7, answer.indexOf(' c=')) }));
    const expected = asked.map(({ item, value }) => {
      const fault = configFault(item, value);
      return { item, value, said: fault === undefined ? `ok value=${value}` : `err RANGE at=${fault}` };
    });
    expect(said).toEqual(expected);
  });

  test('reads the encoder for STAT; PING and HALT show the last reading', () => {
    const raw = (lines: readonly string[] = []): number => Number(/ r=(\d+) /.exec(lines[0] ?? '')?.[1]);
    const [, , standing, , , ping, stat, halt] = told([
      'STAT',
      wait(1),
      'PING',
      'MOVE from=0 to=100 ms=1000',
      wait(200),
      'PING',
      'STAT',
      'HALT',
    ]);
    expect(raw(ping)).toBe(raw(standing));
    expect(raw(stat)).toBe(raw(standing) + 40); // 20 of 2048 steps a turn, 4096 counts a turn
    expect(raw(halt)).toBe(raw(stat));
  });

  test("determines the board's functions: a missing part is UNSUPPORTED", () => {
    const bare = keptImage({ parts: 0 });
    const [caps, home, trip, brake, sound, hold] = told(
      [
        'CAPS',
        'HOME ms=10000',
        'FIELD trip=5 mode=hold',
        'STALL mode=brake by=0',
        'SOUND hz=440 ms=10',
        'STALL mode=hold by=0',
      ],
      bare,
    );
    expect(caps?.[0]).toContain(' caps=0458 ');
    for (const refused of [home, trip, brake, sound]) expect(refused?.[0]).toContain(' err UNSUPPORTED ');
    expect(hold?.[0]).toContain(' ok ');
  });

  test('limits a push and a segment', () => {
    const image = keptImage({ backStepsMax: 4, segmentMsMax: 1000 });
    const [push, long] = told(['STALL mode=back by=-5', 'MOVE from=0 to=1 ms=1001'], image);
    expect(push?.[0]).toContain(' err RANGE at=1 ');
    expect(long?.[0]).toContain(' err TOOLONG seg=1000 ');
  });

  test('corrects the angle by straight lines between its sixteen points', () => {
    const image = keptImage({ turnNumerator: 4096 });
    const corrected = told(
      ['CONF item=64 value=-10', 'CONF item=65 value=20', 'MOVE from=0 to=128 ms=1000', wait(1000), 'STAT'],
      image,
    );
    // Halfway between -10 and 20 the encoder reads 5 too much.
    expect(corrected.at(-1)?.[0]).toContain(' r=123 n=0 ');
  });
});

describeWith('g++', 'the index', () => {
  const image = keptImage({ parts: part.encoder | part.index });

  test('ends HOME at its pass, and SENS counts it', () => {
    const lines = told(
      ['HOME ms=10000', wait(3000), { index: true }, wait(1), 'SENS', 'MOVE from=614 to=615 ms=10'],
      image,
    );
    expect(lines[2]?.[0]).toMatch(/^!A3\.01 HOMED at=614 c=614 /);
    expect(lines[4]?.[0]).toContain(' ok agc=128 idx=1 mv=5000 c=614 ');
    expect(lines[5]?.[0]).toContain(' ok ');
  });

  test('that never passes ends HOME after a turn with an error', () => {
    const lines = told(['HOME ms=5000', wait(4000), 'PING', wait(2000), 'STAT'], image);
    expect(lines[3]?.[0]).toMatch(/^!A3\.01 NOINDEX c=2048 /);
    expect(lines[4]?.[0]).toContain(' c=2048 ');
  });
});

describeWith('g++', 'the shaft', () => {
  test('with fewer steps a turn than readings lets the main loop rest in motion', () => {
    const said = told(['CONF item=5 value=5', 'CONF item=6 value=1', 'MOVE from=0 to=9 ms=90', wait(100), 'PING']);
    expect(said[3]?.[0]).toContain(' DONE to=9 ');
    expect(said[4]?.[0]).toContain(' ok c=9 ');
  });

  test('held by hand is reported as SLIP, and the segments end as usual', () => {
    const image = keptImage({ slipEventMilliDeg: 3000 });
    const lines = told(
      [
        'MOVE from=0 to=100 ms=1000',
        wait(500),
        { clamp: true },
        wait(500),
        { clamp: false },
        'STAT',
        'MOVE from=100 to=140 ms=400',
        wait(500),
      ],
      image,
    );
    const said = lines.flat();
    const slips = said.filter((line) => line.includes(' SLIP '));
    expect(slips.length).toBeGreaterThanOrEqual(1);
    expect(slips[0]).toMatch(/ SLIP err=-\d{4} /);
    expect(said.filter((line) => line.includes(' DONE '))).toHaveLength(2);
  });

  test('stays while it is pushed back, and the next command waits for that', () => {
    const lines = told([
      'MOVE from=0 to=100 ms=1000',
      wait(1000),
      'STALL mode=back by=-30',
      wait(100),
      'STAT',
      'STALL mode=none by=0',
      'MOVE from=100 to=110 ms=100',
      wait(100),
      'STAT',
    ]);
    expect(lines[4]?.[0]).toMatch(/ c=100 r=140 n=0 .* m=back /);
    expect(lines[8]?.[0]).toMatch(/ c=110 r=160 n=0 .* m=none /);
  });

  test('without a replying encoder sets its flags, and HOME is refused', () => {
    const lines = told([{ encoder: false }, 'STAT', 'HOME ms=10000', { encoder: true }, 'STAT']);
    expect(lines[1]?.[0]).toContain(' g=00 ');
    expect(lines[2]?.[0]).toContain(' err SENSOR ');
    expect(lines[4]?.[0]).toContain(' g=30 ');
  });
});

describeWith('g++', 'bad input', () => {
  test('200 bytes at once: fitting lines get replies, lost ones count, none is spliced', () => {
    const flood = ['70', '71', '72', '73', '74', '75']
      .map((sequence) => framed(`>A3.${sequence} ZERO c=1234567`))
      .join('');
    const [flooded, counted] = told([{ flood: flood.slice(0, 200) }, 'COUNTERS page=2']);
    expect(flooded?.length).toBeGreaterThan(0);
    for (const line of flooded ?? []) expect(line).toMatch(/^<A3\.7\d err SEQ expect=01 /);
    expect(counted?.[0]).toMatch(/ ok a=00000000 b=000000[1-9A-F][0-9A-F] c=0 /);
  });

  test('a field that chatters trips once: it has to fall below by the hysteresis', () => {
    const image = keptImage({ fieldHysteresisTenths: 10 });
    const chatter = [50, 49, 52, 41, 50].flatMap((fieldTenths): Happening[] => [{ fieldTenths }, wait(40)]);
    const lines = told(['FIELD trip=5 mode=hold', ...chatter, 'PING', { fieldTenths: 38 }, wait(40)], image);
    const trips = lines.flat().filter((line) => line.includes(' TRIP '));
    expect(trips).toEqual([expect.stringContaining('TRIP on=1 '), expect.stringContaining('TRIP on=0 ')]);
  });

  test.each(['\0', ' \0', '\0\0\0', '\0 x'])('a verb with a zero byte after it is unknown: MOVE and %j', (tail) => {
    const [moved, counted] = told([`MOVE${tail}`, 'PING']);
    expect(moved?.[0]).toMatch(/^<A3\.01 err (?:VERB|ARG) /);
    expect(counted?.[0]).toContain('<A3.02 ok c=0 ');
  });

  test('a typed word with a zero byte after it is noise', () => {
    const said = saidBy(program, [{ send: 'stat\0\n' }, { send: 'help\0\0\n' }, { send: 'stat\n' }]);
    expect(said.map((lines) => lines.length)).toEqual([1, 0, 0, 3]);
  });

  test('the size of a field is reported unless its sign is requested', () => {
    const [, said] = told([{ fieldTenths: -123 }, 'STAT'], keptImage({ options: 0 }));
    expect(said?.[0]).toContain(' f=12.3 ');
    const [, signed] = told([{ fieldTenths: -123 }, 'STAT']);
    expect(signed?.[0]).toContain(' f=-12.3 ');
  });
});
