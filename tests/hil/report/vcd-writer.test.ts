import { expect, test } from 'vitest';
import { VcdWriter } from '../../../hil/report/vcd-writer.ts';
import { BoardOnBench } from '../board/board-on-bench.ts';

/** Changes in the format: time in 100 ps, then the change. */
function parsed(text: string): readonly { readonly ticks: number; readonly id: string; readonly value: number }[] {
  const body = text.slice(text.indexOf('$end\n#') + 5);
  let ticks = 0;
  return body
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('#')) {
        ticks = Number(line.slice(1));
        return [];
      }
      const real = /^r(\S+) (.)$/.exec(line);
      if (real !== null) return [{ ticks, id: real[2] as string, value: Number(real[1]) }];
      return [{ ticks, id: line.slice(1), value: Number(line[0]) }];
    });
}

test('a byte takes ten bits, only changes are written, and time never goes back', () => {
  let text = '';
  const vcd = new VcdWriter((piece) => {
    text += piece;
  });
  vcd.frame('tx', 0x55, 1600, 136);
  vcd.change('step', 1, 1000);
  vcd.upTo(1700);
  vcd.change('step', 0, 1750);
  vcd.end();
  const changes = parsed(text);
  expect(changes[0]).toEqual({ ticks: 625_000, id: '!', value: 1 });
  expect(changes.filter(({ id }) => id === '+').map(({ value }) => value)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  expect(changes.filter(({ id }) => id === '+').map(({ ticks }) => ticks / 625)).toEqual(
    Array.from({ length: 10 }, (_, bit) => 1600 + 136 * bit),
  );
  expect(changes.map(({ ticks }) => ticks)).toEqual([...changes.map(({ ticks }) => ticks)].sort((a, b) => a - b));
});

test('coils, line, rotor and field of a board are in its dump', async () => {
  let text = '';
  const probe = new VcdWriter((piece) => {
    text += piece;
  });
  const bed = new BoardOnBench({ probe });
  const talk = bed.talk();
  await talk.open();
  bed.board.setField({ fieldMt: 12, angleToNormalDeg: 90, azimuthDeg: 0 });
  await talk.ask('MOVE', { fromSteps: 0, toSteps: 8, durationMs: 100 });
  await talk.event('DONE', 1_000_000);
  probe.end();
  const changes = parsed(text);
  const of = (id: string): readonly number[] => changes.filter((change) => change.id === id).map(({ value }) => value);
  expect(of('%').length).toBeGreaterThanOrEqual(4);
  expect(of('*').length).toBeGreaterThan(100);
  expect(of('+').length).toBeGreaterThan(100);
  expect(of('.')).toEqual([12]);
  expect(of(',').at(-1)).toBeCloseTo(bed.board.bench.mechanics.shaftDeg, 6);
});
