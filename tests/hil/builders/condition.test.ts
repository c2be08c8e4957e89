import { describe, expect, test } from 'vitest';
import {
  always,
  type Condition,
  eventually,
  falls,
  historically,
  not,
  once,
  rises,
} from '../../../hil/builders/condition.ts';
import { count } from '../../../hil/builders/count.ts';
import { quantity, timeUs } from '../../../hil/builders/quantity.ts';
import { event, signal, state } from '../../../hil/builders/signal.ts';
import { readCondition } from '../../../hil/scenario/condition/read-condition.ts';
import { conditionNames } from '../../../hil/scenario/patterns/condition-names.ts';

const delivered = signal('true.deliveredMl');
const programmed = signal('pump.programmedMl');
const held = state('true.rotor').is('held');
const stall = event('pump.log', 'motor stall');

/** Returns the abstract syntax of a condition without the texts of its numbers. */
function syntaxOf({ text }: Condition): unknown {
  const read = readCondition(text, conditionNames());
  if (!read.ok) throw new Error(`${text}: ${JSON.stringify(read.problem)}`);
  return JSON.parse(JSON.stringify(read.formula, (key, value: unknown) => (key === 'text' ? undefined : value)));
}

const rotorHeld = { kind: 'state', state: 'true.rotor', word: 'held' };
const stallEvent = { kind: 'event', event: 'pump.log' };

describe('conditions that a program builds', () => {
  test('compare a difference of signals with a limit', () => {
    expect(syntaxOf(delivered.minus(programmed).abs().atMost('11.4 uL'))).toEqual({
      kind: 'compare',
      left: {
        kind: 'abs',
        of: {
          kind: 'difference',
          left: { kind: 'signal', signal: 'true.deliveredMl' },
          right: { kind: 'signal', signal: 'pump.programmedMl' },
        },
      },
      is: '<=',
      right: { kind: 'number', value: 0.0114 },
      unit: 'mL',
    });
  });

  test('keep the order of sums', () => {
    const sum = delivered.minus(programmed.minus('1 mL')).above('0 mL');
    expect(sum.text).toBe('true.deliveredMl - (pump.programmedMl - 1 mL) > 0 mL');
    expect(syntaxOf(sum)).toMatchObject({ left: { kind: 'difference', right: { kind: 'difference' } } });
  });

  test('write slope, change and ranges', () => {
    expect(syntaxOf(delivered.slope().below('0.6 mL/day'))).toMatchObject({ left: { kind: 'slope' }, is: '<' });
    expect(syntaxOf(delivered.change('1 h').atLeast('20 uL'))).toMatchObject({
      left: { kind: 'change', windowUs: 3_600_000_000 },
      is: '>=',
    });
    expect(syntaxOf(signal('pump.rateMlPerDay').between('0.49 mL/day', '0.51 mL/day'))).toMatchObject({
      kind: 'in range',
    });
    expect(syntaxOf(signal('pump.rateMlPerDay').near('0.5 mL/day', '5 %'))).toMatchObject({
      kind: 'in range',
      low: { value: 0.475 },
      high: { value: 0.525 },
    });
    expect(syntaxOf(delivered.near(programmed.plus('1 uL'), '2 uL'))).toMatchObject({ low: { kind: 'difference' } });
    expect(syntaxOf(delivered.near(programmed, '5 %'))).toMatchObject({ right: { kind: 'share', share: 0.05 } });
    expect(syntaxOf(delivered.atLeast(programmed.plus('1 uL').share('95 %')))).toMatchObject({
      right: { kind: 'share', of: { kind: 'sum' } },
    });
    expect(syntaxOf(signal('true.tipUg.clonidine').above('1 mg'))).toMatchObject({ right: { value: 1000 } });
  });

  test('join with and, or, implication and not, whichever way they nest', () => {
    expect(syntaxOf(held.and(stall).or(held))).toMatchObject({ kind: 'or', left: { kind: 'and' }, right: rotorHeld });
    expect(syntaxOf(held.and(stall.or(held)))).toMatchObject({ kind: 'and', left: rotorHeld, right: { kind: 'or' } });
    expect(syntaxOf(held.implies(stall).implies(held))).toMatchObject({
      kind: 'implies',
      left: { kind: 'implies' },
    });
    expect(syntaxOf(not(held.and(stall)))).toMatchObject({ kind: 'not', of: { kind: 'and' } });
  });

  test('write windows of time', () => {
    const within = { from: 0, to: '21 min' } as const;
    const bounds = { fromUs: 0, toUs: 1_260_000_000 };
    expect(syntaxOf(eventually(stall, within))).toEqual({ kind: 'eventually', within: bounds, of: stallEvent });
    expect(syntaxOf(always(held.and(stall), { from: '1 s' }))).toMatchObject({ within: { fromUs: 1_000_000 } });
    expect(syntaxOf(once(stall, within))).toMatchObject({ kind: 'once', within: bounds });
    expect(syntaxOf(historically(held))).toEqual({ kind: 'historically', of: rotorHeld });
    expect(syntaxOf(held.until(stall, within))).toMatchObject({ kind: 'until', within: bounds });
    expect(syntaxOf(held.weaklyUntil(stall))).toMatchObject({ kind: 'weakly until' });
    expect(syntaxOf(held.since(stall))).toMatchObject({ kind: 'since' });
    expect(syntaxOf(rises(held).and(falls(held)))).toMatchObject({ left: { kind: 'rises' }, right: { kind: 'falls' } });
  });

  test('count occurrences, and read states of one cause', () => {
    expect(syntaxOf(count(event('pump.alarm', 'motor stall'), '24 h').atMost(3))).toMatchObject({
      kind: 'count',
      windowUs: 86_400_000_000,
      is: '<=',
      limit: 3,
    });
    expect(syntaxOf(count(stall, '1 h').atLeast(1).and(held))).toMatchObject({ left: { kind: 'count', is: '>=' } });
    expect(syntaxOf(state('pump.alarm', 'motor stall').is('raised'))).toMatchObject({
      of: 'motor stall',
      word: 'raised',
    });
  });
});

describe('names and numbers from a program without types', () => {
  test('refuse an unknown signal, event, state or word with the nearest name', () => {
    expect(() => signal('true.deliverdMl' as never)).toThrow(
      /^Unknown signal "true.deliverdMl"; allowed: true\.rotorDeg, .*\. Did you mean "true\.deliveredMl"\?$/,
    );
    expect(() => event('pump.lug' as never)).toThrow(
      /^Unknown event "pump\.lug"; allowed: .* Did you mean "pump\.log"\?$/,
    );
    expect(() => event('pump.clock', 'sett' as never)).toThrow(
      'Unknown text of pump.clock "sett"; allowed: set. Did you mean "set"?',
    );
    expect(() => state('pump.mood' as never)).toThrow(
      /^Unknown state "pump\.mood"; allowed: .* Did you mean "pump\.mode"\?$/,
    );
    expect(() => state('true.valves').is('shud' as never)).toThrow(
      'Unknown word of true.valves "shud"; allowed: metering, open, shut. Did you mean "shut"?',
    );
    expect(() => state('true.rotor', 'x' as never)).toThrow('Unknown text of true.rotor "x"; allowed: none.');
  });

  test('write a number with its unit in plain digits', () => {
    expect(quantity(0.5, 'mL/day')).toBe('0.5 mL/day');
    expect(quantity(0.1 + 0.2, 'mL')).toBe('0.3 mL');
    expect(quantity(1e-7, 'mL')).toBe('0 mL');
    expect(quantity(-0, 'deg')).toBe('0 deg');
    expect(quantity(120, 'min')).toBe('120 min');
  });

  test('refuse an unknown unit and a number that cannot be written', () => {
    expect(() => quantity(1, 'ml' as never)).toThrow(
      /^The unit is "ml"; allowed: s, min, h, d, y, mL, uL, .*; did you mean "mL"\?$/,
    );
    expect(() => quantity(Number.NaN, 'mL')).toThrow(
      'The number before "mL" is "NaN"; allowed: a number between -1000000000 and 1000000000.',
    );
    expect(() => quantity('5' as never, 'mL')).toThrow(
      'The number before "mL" is "5"; allowed: a number between -1000000000 and 1000000000.',
    );
  });

  test('refuse an invalid time, and a count that is not whole', () => {
    expect(timeUs('30 min')).toBe(1_800_000_000);
    expect(() => timeUs('30 mn' as never)).toThrow(
      'time: found "30 mn"; allowed: whole microseconds, or a number with a unit (s, min, h, d, y), from 0 on.',
    );
    expect(() => timeUs('30 mins' as never)).toThrow(/; did you mean "30 min"\?$/);
    expect(() => timeUs('-1 s')).toThrow(/^time: found "-1 s"; allowed: whole microseconds, or .* from 0 on\.$/);
    expect(() => count(stall, '1 h').atMost(1.5)).toThrow('The count is "1.5"; allowed: a whole number from 0 on.');
  });
});
