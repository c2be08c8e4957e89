import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { KeptRecords } from '../../../hil/judge/kept-record.ts';
import { NumberScanner } from '../../../hil/judge/number-scanner.ts';
import { RecordScanner } from '../../../hil/judge/record-scanner.ts';
import { runCount } from '../../run-count.ts';

const signals: readonly SignalDeclaration[] = [
  { name: 'true.rotorDeg', kind: 'line', unit: 'deg', doc: '' },
  { name: 'true.tipUg', kind: 'curve', unit: 'ug', doc: '' },
  { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: '' },
  { name: 'pump.mode', kind: 'event', unit: '', doc: '' },
  { name: 'bench.resolutionDeg', kind: 'step', unit: 'deg', doc: '' },
];

/** Returns the buffer of a line as a reader has it: with its line feed and a zero after it. */
function buffered(line: string): Buffer {
  return Buffer.from(`${line}\n\0`, 'utf8');
}

/** Returns the record by JSON.parse and the checks of records. Undefined if they refuse the line. */
function checked(line: string): unknown {
  try {
    return new KeptRecords(signals, () => ({ path: 'x', line: 1 })).record(JSON.parse(line), line);
  } catch {
    return undefined;
  }
}

const usual = fc.record({
  t: fc.oneof(fc.nat(), fc.constantFrom(0, 315_360_000_000_000, 1e15, 1e21, -1, 0.5)),
  s: fc.constantFrom(...signals.map(({ name }) => name), 'true.rotorRad'),
  v: fc.oneof(fc.double(), fc.integer(), fc.constantFrom('on', 1e-7, -0, 1e300)),
  r: fc.option(fc.double(), { nil: undefined }),
});
const edits = fc.array(fc.tuple(fc.nat(80), fc.constantFrom('', ...'0123456789.eE+-"{}:, \\\0\ttrue')), {
  maxLength: 2,
});
const lines = fc.tuple(usual, edits).map(([record, changes]) => {
  let line = JSON.stringify(record);
  for (const [at, text] of changes) line = line.slice(0, at) + text + line.slice(at + 1);
  return line;
});

describe('a record that is read without JSON.parse', () => {
  test('is the record of JSON.parse, for any line', () => {
    let scannedCount = 0;
    fc.assert(
      fc.property(lines, fc.boolean(), (line, isRead) => {
        const scanner = new RecordScanner(signals);
        if (!isRead) scanner.readOnly(new Set());
        const bytes = buffered(line);
        const to = scanner.scan(bytes, 0);
        if (to < 0) return;
        scannedCount += 1;
        expect(to).toBe(bytes.length - 1);
        const record = checked(line);
        expect(record).toBeDefined();
        expect(scanner.timeUs).toBe((record as { readonly t: number }).t);
        expect(scanner.record).toEqual(isRead ? record : undefined);
      }),
      { numRuns: runCount({ quick: 2000, long: 200_000 }), seed: 7 },
    );
    expect(scannedCount).toBeGreaterThan(100);
  });

  test.each([
    '{"t":315360000000000,"s":"true.rotorDeg","v":-1.5,"r":0.000007060185185185185}',
    '{"t":0,"s":"true.tipUg","v":1,"r":8.470329472543003e-22}',
    '{"t":7,"s":"pump.rateMlPerDay","v":-0}',
  ])('has the form of %s', (line) => {
    const scanner = new RecordScanner(signals);
    expect(scanner.scan(buffered(line), 0)).toBe(line.length + 1);
    expect(scanner.record).toEqual(JSON.parse(line));
  });

  test.each([
    ['an event', '{"t":0,"e":"pump.mode","mode":"flex"}'],
    ['a record of the rig', '{"t":0,"b":0,"s":"bench.resolutionDeg","v":1}'],
    ['a curve', '{"t":0,"s":"true.tipUg","v":1,"to":2,"tauUs":3}'],
    ['a text', '{"t":0,"s":"pump.rateMlPerDay","v":"on"}'],
    ['a step with a slope', '{"t":0,"s":"pump.rateMlPerDay","v":1,"r":1}'],
    ['a line without a slope', '{"t":0,"s":"true.rotorDeg","v":1}'],
    ['a value beyond all doubles', '{"t":0,"s":"pump.rateMlPerDay","v":1e999}'],
    ['a number with a zero in front', '{"t":0,"s":"pump.rateMlPerDay","v":01}'],
    ['a point without decimals', '{"t":0,"s":"pump.rateMlPerDay","v":1.}'],
    ['a line that is cut', '{"t":0,"s":"pump.rateMlPerDay","v":1'],
    ['a name that is cut', '{"t":0,"s":"pump.rate'],
  ])('is no record of another form: %s', (_what, line) => {
    expect(new RecordScanner(signals).scan(buffered(line), 0)).toBe(-1);
  });
});

test('a number is read to the double of JSON.parse', () => {
  const scanner = new NumberScanner();
  const read = (text: string): number => {
    expect(scanner.scan(buffered(text), 0, true)).toBe(text.length);
    return scanner.value;
  };
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(20), (value, decimals) => {
      for (const text of [JSON.stringify(value), (value % 1e6).toFixed(decimals)])
        if (text.length <= 32) expect(read(text)).toBe(JSON.parse(text));
    }),
    { numRuns: runCount({ quick: 2000, long: 200_000 }), seed: 3 },
  );
  for (const text of ['9007199254740993', '0.30000000000000004', '123456789012345678', '5e-324', '-0', '1E+2'])
    expect(read(text)).toBe(JSON.parse(text));
});
