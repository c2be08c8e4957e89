import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../firmware-sim/trace/digest.ts';
import { isEvent, nameOf } from '../../../firmware-sim/trace/record.ts';
import { fingerprinted, namespaceOf, type SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { Trace } from '../../../firmware-sim/trace/trace.ts';

const signals: readonly SignalDeclaration[] = [
  { name: 'in.push', kind: 'event', unit: '', doc: 'A technician pushed.' },
  { name: 'true.angleDeg', kind: 'line', unit: 'deg', errorMax: 1, doc: 'An angle.' },
  { name: 'true.pressureKpa', kind: 'curve', unit: 'kPa', doc: 'A pressure.' },
  { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: 'A rate.' },
  { name: 'rig.shaftDeg', kind: 'step', unit: 'deg', doc: 'What the encoder said.' },
  { name: 'wire.sent', kind: 'event', unit: '', doc: 'A line went out.' },
  { name: 'bench.verdict', kind: 'event', unit: '', doc: 'A verdict.' },
];

function openTrace() {
  const now = { pumpUs: 0, boardUs: 0 };
  const trace = new Trace({ pumpUs: () => now.pumpUs, boardUs: () => now.boardUs });
  trace.declare(signals);
  const lines: string[] = [];
  trace.listen((_record, line) => void lines.push(line));
  return { now, trace, lines };
}

function writePumpPart(trace: Trace): void {
  trace.event('in.push', { by: 'technician', hard: true });
  trace.line('true.angleDeg', 1.5, 0.25);
  trace.step('pump.rateMlPerDay', 0.5);
}

describe('a trace', () => {
  test('has a short record for each kind, and a line of JSON with the same content', () => {
    const { now, trace, lines } = openTrace();
    now.pumpUs = 7;
    now.boardUs = 99;
    writePumpPart(trace);
    trace.step('rig.shaftDeg', 1.4);
    expect(lines).toEqual([
      '{"t":7,"e":"in.push","by":"technician","hard":true}',
      '{"t":7,"s":"true.angleDeg","v":1.5,"r":0.25}',
      '{"t":7,"s":"pump.rateMlPerDay","v":0.5}',
      '{"t":7,"b":99,"s":"rig.shaftDeg","v":1.4}',
    ]);
    expect(trace.records).toEqual(lines.map((line) => JSON.parse(line)));
    expect(trace.records.map(nameOf)).toEqual(['in.push', 'true.angleDeg', 'pump.rateMlPerDay', 'rig.shaftDeg']);
    expect(trace.records.map(isEvent)).toEqual([true, false, false, false]);
  });

  test('writes a curve as a line or as an exponential, by its law', () => {
    const { now, trace, lines } = openTrace();
    now.pumpUs = 5;
    trace.line('true.pressureKpa', 1, 0.5);
    trace.exponential('true.pressureKpa', 2, 0.25, 1500);
    expect(lines).toEqual([
      '{"t":5,"s":"true.pressureKpa","v":1,"r":0.5}',
      '{"t":5,"s":"true.pressureKpa","v":2,"to":0.25,"tauUs":1500}',
    ]);
    expect(() => trace.exponential('true.angleDeg', 1, 2, 3)).toThrow(
      'true.angleDeg is declared as line, not as curve',
    );
    expect(() => trace.exponential('true.pressureKpa', 1, Number.NaN, 3)).toThrow(RangeError);
    expect(() => trace.step('true.pressureKpa', 1)).toThrow('declared as curve, not as step');
  });

  test('keeps the declarations in their order', () => {
    expect(openTrace().trace.signals).toEqual(signals);
  });

  test('throws on an undeclared signal, and writes nothing', () => {
    const { trace, lines } = openTrace();
    expect(() => trace.step('pump.unknownMl', 1)).toThrow('pump.unknownMl is declared as nothing, not as step');
    expect(() => trace.event('in.unknown')).toThrow('in.unknown is declared as nothing, not as event');
    expect(lines).toEqual([]);
  });

  test('throws on a record of another kind than declared', () => {
    const { trace } = openTrace();
    expect(() => trace.step('true.angleDeg', 1)).toThrow('declared as line, not as step');
    expect(() => trace.line('pump.rateMlPerDay', 1, 0)).toThrow('declared as step, not as line');
    expect(() => trace.event('pump.rateMlPerDay')).toThrow('declared as step, not as event');
    expect(() => trace.step('in.push', 1)).toThrow('declared as event, not as step');
  });

  test('throws on a second declaration of a name', () => {
    const { trace } = openTrace();
    expect(() => trace.declare(signals.slice(3, 4))).toThrow('pump.rateMlPerDay is declared twice');
  });

  test('throws on a value that JSON would turn into null', () => {
    const { trace, lines } = openTrace();
    expect(() => trace.step('pump.rateMlPerDay', Number.NaN)).toThrow('pump.rateMlPerDay is NaN');
    expect(() => trace.line('true.angleDeg', Number.POSITIVE_INFINITY, 0)).toThrow('true.angleDeg is Infinity');
    expect(() => trace.line('true.angleDeg', 0, Number.NaN)).toThrow('true.angleDeg is NaN');
    expect(lines).toEqual([]);
  });
});

describe('a fingerprint', () => {
  test('is the hash of the in, true and pump lines alone', () => {
    const { now, trace, lines } = openTrace();
    now.pumpUs = 12;
    writePumpPart(trace);
    const pumpLines = [...lines];
    now.boardUs = 5;
    trace.step('rig.shaftDeg', 1.4);
    trace.event('wire.sent', { bytes: 12 });
    trace.event('bench.verdict', { verdict: 'pass' });
    expect(trace.fingerprint()).toBe(digestOf(pumpLines.map((line) => `${line}\n`).join('')));
    expect(trace.rigHash()).toBe(
      digestOf(
        lines
          .slice(3)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
  });

  test('ignores the rig, the wire, the bench and the board clock', () => {
    const alone = openTrace();
    writePumpPart(alone.trace);
    const busy = openTrace();
    busy.trace.step('rig.shaftDeg', 0);
    busy.now.boardUs = 1_000;
    writePumpPart(busy.trace);
    busy.trace.event('bench.verdict', { verdict: 'fail' });
    expect(busy.trace.fingerprint()).toBe(alone.trace.fingerprint());
    expect(busy.trace.rigHash()).not.toBe(alone.trace.rigHash());
  });

  test('changes if a time, the last bit of a value, a field or the order differs', () => {
    const written = (write: (trace: Trace, now: { pumpUs: number }) => void): string => {
      const { trace, now } = openTrace();
      write(trace, now);
      return trace.fingerprint();
    };
    const prints = [
      written(writePumpPart),
      written((trace, now) => {
        now.pumpUs = 1;
        writePumpPart(trace);
      }),
      written((trace) => {
        trace.event('in.push', { by: 'technician', hard: true });
        trace.line('true.angleDeg', 1.5 + 2 ** -52, 0.25);
        trace.step('pump.rateMlPerDay', 0.5);
      }),
      written((trace) => {
        trace.event('in.push', { by: 'technician', hard: false });
        trace.line('true.angleDeg', 1.5, 0.25);
        trace.step('pump.rateMlPerDay', 0.5);
      }),
      written((trace) => {
        trace.line('true.angleDeg', 1.5, 0.25);
        trace.event('in.push', { by: 'technician', hard: true });
        trace.step('pump.rateMlPerDay', 0.5);
      }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('may be taken during the run, which goes on', () => {
    const looked = openTrace();
    writePumpPart(looked.trace);
    const midway = looked.trace.fingerprint();
    writePumpPart(looked.trace);
    const whole = openTrace();
    writePumpPart(whole.trace);
    expect(whole.trace.fingerprint()).toBe(midway);
    writePumpPart(whole.trace);
    expect(looked.trace.fingerprint()).toBe(whole.trace.fingerprint());
    expect(looked.trace.fingerprint()).not.toBe(midway);
  });
});

test("takes a signal's namespace from before its first dot; three of six count", () => {
  expect(namespaceOf('true.rotorDeg')).toBe('true');
  expect(namespaceOf('rig.motor.speed')).toBe('rig');
  expect(fingerprinted).toEqual(['in', 'true', 'motor', 'pump']);
});
