import { beforeAll, expect, test } from 'vitest';
import { describeWith } from '../../needed-tool.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { everySo } from '../../run-count.ts';
import { keptImage, part } from './kept-image.ts';
import { type Happening, type PcBoardOptions, told } from './pc-board.ts';
import { builtPcBoard } from './sketch-build.ts';

const BUILD_MS = 180_000;
const STOP = '\x18\x18\n';
const HALF_US = 2 ** 31;
const WHOLE_US = 2 ** 32;
let program = '';

beforeAll(() => {
  program = builtPcBoard();
}, BUILD_MS);

const wait = (ms: number): Happening => ({ waitUs: ms * 1000 });
const outputs: Happening = { outputs: true };
const ask = (happenings: readonly (string | Happening)[], options?: PcBoardOptions): readonly string[][] =>
  told(program, happenings, options);
const SAFE = 'out coils=0 driver=0 step=0 brake=0 servo=0 lasts=0 tone=0';
const arm = (sequence: string): string => framed(`>A3.${sequence} ARM cause=bytes`);
const move = (sequence: string): string => framed(`>A3.${sequence} MOVE from=0 to=9 ms=90`);

describeWith('g++', 'ARM', () => {
  test.each([
    ['in one piece', [{ flood: arm('01') + STOP }]],
    [
      'while the board speaks',
      [{ lineTakesTime: true }, { send: STOP }, { send: arm('01') }, { send: STOP }, wait(50)],
    ],
    ['twice', [{ flood: arm('01') + STOP + STOP }]],
    ['in the ring behind more than fits', [{ flood: `${arm('01')}${'x'.repeat(60)}${STOP}` }]],
  ] as const)('keeps a stop that comes right after it %s, and a later ARM clears it', (_how, happenings) => {
    const said = ask([
      { send: STOP },
      ...happenings,
      { send: move('02') },
      wait(100),
      { send: framed('>A3.03 STAT') },
      { send: arm('04') },
      { send: move('05') },
      wait(50),
    ]).flat();
    expect(said.filter((line) => /^<A3\.02/.test(line))).toEqual([
      expect.stringContaining(' err STOPPED cause=bytes '),
    ]);
    expect(said.find((line) => line.startsWith('<A3.03'))).toContain(' stop=bytes ');
    expect(said.find((line) => line.startsWith('<A3.04'))).toContain(' ok ');
    expect(said.find((line) => line.startsWith('<A3.05'))).toContain(' ok ');
  });

  test('in one piece after the stop clears it', () => {
    expect(ask([{ flood: STOP + arm('01') }])[0]?.at(-1)).toContain('<A3.01 ok ');
  });
});

describeWith('g++', 'a stop', () => {
  const every = part.encoder | part.field | part.servo | part.magnet | part.piezo;
  const busy = ['MOVE from=0 to=9 ms=90', 'SOUND hz=440 ms=60000', 'STALL mode=brake by=0'];

  test.each([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ])('leaves no output on, drive %i and then %i', (drive, then) => {
    const image = keptImage({ drive, parts: every });
    for (const change of ['PING', 'CONF item=3 value=0', `CONF item=1 value=${then}`, 'CONF item=9 value=1200']) {
      const said = ask([...busy, wait(100), outputs, change, { send: STOP }, outputs, wait(1000), outputs], { image });
      expect(said[4]?.[0], change).toMatch(/ brake=1 servo=2000 lasts=1 tone=440$/);
      for (const at of [7, 9]) {
        const [told = ''] = said[at] ?? [];
        expect(told.replace(/servo=\d+/, 'servo=0'), change).toBe(SAFE);
        expect(told, change).toContain(' servo=1000 ');
      }
    }
  });

  test('by lapse does the same', () => {
    const said = ask([...busy, wait(6000), outputs], { image: keptImage({ parts: every }) });
    expect(said.at(-1)?.[0]?.replace(/servo=\d+/, 'servo=0')).toBe(SAFE);
  });

  test('does so during the wait for an encoder that does not reply', () => {
    const image = keptImage({ parts: every });
    const said = ask([...busy, { encoder: 'stuck' }, wait(90), { send: STOP }, outputs, wait(6), outputs], { image });
    expect(said[6]?.[0]).toContain('coils=0 driver=0 step=0 brake=0 ');
    expect(said[8]?.[0]?.replace(/servo=\d+/, 'servo=0')).toBe(SAFE);
  });
});

describeWith('g++', 'an armed field', () => {
  const image = keptImage({ parts: part.encoder | part.field | part.magnet });
  const crossed: readonly (string | Happening)[] = ['FIELD trip=5 mode=brake', { fieldTenths: 80 }, wait(35)];

  test('that lasts through a stop imposes its mode again after ARM, before any motion', () => {
    const said = ask([...crossed, { send: STOP }, outputs, 'MOVE from=0 to=9 ms=90', 'ARM cause=bytes', outputs], {
      image,
    });
    expect(said[4]?.[0]).toBe(SAFE);
    expect(said[5]?.[0]).toContain(' err STOPPED cause=bytes ');
    expect(said[6]?.[0]).toMatch(/ ok .* m=brake g=F0 /);
    expect(said[7]?.[0]).toContain(' brake=1 ');
  });

  test('that crossed during a stop imposes its mode at ARM; one that left imposes none', () => {
    const came = ask(['FIELD trip=5 mode=brake', { send: STOP }, ...crossed.slice(1), outputs, 'ARM cause=bytes'], {
      image,
    });
    expect(came[3]?.[0]).toContain(' TRIP on=1 ');
    expect([came[4]?.[0], came[5]?.[0]]).toEqual([SAFE, expect.stringMatching(/ ok .* m=brake g=F0 /)]);
    const left = ask([...crossed, { send: STOP }, { fieldTenths: 0 }, wait(35), 'ARM cause=bytes', outputs], { image });
    expect([left[6]?.[0], left[7]?.[0]]).toEqual([expect.stringMatching(/ ok .* m=none g=70 /), SAFE]);
  });

  test('with a lapse right after its TRIP reports mode and flags of the crossing', () => {
    const said = ask(['FIELD trip=5 mode=hold', wait(6000), { fieldTenths: 80 }, wait(35), 'EVTS from=01'], { image });
    const trip = / TRIP on=1 .* m=hold g=F0 /;
    expect(said[3]).toEqual([
      expect.stringMatching(trip),
      expect.stringMatching(/ STOPPED cause=lapse .* m=none g=F4 /),
    ]);
    expect(said[4]?.slice(1)).toEqual([expect.stringMatching(trip), expect.stringContaining(' STOPPED cause=lapse ')]);
  });
});

describeWith('g++', 'CONF', () => {
  const image = keptImage({ parts: part.encoder | part.field | part.magnet, drive: 0 });

  test.each([0, 1, 2, 3, 4, 6, 9, 10, 13, 20, 21, 64])('of item %i releases everything first', (item) => {
    const happenings = ['FIELD trip=9 mode=hold', 'MOVE from=0 to=9 ms=90', wait(100), 'STALL mode=brake by=0'];
    const said = ask([...happenings, `CONF item=${item} value=${item === 9 || item === 10 ? 900 : 1}`, outputs], {
      image,
    });
    expect(said[4]?.[0]).toMatch(/ ok value=\d+ .* m=none g=[03]0 /);
    expect(said[5]?.[0]).toBe(SAFE);
  });

  test('that is refused changes nothing', () => {
    const said = ask(['FIELD trip=9 mode=hold', 'STALL mode=brake by=0', 'CONF item=1 value=2', outputs], { image });
    expect(said[2]?.[0]).toMatch(/ err RANGE at=1 .* m=brake g=70 /);
    expect(said[3]?.[0]).toContain(' brake=1 ');
  });

  test('of the calibration is no slip, however far the angle jumps', () => {
    const slips = keptImage({ slipEventMilliDeg: 1000 });
    const said = ask(
      ['MOVE from=0 to=99 ms=990', wait(1000), 'CONF item=20 value=700', 'MOVE from=99 to=400 ms=990', wait(1000)],
      { image: slips },
    );
    expect(said.flat().filter((line) => line.includes('SLIP'))).toEqual([]);
    expect(said.flat().at(-1)).toContain(' DONE to=400 ');
  });

  test('that removes the sensors clears their readings', () => {
    const said = ask([{ fieldTenths: 77 }, 'STAT', 'CONF item=3 value=0', 'STAT'], { image });
    expect(said[1]?.[0]).toMatch(/ f=7\.7 m=none g=30 /);
    expect(said[3]?.[0]).toMatch(/ f=0\.0 m=none g=00 /);
  });
});

/** Times are relative to the start of the clock. The common part of each line is removed. */
const relative = (line: string, startUs: number): string =>
  line.replace(/\*\w{6}$/, '').replace(/u=([0-9A-F]{8})/, (_, hex: string) => {
    const us = (Number.parseInt(hex, 16) - startUs + 2 * WHOLE_US) % WHOLE_US;
    return `after ${us} us`;
  });

describeWith('g++', 'times on the sketch', () => {
  const run: readonly (string | Happening)[] = [
    'MOVE from=0 to=40 ms=400',
    'MOVE from=40 to=80 ms=400',
    wait(1000),
    'STALL mode=back by=-90',
    wait(30),
    'STALL mode=none by=0',
    wait(100),
    'SOUND hz=440 ms=500',
    wait(499),
    outputs,
    wait(2),
    outputs,
    'FIELD trip=5 mode=hold',
    wait(35),
    { fieldTenths: 80 },
    wait(35),
    { fieldTenths: 0 },
    wait(35),
    { encoder: 'stuck' },
    'STAT',
    wait(6),
    { encoder: true },
    'STALL mode=hold by=0',
    wait(8000),
    'STAT',
    'ARM cause=lapse',
    'HOME ms=8000',
    wait(4000),
    'PING',
    wait(4500),
    { send: STOP },
    wait(3500),
  ];
  /** Times from the start to the overflow of the microseconds, so that each part of the run has an overflow. */
  const aheadMs = [0, 0.001, 200, 600, 1020, 1100, 1400, 1629, 1700, 1740, 2000, 6000, 8000, 12_000, 17_000, 20_000];

  test('are the same at 0, 2^31 and 2^32 us: every line, at the same microsecond', () => {
    const fresh = ask(run).map((lines) => lines.map((line) => relative(line, 0)));
    const text = fresh.flat().join('\n');
    for (const word of ['DONE to=80 idle=1', 'TRIP on=1', 'TRIP on=0', 'cause=lapse', 'HOMED', 'cause=bytes']) {
      expect(text).toContain(word);
    }
    expect(text.match(/tone=\d+/g)).toEqual(['tone=440', 'tone=0']);
    for (const baseUs of [2 ** 30, HALF_US, HALF_US + 2 ** 30, WHOLE_US]) {
      for (const ms of everySo(4, aheadMs)) {
        const startUs = (baseUs - ms * 1000) % WHOLE_US;
        const later = ask(run, { startUs }).map((lines) => lines.map((line) => relative(line, startUs)));
        expect(later, `${ms} ms before ${baseUs} us`).toEqual(fresh);
      }
    }
  });

  test.each([5, 35.8, 36, 60, 71.5, 71.7, 107, 107.4])(
    'a field that trips after %f minutes of silence is a lapse',
    (minutes) => {
      const silence = Array.from({ length: 4 }, (): Happening => ({ waitUs: Math.round(minutes * 15e6) }));
      const said = ask(['FIELD trip=5 mode=hold', ...silence, { fieldTenths: 90 }, wait(30), outputs]);
      expect(said.at(-2)).toEqual([
        expect.stringMatching(/ TRIP on=1 /),
        expect.stringMatching(/ STOPPED cause=lapse .* m=none /),
      ]);
    },
  );
});
