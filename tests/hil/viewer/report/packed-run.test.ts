import { expect, test } from 'vitest';
import { packedRun, unpackedRun } from '../../../../hil/viewer/report/packed-run.ts';
import { sampleRun } from '../sample-run.ts';

test('a packed run comes back with all its numbers and events', () => {
  expect(unpackedRun(packedRun(sampleRun))).toEqual(sampleRun);
});

test('a packed run keeps each bit of a number, of NaN too', () => {
  const v = Float64Array.of(Number.NaN, -0, 5e-324, Number.POSITIVE_INFINITY, 0.1);
  const [lane] = sampleRun.lanes;
  const [signal] = lane?.signals ?? [];
  if (lane === undefined || signal === undefined) throw new Error('the sample has a signal');
  const run = { ...sampleRun, lanes: [{ ...lane, signals: [{ ...signal, pieces: { ...signal.pieces, tUs: v, v } }] }] };
  const found = unpackedRun(packedRun(run)).lanes[0]?.signals[0]?.pieces.v;
  expect(new Uint8Array(found?.buffer ?? new ArrayBuffer(0))).toEqual(new Uint8Array(v.buffer));
});
