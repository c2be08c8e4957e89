import { expect, test } from 'vitest';
import { noField } from '../../../firmware-sim/plant/magnetic-field.ts';
import { BoardOnBench } from './board-on-bench.ts';

const MS = 1000;
const BYTE_US = (10 / 115_200) * 1_000_000;
const ROUNDS = 25;

test('the sketch reports a crossed field, hold imposed, within 25 ms, in any state', async () => {
  const bench = new BoardOnBench();
  const { clock } = bench.boardTime;
  const talk = bench.talk();
  await talk.open();
  await talk.ask('FIELD', { tripMt: 4, mode: 'hold' });
  await talk.ask('MOVE', { fromSteps: 0, toSteps: 400, durationMs: 4000 });
  const latenciesUs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Each crossing has another phase between two samples.
    const crossedUs = clock.nowUs();
    const on = round % 2 === 0;
    bench.board.setField({ ...noField, fieldMt: on ? 60 : 0 });
    bench.to(crossedUs + 60 * MS + round * 830);
    const told = bench.heard.find(({ us, text }) => us > crossedUs && text.includes(`TRIP on=${on ? 1 : 0}`));
    expect(told?.text).toContain(on ? ' m=hold ' : ' m=none ');
    latenciesUs.push((told?.us ?? 0) - (told?.text.length ?? 0) * BYTE_US - crossedUs);
  }
  expect(Math.max(...latenciesUs)).toBeLessThan(25 * MS);
  expect(Math.max(...latenciesUs)).toBeGreaterThan(15 * MS); // so the crossings were spread between the samples
});
