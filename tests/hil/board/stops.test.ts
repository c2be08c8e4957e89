import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../firmware-sim/base/random-stream.ts';
import { type BenchKind, stepDirBench, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import type { BoardProbe } from '../../../hil/board/board-probe.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { firstOf } from '../../run-count.ts';
import { BoardOnBench } from './board-on-bench.ts';

const HELLO = framed('>A3.00 HELLO v=1 t=ED12C908');
const STOP = '\x18\x18\n';
const BYTE_US = 10_000_000 / 115_200;
const READY_US = 400_000;

/** A board in session, and the levels of its pins. */
function ready(kind: BenchKind): { readonly bed: BoardOnBench; readonly levels: Map<string, number> } {
  const levels = new Map<string, number>();
  const probe: BoardProbe = {
    change: (signal, level) => {
      levels.set(signal, level);
    },
    frame: () => {},
    upTo: () => {},
  };
  const bed = new BoardOnBench({ probe }, kind);
  bed.to(300_000);
  bed.say(HELLO);
  bed.to(READY_US);
  return { bed, levels };
}

const answerTo = (bed: BoardOnBench, head: string): string =>
  bed.heard.find(({ text }) => text.startsWith(head))?.text ?? '';

describe('a stop right after ARM, on the emulated board', () => {
  const wholeLineUs = (text: string): number => Math.round(text.length * BYTE_US);

  test.each([0, 50, 100, 150, 200, 400, 1000, 4000])('is kept when it comes %i us after the line', (gapUs) => {
    const { bed } = ready(uln2003Bench);
    bed.say(STOP);
    bed.to(500_000);
    const arm = framed('>A3.01 ARM cause=bytes');
    bed.say(arm);
    bed.to(500_000 + wholeLineUs(arm) + gapUs);
    bed.say(STOP);
    bed.to(600_000);
    bed.say(framed('>A3.02 MOVE from=0 to=100 ms=1000'));
    bed.to(2_000_000);
    expect(answerTo(bed, '<A3.02')).toContain(' err STOPPED cause=bytes ');
    expect(bed.text).not.toContain('DONE');
    bed.say(framed('>A3.03 ARM cause=bytes'));
    bed.to(2_100_000);
    expect(answerTo(bed, '<A3.03')).toContain(' ok ');
  });

  test.each([0, 1000, 3000, 6000])(
    'is kept when ARM waits for a line of the board and it comes %i us later',
    (gapUs) => {
      const { bed } = ready(uln2003Bench);
      bed.say(STOP);
      bed.to(500_000);
      const lines = framed('>A3.01 STAT') + framed('>A3.02 ARM cause=bytes');
      bed.say(lines);
      bed.to(500_000 + wholeLineUs(lines) + gapUs);
      bed.say(STOP);
      bed.to(600_000);
      bed.say(framed('>A3.03 MOVE from=0 to=100 ms=1000'));
      bed.to(2_000_000);
      expect(answerTo(bed, '<A3.03')).toContain(' err STOPPED cause=bytes ');
      expect(bed.text).not.toContain('DONE');
    },
  );

  test('is kept when bytes overrun the ring, and ARM clears it afterwards', () => {
    const { bed } = ready(uln2003Bench);
    const arm = framed('>A3.01 ARM cause=bytes');
    bed.say(STOP);
    bed.to(500_000);
    bed.say(`${framed('>A3.01 STAT')}${arm}${'x'.repeat(90)}${STOP}${'y'.repeat(90)}${STOP}`);
    bed.to(700_000);
    bed.say(framed('>A3.00 HELLO v=1 t=ED12C908'));
    bed.to(800_000);
    bed.say(framed('>A3.01 MOVE from=0 to=100 ms=1000'));
    bed.to(900_000);
    bed.say(framed('>A3.02 ARM cause=bytes'));
    bed.to(1_000_000);
    bed.say(framed('>A3.03 MOVE from=0 to=1 ms=10'));
    bed.to(1_200_000);
    const answers = bed.heard.map(({ text }) => text).filter((text) => text.startsWith('<'));
    expect(answers.slice(-3)).toEqual([
      expect.stringContaining('<A3.01 err STOPPED '),
      expect.stringContaining('<A3.02 ok '),
      expect.stringContaining('<A3.03 ok '),
    ]);
  });
});

describe('stops, ARM and MOVE in any order and at any pace, on the emulated board', () => {
  test.each(firstOf(1, [1, 2]))('a MOVE after a stop runs only after an ARM in between, seed %i', (seed) => {
    const draw = new RandomStream(seed, 'stops and arms');
    const { bed } = ready(uln2003Bench);
    const story = new Story();
    for (let round = 0; round < 30; round += 1) {
      const items = Array.from({ length: 8 }, () => drawnItem(draw));
      const ran = answered(bed, items, draw);
      for (const [index, item] of items.entries()) story.tell(item, ran.has(index + 1));
    }
    expect(story.wrong).toEqual([]);
    expect(story.movedCount).toBeGreaterThan(4);
  });
});

/** Expected outcome, from the order of the bytes alone. */
class Story {
  movedCount = 0;
  readonly wrong: number[] = [];
  #isStopped = false;
  #count = 0;

  tell(item: string, ran: boolean): void {
    this.#count += 1;
    if (item === 'stop') this.#isStopped = true;
    if (item === ARM && ran) this.#isStopped = false;
    if (item !== MOVE || !ran) return;
    this.movedCount += 1;
    if (this.#isStopped) this.wrong.push(this.#count);
  }
}

const ARM = 'ARM cause=bytes';
const MOVE = 'MOVE from=0 to=3 ms=60';

function drawnItem(draw: RandomStream): string {
  const kinds = ['stop', ARM, ARM, MOVE, MOVE, 'STAT', 'noise'];
  return kinds[Math.floor(draw.uniform() * kinds.length)] as string;
}

/** Sends everything, requests with their place from 1 on. Returns the numbers with a reply of `ok`. */
function answered(bed: BoardOnBench, items: readonly string[], draw: RandomStream): ReadonlySet<number> {
  const { clock } = bed.boardTime;
  bed.say(`\n${HELLO}${framed('>A3.01 ZERO c=0')}`);
  bed.to(clock.nowUs() + 60_000);
  const from = bed.heard.length;
  let sequence = 1;
  const places = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (item === 'stop') bed.say(STOP);
    else if (item === 'noise') bed.say('y'.repeat(Math.floor(draw.uniform() * 90)));
    else {
      sequence += 1;
      const head = `A3.${sequence.toString(16).toUpperCase().padStart(2, '0')} `;
      places.set(head, index + 1);
      bed.say(framed(`>${head}${item}`));
    }
    if (draw.uniform() < 0.5) bed.to(clock.nowUs() + Math.floor(draw.uniform() * 6000));
  }
  bed.to(clock.nowUs() + 150_000);
  const ok = bed.heard.slice(from).filter(({ text }) => /^<A3\.\w\w ok /.test(text));
  return new Set(ok.map(({ text }) => places.get(text.slice(1, 7)) ?? 0));
}

describe('every stop makes every output safe, on the emulated board', () => {
  test.each([
    ['the brake', 3, 5],
    ['everything', 3, 0],
    ['the drive', 1, 1],
    ['the sense of rotation', 2, 1],
  ])('where CONF removed %s while the magnet braked and the motor was energised', (_what, item, value) => {
    const { bed, levels } = ready(stepDirBench);
    bed.say(framed('>A3.01 MOVE from=0 to=20 ms=100'));
    bed.to(600_000);
    bed.say(framed('>A3.02 STALL mode=brake by=0'));
    bed.to(700_000);
    expect([levels.get('brake'), levels.get('en')]).toEqual([1, 0]);
    bed.say(framed(`>A3.03 CONF item=${item} value=${value}`));
    bed.to(900_000);
    expect(answerTo(bed, '<A3.03')).toMatch(new RegExp(`ok value=${value} .* m=none g=[03]0`));
    expect([levels.get('brake'), levels.get('en')]).toEqual([0, 1]);
    bed.say(STOP);
    bed.to(1_000_000);
    expect([levels.get('brake'), levels.get('en'), levels.get('step')]).toEqual([0, 1, 0]);
  });

  test('the brake is released within 50 us of the second stop byte', () => {
    const { bed, levels } = ready(stepDirBench);
    bed.say(framed('>A3.01 STALL mode=brake by=0'));
    bed.to(600_000);
    expect(levels.get('brake')).toBe(1);
    bed.say('\x18\x18');
    bed.to(600_000 + Math.ceil(2 * BYTE_US) + 50);
    expect(levels.get('brake')).toBe(0);
  });
});
