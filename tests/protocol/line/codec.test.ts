import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Codec } from '../../../protocol/line/codec.ts';
import { frameFault } from '../../../protocol/line/frame.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { type RigVocabulary, rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { telemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf, Field, Values, Vocabulary } from '../../../protocol/tables/vocabulary.ts';
import { codec, framed, report, text } from '../bench-pair.ts';

/** Returns the value with the longest spelling. */
function longest(field: Field): number | string {
  if (field.kind === 'choice') return field.choices.reduce((a, b) => (b.length > a.length ? b : a));
  if (field.kind === 'hex') return 16 ** field.digits - 1;
  return String(field.min).length > String(field.max).length ? field.min : field.max;
}

function arbitrary(field: Field): fc.Arbitrary<number | string> {
  if (field.kind === 'choice') return fc.constantFrom(...field.choices);
  if (field.kind === 'hex') return fc.integer({ min: 0, max: 16 ** field.digits - 1 });
  const scale = 10 ** field.decimals;
  return fc.integer({ min: field.min * scale, max: field.max * scale }).map((mantissa) => mantissa / scale);
}

const valuesOf = (fields: readonly Field[], value: (field: Field) => number | string): Values =>
  Object.fromEntries(fields.map((field) => [field.name, value(field)]));
const anyOf = (fields: readonly Field[]): fc.Arbitrary<Values> =>
  fc.record(Object.fromEntries(fields.map((field) => [field.name, arbitrary(field)])));

/** Each row of both tables at its longest, encoded and decoded. */
interface Wire {
  readonly title: string;
  readonly table: Vocabulary;
  readonly wire: Codec<Vocabulary>;
  readonly short: Values;
}

const wireOf = (table: Vocabulary): Wire => ({
  title: table.title,
  table,
  wire: new Codec(table),
  short: valuesOf(table.report, (field) => (field.kind === 'choice' ? (field.choices[0] as string) : 0)),
});
const wires = [wireOf(rigVocabulary), wireOf(telemetryVocabulary)];
const verbsOf = wires.flatMap((one) => Object.keys(one.table.verbs).map((name) => ({ ...one, name })));
const eventsOf = wires.flatMap((one) => Object.keys(one.table.events).map((name) => ({ ...one, name })));
const errorsOf = wires.flatMap((one) => Object.keys(one.table.errors).map((name) => ({ ...one, name })));

describe('at its longest', () => {
  test.each(verbsOf)('the $title request $name fits 60 bytes, the ring of a small board', (one) => {
    const args = valuesOf(one.table.verbs[one.name]?.args ?? [], longest);
    expect(one.wire.encodeRequest(255, 255, one.name, args).length).toBeLessThanOrEqual(60);
  });

  test.each(verbsOf)('the $title reply to $name fits 120 bytes', (one) => {
    const reply = valuesOf(one.table.verbs[one.name]?.reply ?? [], longest);
    const report = valuesOf(one.table.report, longest);
    expect(one.wire.encodeReply(255, 255, one.name, reply, report).length).toBeLessThanOrEqual(120);
  });

  test.each(errorsOf)('the $title refusal $name fits 120 bytes', (one) => {
    const fields = valuesOf(one.table.errors[one.name]?.fields ?? [], longest);
    const report = valuesOf(one.table.report, longest);
    expect(one.wire.encodeRefusal(255, 255, one.name, fields, report).length).toBeLessThanOrEqual(120);
  });

  test.each(eventsOf)('the $title event $name fits 120 bytes', (one) => {
    const fields = valuesOf(one.table.events[one.name]?.fields ?? [], longest);
    const report = valuesOf(one.table.report, longest);
    expect(one.wire.encodeEvent(255, 255, one.name, fields, report).length).toBeLessThanOrEqual(120);
  });

  test('a MOVE uses all of its 60 bytes, so the test above measures the longest', () => {
    const args = valuesOf(rigVocabulary.verbs.MOVE.args, longest) as ArgsOf<RigVocabulary, 'MOVE'>;
    expect(codec.encodeRequest(255, 255, 'MOVE', args).length).toBe(60);
  });
});

describe('an encoded line decodes to the same values', () => {
  const byte = fc.integer({ min: 0, max: 255 });

  test.each(verbsOf)('in the $title request $name', ({ table, wire, name }) => {
    fc.assert(
      fc.property(anyOf(table.verbs[name]?.args ?? []), byte, byte, (args, session, sequence) => {
        const line = wire.encodeRequest(session, sequence, name, args);
        expect(frameFault(line, line.length - 1)).toBe('');
        const decoded = wire.decodeRequest(line, line.length - 1);
        expect(decoded).toEqual({ session, sequence, verb: name, args: { ...args }, fault: '', faultIndex: 0 });
      }),
      { numRuns: 30 },
    );
  });

  test.each(verbsOf)('in the $title reply to $name, and in its report', ({ table, wire, name }) => {
    fc.assert(
      fc.property(anyOf(table.verbs[name]?.reply ?? []), anyOf(table.report), (reply, ending) => {
        const line = wire.encodeReply(1, 2, name, reply, ending);
        const decoded = wire.decodeReply(line, line.length - 1, name);
        expect(decoded).toEqual({ kind: 'ok', reply: { ...reply }, report: { ...ending } });
      }),
      { numRuns: 30 },
    );
  });

  test.each(errorsOf)('in the $title refusal $name', ({ table, wire, short, name }) => {
    fc.assert(
      fc.property(anyOf(table.errors[name]?.fields ?? []), (fields) => {
        const line = wire.encodeRefusal(1, 2, name, fields, short);
        const ending = table.errors[name]?.bare ? undefined : short;
        expect(wire.decodeReply(line, line.length - 1, 'PING')).toEqual({
          kind: 'err',
          error: name,
          fields: { ...fields },
          report: ending,
        });
      }),
      { numRuns: 10 },
    );
  });

  test.each(eventsOf)('in the $title event $name', ({ table, wire, short, name }) => {
    fc.assert(
      fc.property(anyOf(table.events[name]?.fields ?? []), byte, (fields, number) => {
        const line = wire.encodeEvent(0xa3, number, name, fields, short);
        const decoded = wire.decodeEvent(line, line.length - 1);
        expect(decoded).toEqual({ session: 0xa3, number, name, fields: { ...fields }, report: short });
      }),
      { numRuns: 10 },
    );
  });
});

describe('one spelling per value', () => {
  const faultOf = (body: string): string => {
    const line = bytesOf(framed(`>A3.01 ${body}`));
    const { fault, faultIndex } = codec.decodeRequest(line, line.length - 1);
    return `${fault} ${faultIndex}`;
  };

  test.each([
    ['MOVE from=0 to=1 ms=1', ' 0'],
    ['MOVE from=00 to=1 ms=1', 'ARG 0'],
    ['MOVE from=+1 to=1 ms=1', 'ARG 0'],
    ['MOVE from=-0 to=1 ms=1', 'ARG 0'],
    ['MOVE from=0 to=1.0 ms=1', 'ARG 1'],
    ['MOVE from=0 to= ms=1', 'ARG 1'],
    ['MOVE from=0 to=1e3 ms=1', 'ARG 1'],
    ['MOVE from=0 to=1', 'ARG 2'],
    ['MOVE from=0 to=1 ms=1 ms=1', 'ARG 3'],
    ['MOVE from=0 to=1 ms=1 ', 'ARG 3'],
    ['MOVE  from=0 to=1 ms=1', 'ARG 0'],
    ['MOVE to=1 from=0 ms=1', 'ARG 0'],
    ['MOVE from=0 to=1 ms=0', 'RANGE 2'],
    ['MOVE from=0 to=2000000001 ms=1', 'RANGE 1'],
    ['MOVE from=0 to=99999999999999999999 ms=1', 'RANGE 1'],
    ['MOVED from=0 to=1 ms=1', 'VERB 0'],
    ['move from=0 to=1 ms=1', 'VERB 0'],
    ['HELLO v=1 t=0000000a', 'ARG 1'],
    ['HELLO v=1 t=000000A', 'ARG 1'],
    ['HELLO v=1 t=0000000AA', 'ARG 2'],
    ['ARM cause=bytesx', 'ARG 0'],
    ['ARM cause=byte', 'ARG 0'],
    ['HALT x=1', 'ARG 0'],
  ])('%s is %s', (body, fault) => {
    expect(faultOf(body)).toBe(fault);
  });

  test('a number with decimals shows all of them, and zero has no sign', () => {
    const spelled = (fieldMt: number): string => text(codec.encodeReply(1, 1, 'PING', {}, report({ fieldMt })));
    expect(spelled(12)).toContain(' f=12.0 ');
    expect(spelled(-0.5)).toContain(' f=-0.5 ');
    expect(spelled(-0.04)).toContain(' f=0.0 ');
  });

  test('a programming error throws and names the field: a fraction, a limit, a word', () => {
    const move = (toSteps: number) => codec.encodeRequest(1, 1, 'MOVE', { fromSteps: 0, toSteps, durationMs: 1 });
    expect(() => move(0.5)).toThrow(/toSteps: 0.5/);
    expect(() => move(2_000_000_001)).toThrow(/toSteps/);
    expect(() => move(Number.NaN)).toThrow(/toSteps/);
    expect(() => codec.encodeRequest(1, 1, 'ARM', { cause: 'whim' as 'none' })).toThrow(/cause: "whim"/);
  });
});

test('every flipped bit, lost byte or doubled byte of a line is detected', () => {
  const line = codec.encodeRequest(0xa3, 7, 'MOVE', { fromSteps: 119_020, toSteps: 120_034, durationMs: 1500 });
  const end = line.length - 1;
  for (let at = 0; at < end; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const flipped = line.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
      expect(frameFault(flipped, end)).not.toBe('');
    }
    const lost = Uint8Array.from([...line.slice(0, at), ...line.slice(at + 1)]);
    expect(frameFault(lost, end - 1)).not.toBe('');
    const doubled = Uint8Array.from([...line.slice(0, at), line[at] ?? 0, ...line.slice(at)]);
    expect(frameFault(doubled, end + 1)).not.toBe('');
  }
});
