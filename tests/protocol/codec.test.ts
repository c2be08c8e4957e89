import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../protocol/ascii.ts';
import { frameFault } from '../../protocol/frame.ts';
import { type RigVocabulary, rigVocabulary, type ShaftReport } from '../../protocol/rig-vocabulary.ts';
import type {
  ArgsOf,
  EventOf,
  Field,
  FieldsOf,
  ReplyOf,
  Values,
  VerbOf,
  Vocabulary,
} from '../../protocol/vocabulary.ts';
import { codec, framed, report, text } from './bench-pair.ts';

const table: Vocabulary = rigVocabulary;

/** The value whose spelling is longest. */
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

const longReport = valuesOf(table.report, longest) as ShaftReport;
type Args = ArgsOf<RigVocabulary, VerbOf<RigVocabulary>>;
type Reply = ReplyOf<RigVocabulary, VerbOf<RigVocabulary>>;
type EventFields = FieldsOf<RigVocabulary, EventOf<RigVocabulary>>;
const verbs = Object.keys(rigVocabulary.verbs) as VerbOf<RigVocabulary>[];
const events = Object.keys(rigVocabulary.events) as EventOf<RigVocabulary>[];
const errors = Object.keys(rigVocabulary.errors);

describe('at its longest', () => {
  test.each(verbs)('the request %s fits 60 bytes, so that it fits the receive ring of a small board', (verb) => {
    const args = valuesOf(table.verbs[verb]?.args ?? [], longest) as Args;
    expect(codec.encodeRequest(255, 255, verb, args).length).toBeLessThanOrEqual(60);
  });

  test.each(verbs)('the reply to %s fits 120 bytes', (verb) => {
    const reply = valuesOf(table.verbs[verb]?.reply ?? [], longest) as Reply;
    expect(codec.encodeReply(255, 255, verb, reply, longReport).length).toBeLessThanOrEqual(120);
  });

  test.each(errors)('the refusal %s fits 120 bytes', (error) => {
    const fields = valuesOf(table.errors[error]?.fields ?? [], longest);
    expect(codec.encodeRefusal(255, 255, error, fields, longReport).length).toBeLessThanOrEqual(120);
  });

  test.each(events)('the event %s fits 120 bytes', (name) => {
    const fields = valuesOf(table.events[name]?.fields ?? [], longest) as EventFields;
    expect(codec.encodeEvent(255, 255, name, fields, longReport).length).toBeLessThanOrEqual(120);
  });

  test('a MOVE uses all of its 60 bytes, so the test above measures the longest', () => {
    const args = valuesOf(rigVocabulary.verbs.MOVE.args, longest) as Args;
    expect(codec.encodeRequest(255, 255, 'MOVE', args).length).toBe(60);
  });
});

describe('what is encoded is decoded to the same', () => {
  const byte = fc.integer({ min: 0, max: 255 });

  test.each(verbs)('in the request %s', (verb) => {
    fc.assert(
      fc.property(anyOf(table.verbs[verb]?.args ?? []), byte, byte, (args, session, sequence) => {
        const line = codec.encodeRequest(session, sequence, verb, args as Args);
        expect(frameFault(line, line.length - 1)).toBe('');
        const decoded = codec.decodeRequest(line, line.length - 1);
        expect(decoded).toEqual({ session, sequence, verb, args: { ...args }, fault: '', faultIndex: 0 });
      }),
      { numRuns: 30 },
    );
  });

  test.each(verbs)('in the reply to %s, and in its report', (verb) => {
    fc.assert(
      fc.property(anyOf(table.verbs[verb]?.reply ?? []), anyOf(table.report), (reply, shaft) => {
        const line = codec.encodeReply(1, 2, verb, reply as Reply, shaft as ShaftReport);
        const decoded = codec.decodeReply(line, line.length - 1, verb);
        expect(decoded).toEqual({ kind: 'ok', reply: { ...reply }, report: { ...shaft } });
      }),
      { numRuns: 30 },
    );
  });

  test.each(errors)('in the refusal %s', (error) => {
    fc.assert(
      fc.property(anyOf(table.errors[error]?.fields ?? []), (fields) => {
        const line = codec.encodeRefusal(1, 2, error, fields, report());
        const shaft = table.errors[error]?.bare ? undefined : report();
        expect(codec.decodeReply(line, line.length - 1, 'PING')).toEqual({
          kind: 'err',
          error,
          fields: { ...fields },
          report: shaft,
        });
      }),
      { numRuns: 10 },
    );
  });

  test.each(events)('in the event %s', (name) => {
    fc.assert(
      fc.property(anyOf(table.events[name]?.fields ?? []), byte, (fields, number) => {
        const line = codec.encodeEvent(0xa3, number, name, fields as EventFields, report());
        const decoded = codec.decodeEvent(line, line.length - 1);
        expect(decoded).toEqual({ session: 0xa3, number, name, fields: { ...fields }, report: report() });
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

  test('our own mistakes throw and name the field: a fraction of a step, a value out of limits, an unknown word', () => {
    const move = (toSteps: number) => codec.encodeRequest(1, 1, 'MOVE', { fromSteps: 0, toSteps, durationMs: 1 });
    expect(() => move(0.5)).toThrow(/toSteps: 0.5/);
    expect(() => move(2_000_000_001)).toThrow(/toSteps/);
    expect(() => move(Number.NaN)).toThrow(/toSteps/);
    expect(() => codec.encodeRequest(1, 1, 'ARM', { cause: 'whim' as 'none' })).toThrow(/cause: whim/);
  });
});

test('every single flipped bit, lost byte or doubled byte of a line is seen', () => {
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
