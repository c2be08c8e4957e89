import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Bench } from '../../../hil/bench.ts';
import { scenario } from '../../../hil/builders/scenario.ts';
import { throughout } from '../../../hil/builders/scopes.ts';
import { state } from '../../../hil/builders/signal.ts';
import { readInvariants } from '../../../hil/invariants/read-invariants.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { toBeAccepted, toBeRefused } from '../../../hil/vitest/answer-matchers.ts';
import { toDeliver, toHold, toStallWithin } from '../../../hil/vitest/matchers.ts';
import { observedRun } from '../../../hil/vitest/observed-run.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open({ rig: 'model' });
  bench.pump.program({ mode: 'simple continuous', rateMlPerDay: 24 });
});
afterEach(() => bench.close());

describe('a matcher that fails prints', () => {
  test('volume, limits, margin and the nearest events of a wrong delivery', async () => {
    const { pass, message } = await toDeliver(bench, '60 uL', { within: '3 min', tolerance: '1 uL' });
    expect(pass).toBe(false);
    expect(message()).toMatch(
      /^delivery of 60 uL: fail\n {2}measured: 49\.\d+ uL\n {2}limits: 60 uL, give or take 1 uL, in 3 min\n {2}margin: -9(\.\d+)? uL\n {2}nearest events:\n {4}0 s /,
    );
  });

  test('the limit and the nearest events of a missing stall', async () => {
    const { pass, message } = await toStallWithin(bench, '10 min');
    expect(pass).toBe(false);
    expect(message()).toMatch(
      /^motor stall: fail\n {2}measured: nothing\n {2}limits: logged within 10 min\n {2}note: no motor stall is in the log from 0 s on\n {2}nearest events:\n/,
    );
  });

  test('the predicate that decided, and when, of a condition that did not hold', async () => {
    await bench.to('5 min');
    await bench.field({ fieldMt: 1500 });
    await bench.to('10 min');
    const { pass, message } = toHold(bench, 'not true.rotor is held');
    expect(pass).toBe(false);
    expect(message()).toContain('not true.rotor is held: fail\n');
    expect(message()).toMatch(/\n {2}decided by: true\.rotor is held, true from 5 min to /);
    expect(message()).toMatch(/\n {4}5 min true\.rotor state=held/);
  });

  test('an invariant that a run violates, and a run that checks nothing', async () => {
    const read = readInvariants(
      'invariants: ward\nsays: Rules.\nchecks:\n  - { name: low, never: pump.rateMlPerDay > 0 mL/day }\n',
      'ward.yaml',
    );
    const invariants = read.ok ? read.invariants : [];
    const run = await runScenario(scenarioNamed('roller-study'), { rig: 'model', invariants });
    expect([run.verdict, toHold(run).pass]).toEqual(['fail', false]);
    expect(toHold(run).message()).toMatch(/^roller-study on model: 8 of 9 checks hold\nlow: fail\n/);
    expect([toHold(run, 'low').pass, toHold(run, 'no stall').pass]).toEqual([false, true]);
    const pump = { product: 'synchromed-ii', mode: 'simple continuous', rate: '0.5 mL/day' } as const;
    const idle = scenario({ scenario: 'idle', says: 'Nothing.', pump, timeline: [], 'ends at': '1 h' });
    const nothing = toHold(await runScenario(idle, { rig: 'model' }));
    expect([nothing.pass, nothing.message()]).toEqual([false, 'idle on model: 0 of 0 checks hold\n']);
  });

  test('each failed check of a run', async () => {
    const made = scenario({
      scenario: 'wrong-limit',
      says: 'The rate is not what the check wants.',
      pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: '0.5 mL/day' },
      timeline: [],
      expect: [
        { name: 'rate', at: '1 h', value: 'pump.rateMlPerDay', 'at least': '0.6 mL/day' },
        { name: 'volume', at: '1 h', value: 'pump.programmedMl', 'at least': '0 mL' },
      ],
    });
    const { pass, message } = toHold(await runScenario(made, { rig: 'model' }));
    expect(pass).toBe(false);
    expect(message().split('\n')).toEqual([
      'wrong-limit on model: 1 of 2 checks hold',
      'rate: fail',
      '  measured: 0.5 mL/day',
      '  limits: at least 0.6 mL/day',
      '  margin: -0.1 mL/day',
      expect.stringMatching(/^ {2}tests.hil.vitest.matchers\.test\.ts:\d+:\d+, check 1, at 01:00:00$/),
      '  decided by: pump.rateMlPerDay at least 0.6 mL/day, at 01:00:00',
      '  seen: pump.rateMlPerDay was 0.5 mL/day at 01:00:00.',
      '  before: 00:00:00 pump.mode "simple continuous"',
      '  would pass: at least 0.5 mL/day',
      '  rests on 6 assumptions: rollerCount, trackRadiusMm, boreMm, revolutionUl, liftDeg, stepsPerRevolutionCount',
    ]);
  });
});

describe('an answer of the pump', () => {
  test('is shown by a matcher that fails', () => {
    expect(toBeAccepted({ ok: false, field: 'rate', why: 'range' }).message()).toBe(
      'the pump refused the request: rate, range',
    );
    expect(toBeRefused({ ok: false, refusal: { field: 'rate', why: 'range' } }, 'busy').message()).toBe(
      'the pump refused the request: rate, range; expected: a refusal by busy',
    );
    expect(toBeRefused({ ok: true }).message()).toBe('the pump accepted the request');
  });

  test('has to be awaited', () => {
    expect(() => toBeAccepted(Promise.resolve({ ok: true }))).toThrow(
      'toBeAccepted: found "a promise that was not awaited"; allowed: an answer of the pump, as in expect(await programmer.program({ rateMlPerDay: 1 })).',
    );
    expect(() => toBeRefused(12)).toThrow('toBeRefused: found "12"; allowed: an answer of the pump');
  });
});

describe('a failed check of a run', () => {
  test('shows the events nearest to the moment that decided', async () => {
    const made = scenario({
      scenario: 'no-stall',
      says: 'A check that a stall breaks.',
      pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: '24 mL/day' },
      timeline: [{ at: '5 min', field: '1.5 T', name: 'scan' }],
      expect: [throughout().never(state('true.rotor').is('held'), { name: 'never held' })],
    });
    const { pass, message } = toHold(await observedRun(made, { rig: 'model' }));
    expect(pass).toBe(false);
    expect(message()).toMatch(
      /never held: fail\n[\s\S]*decided by: true\.rotor is held, at 00:05:00[\s\S]*\n {4}5 min true\.rotor /,
    );
    // The explanation names the decision, and unknown fields of an event are left out.
    expect(message().match(/decided by/g)).toHaveLength(1);
    expect(message()).not.toContain('undefined');
  });
});

describe('a matcher refuses', () => {
  const messageOf = async (call: () => unknown): Promise<string> => {
    try {
      return String(await call());
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('what it cannot judge', async () => {
    expect(await messageOf(() => toHold(5))).toBe('toHold: found "5"; allowed: a bench, or the result of a run.');
    expect(await messageOf(() => toHold(bench))).toBe(
      'toHold: found "undefined"; allowed: a condition, as in expect(bench).toHold("pump.mode is stopped").',
    );
    expect(await messageOf(() => toDeliver({}, '5 uL', { within: '1 h' }))).toBe(
      'toDeliver: found another object; allowed: a bench.',
    );
    expect(await messageOf(() => toStallWithin('bench', '1 h'))).toBe(
      'toStallWithin: found "bench"; allowed: a bench.',
    );
  });

  test('wrong units, times, conditions and names', async () => {
    expect(await messageOf(() => toDeliver(bench, '5 ul' as never, { within: '1 h' }))).toBe(
      'The volume is "5 ul"; allowed: a number with a unit (mL, uL). Did you mean "5 uL"?',
    );
    expect(await messageOf(() => toStallWithin(bench, '1 hour' as never))).toBe(
      'time: found "1 hour"; allowed: whole microseconds, or a number with a unit (s, min, h, d, y), from 0 on; did you mean "1 h"?',
    );
    expect(await messageOf(() => toHold(bench, 'pump.mood is stopped'))).toMatch(
      /^Condition "pump\.mood is stopped", character 1: found "pump\.mood"; allowed: .*; did you mean pump\.mode\?$/,
    );
    const made = scenario({
      scenario: 'one-check',
      says: 'One check.',
      pump: { product: 'synchromed-ii', mode: 'simple continuous', rate: '0.5 mL/day' },
      timeline: [],
      expect: [{ name: 'rate', at: '1 h', value: 'pump.rateMlPerDay', 'at least': '0.4 mL/day' }],
    });
    const result = await runScenario(made, { rig: 'model' });
    expect(await messageOf(() => toHold(result, 'rat'))).toBe(
      'The run has no check "rat"; allowed: rate. Did you mean "rate"?',
    );
  });
});
