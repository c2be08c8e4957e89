import { describe, expect, test } from 'vitest';
import { isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { pumpWaves } from '../../../hil/report/pump-waves.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { type DumpedWave, heldAt, joinedAt, parsedVcd } from './vcd-text.ts';

const S = 1_000_000;
const declared: readonly SignalDeclaration[] = [
  { name: 'true.rotorDeg', kind: 'line', unit: 'deg', quantum: 1.5, doc: '' },
  { name: 'true.deliveredMl', kind: 'line', unit: 'mL', doc: '' },
  { name: 'true.reservoirMl', kind: 'line', unit: 'mL', min: 0, doc: '' },
  { name: 'true.tipUg.clonidine', kind: 'curve', unit: 'ug', doc: '' },
  { name: 'pump.mode', kind: 'event', unit: '', doc: '' },
  { name: 'pump.alarm', kind: 'event', unit: '', doc: '' },
  { name: 'pump.rateMlPerDay', kind: 'step', unit: 'mL/day', doc: '' },
  { name: 'rig.shaftDeg', kind: 'step', unit: 'deg', doc: '' },
  { name: 'in.bolus', kind: 'event', unit: 'mL', doc: '' },
];

function dumped(records: readonly TraceRecord[], endS: number): ReadonlyMap<string, DumpedWave> {
  return parsedVcd([...pumpWaves(records, declared, endS * S)].join(''));
}

function wave(records: readonly TraceRecord[], name: string, endS = 100): DumpedWave {
  const found = dumped(records, endS).get(`pump_time.${name}`);
  if (found === undefined) throw new Error(`no wave ${name}`);
  return found;
}

/** Value of the recorded line or curve of a signal at a time. */
function recordedAt(records: readonly TraceRecord[], name: string, at: number): number {
  const last = records.findLast((record) => !isEvent(record) && record.s === name && record.t <= at);
  if (last === undefined || isEvent(last) || typeof last.v === 'string') throw new Error(`no value of ${name}`);
  if ('to' in last) return last.to + (last.v - last.to) * Math.exp((last.t - at) / last.tauUs);
  return last.v + (('r' in last ? last.r : 0) * (at - last.t)) / S;
}

/** Times over a run: all whole seconds, and the microseconds next to them. */
const times = Array.from({ length: 100 }, (_, second) => [second * S, second * S + 1, second * S + 654_321]).flat();

describe('the waves of a run', () => {
  const line: readonly TraceRecord[] = [
    { t: 0, s: 'true.deliveredMl', v: 0, r: 0.01 },
    { t: 40 * S, s: 'true.deliveredMl', v: 1, r: -0.02 },
    { t: 60 * S, s: 'true.deliveredMl', v: 2, r: 0 },
  ];

  test('show a line exactly if points are joined, and within 1/32 if they are held', () => {
    const shown = wave(line, 'true.deliveredMl');
    for (const at of times) {
      const value = recordedAt(line, 'true.deliveredMl', at);
      // Both ends of the microsecond before a jump belong to the jump.
      if (at % (20 * S) !== S * 20 - 1) expect(joinedAt(shown, at)).toBeCloseTo(value, 7);
      expect(Math.abs((heldAt(shown, at) as number) - value)).toBeLessThanOrEqual(0.4 / 32 + 1e-9);
    }
    expect(shown.changes.length).toBeLessThan(70);
  });

  test('end a line just before a jump, so that the jump stands upright', () => {
    const shown = wave(line, 'true.deliveredMl');
    expect(shown.changes.find(({ at }) => at === 40 * S - 1)?.value).toMatch(/^0\.39999/);
    expect(shown.changes.find(({ at }) => at === 40 * S)?.value).toBe('1');
  });

  test('show a curve within 1/512 of its way', () => {
    const name = 'true.tipUg.clonidine';
    const curve: readonly TraceRecord[] = [{ t: 0, s: name, v: 2, to: 10, tauUs: 5 * S }];
    const shown = wave(curve, 'true.tipUg_clonidine');
    for (const at of times)
      expect(Math.abs((joinedAt(shown, at) as number) - recordedAt(curve, name, at))).toBeLessThan(8 / 512);
    expect(shown.changes.length).toBeLessThan(70);
  });

  test('draw no more points than the signal has steps, and none below its minimum', () => {
    const rotor = wave([{ t: 0, s: 'true.rotorDeg', v: 0, r: 0.03 }], 'true.rotorDeg');
    expect(rotor.changes.map(({ at }) => at)).toEqual([0, 50 * S, 100 * S]);
    const reservoir = wave([{ t: 0, s: 'true.reservoirMl', v: 0.5, r: -0.01 }], 'true.reservoirMl');
    expect(Math.min(...reservoir.changes.map(({ value }) => Number(value)))).toBe(0);
  });

  test('show texts and events as strings without blanks, and number repeated ones', () => {
    const records: readonly TraceRecord[] = [
      { t: 0, e: 'pump.mode', mode: 'simple continuous' },
      { t: S, e: 'pump.alarm', class: 'critical', cause: 'motor stall', phase: 'raised', number: 3 },
      { t: 2 * S, e: 'in.bolus', volumeMl: 1 },
      { t: 3 * S, e: 'in.bolus', volumeMl: 1 },
    ];
    expect(wave(records, 'pump.mode').changes).toEqual([{ at: 0, value: 'simple_continuous' }]);
    expect(wave(records, 'pump.alarm').changes).toEqual([{ at: S, value: 'critical/motor_stall/raised' }]);
    expect(wave(records, 'in.bolus').changes.map(({ value }) => value)).toEqual(['in.bolus', 'in.bolus#2']);
  });

  test('keep the last of several values in one microsecond, and end with the run', () => {
    const records: readonly TraceRecord[] = [
      { t: 0, s: 'pump.rateMlPerDay', v: 1 },
      { t: 5, s: 'pump.rateMlPerDay', v: 2 },
      { t: 5, s: 'pump.rateMlPerDay', v: 3 },
    ];
    const text = [...pumpWaves(records, declared, 7)].join('');
    expect(text.slice(text.indexOf('#'))).toBe('#0\nr1 a\n#5\nr3 a\n#7\n');
  });

  test('map pump time to board time if the rig has a board', () => {
    const records: readonly TraceRecord[] = [
      { t: 0, b: 10, s: 'rig.shaftDeg', v: 0 },
      { t: 50, b: 3_000_000, s: 'rig.shaftDeg', v: 1 },
    ];
    expect(wave(records, 'board_time.boardUs').changes).toEqual([
      { at: 0, value: '10' },
      { at: 50, value: '3000000' },
    ]);
    expect(dumped([{ t: 0, s: 'true.deliveredMl', v: 0, r: 0 }], 1).has('pump_time.board_time.boardUs')).toBe(false);
  });

  test.each(['model', 'loopback'])('have all signals of a real run, and are equal for equal runs: %s', async (rig) => {
    const run = async () => {
      const kept: { records: TraceRecord[]; signals: readonly SignalDeclaration[] } = { records: [], signals: [] };
      const { pumpUs } = await runScenario(scenarioNamed('mri-30-min'), {
        rig,
        onBench: ({ trace }) => {
          kept.records.push(...trace.records);
          kept.signals = trace.signals;
        },
        onRecord: (record) => kept.records.push(record),
      });
      return { ...kept, pumpUs, text: [...pumpWaves(kept.records, kept.signals, pumpUs)].join('') };
    };
    const [one, other] = [await run(), await run()];
    expect(one.text).toBe(other.text);
    const waves = parsedVcd(one.text);
    for (const name of ['true.rotorDeg', 'true.undeliveredMl', 'pump.programmedMl']) {
      const shown = waves.get(`pump_time.${name}`) as DumpedWave;
      expect(shown.kind).toBe('real');
      for (let i = 0; i <= 200; i += 1) {
        const at = Math.round((i * one.pumpUs) / 200);
        expect(joinedAt(shown, at)).toBeCloseTo(recordedAt(one.records, name, at), 6);
      }
    }
    expect(waves.get('pump_time.pump.log')?.changes.map(({ value }) => value)).toContain('motor_stall');
    expect(waves.has('pump_time.board_time.boardUs')).toBe(rig === 'loopback');
  });
});
