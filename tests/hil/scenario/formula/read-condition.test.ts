import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCondition } from '../../../../hil/scenario/condition/read-condition.ts';
import { formulaClause } from '../../../../hil/scenario/formula/formula-sentence.ts';
import { formulaText } from '../../../../hil/scenario/formula/formula-text.ts';
import { conditionNames } from '../../../../hil/scenario/patterns/condition-names.ts';
import { runCount } from '../../../run-count.ts';

const names = conditionNames(new Map([['held', { kind: 'event', event: 'true.rotor', text: 'held' }]]));

function textOf(condition: string): string {
  const read = readCondition(condition, names);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return formulaText(read.formula);
}

function problemOf(condition: string): string {
  const read = readCondition(condition, names);
  if (read.ok) return 'no problem';
  const { offset, found, allowed, nearest } = read.problem;
  return `${offset}: found ${found}; allowed: ${allowed}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
}

describe('conditions', () => {
  test.each([
    ['slope(true.deliveredMl) > 0 mL/day', 'slope(true.deliveredMl) > 0 mL/day'],
    ['abs(true.deliveredMl-pump.programmedMl)<=11.4 uL', 'abs(true.deliveredMl - pump.programmedMl) <= 11.4 uL'],
    ['pump.rateMlPerDay in [0.49 mL/day, 0.51 mL/day]', 'pump.rateMlPerDay in [0.49 mL/day, 0.51 mL/day]'],
    ['true.rotor held', 'true.rotor "held"'],
    ['pump.log motor stall', 'pump.log "motor stall"'],
    ['pump.mode is simple continuous', 'pump.mode is simple continuous'],
    ['pump.alarm "motor stall" is raised', 'pump.alarm "motor stall" is raised'],
    ['change(true.rotorDeg, 1 h) <= 3 deg', 'change(true.rotorDeg, 1 h) <= 3 deg'],
    ['5 uL < true.deliveredMl', '5 uL < true.deliveredMl'],
    ['count(pump.log "motor stall", 24 h) <= 3', 'count(pump.log "motor stall", 1 d) <= 3'],
    [
      'always (held -> eventually[0 min, 21 min] pump.log "motor stall")',
      'always (true.rotor "held" -> (eventually[0 s, 21 min] pump.log "motor stall"))',
    ],
    ['not in.program and pump.mode or held', '((not in.program) and pump.mode) or true.rotor "held"'],
    ['(true.deliveredMl + 2 uL) > 1 mL', 'true.deliveredMl + 2 uL > 1 mL'],
    ['held weakly until[1 s, end] in.field', 'true.rotor "held" weakly until[1 s, end] in.field'],
    ['rises (true.airMl > 0 mL) since once held', '(rises (true.airMl > 0 mL)) since (once true.rotor "held")'],
    ['true.deliveredMl >= 95 % of pump.programmedMl', 'true.deliveredMl >= 95 % of pump.programmedMl'],
    [
      'true.deliveredMl >= 95 % of (pump.programmedMl + 1 uL)',
      'true.deliveredMl >= 95 % of (pump.programmedMl + 1 uL)',
    ],
    ['pump.rateMlPerDay in 0.5 mL/day +- 5 %', 'pump.rateMlPerDay in [0.475 mL/day, 0.525 mL/day]'],
    ['pump.rateMlPerDay in 500 uL/day \u00b1 5 uL/day', 'pump.rateMlPerDay in [0.495 mL/day, 0.505 mL/day]'],
    ['true.rotorDeg in -10 deg +- 10 %', 'true.rotorDeg in [-11 deg, -9 deg]'],
    [
      'true.deliveredMl in pump.programmedMl +- 5 %',
      'abs(true.deliveredMl - pump.programmedMl) <= 5 % of abs(pump.programmedMl)',
    ],
    [
      'true.deliveredMl in (pump.programmedMl + 1 uL)+-2 uL',
      'true.deliveredMl in [pump.programmedMl + 1 uL - 2 uL, pump.programmedMl + 1 uL + 2 uL]',
    ],
    ['true.deliveredMl + 2 uL > pump.programmedMl +-3 uL', 'true.deliveredMl + 2 uL > pump.programmedMl + -3 uL'],
    ['true.withdrawnMl - true.filledMl >= -1 mL', 'true.withdrawnMl - true.filledMl >= -1 mL'],
  ])('reads %s', (condition, text) => {
    expect(textOf(condition)).toBe(text);
    expect(textOf(text)).toBe(text);
  });

  test.each([
    ['true.deliveredMl > 3 deg', '19: found "3 deg"; allowed: a volume with a unit (mL, uL)'],
    ['true.deliveredMl > pump.rateMlPerDay', '19: found a rate beside a volume; allowed: a volume'],
    ['true.deliveredMl > 3', '19: found "3"; allowed: a volume with a unit (mL, uL)'],
    ['true.deliveredMl > 3 ml', '19: found "3 ml"; allowed: a volume with a unit (mL, uL); did you mean 3 mL?'],
    ['true.deliveredMl = 3 mL', '17: found "= 3 mL"; allowed: "<", "<=", ">", ">=" or "in"'],
    [
      'pump.mode is stoped',
      '13: found "stoped"; allowed: simple continuous, flex, periodic bolus, minimum rate, stopped; did you mean stopped?',
    ],
    [
      'slope(pump.rateMlPerDay) > 0 mL/day',
      '6: found the slope of "pump.rateMlPerDay", which only jumps; allowed: a signal with a slope',
    ],
    ['true.deliveredMl > 5 mL of true.airMl', '19: found "5 mL"; allowed: a share with a unit (%)'],
    ['pump.rateMlPerDay in 0.5 mL/day', '31: found the end of the condition; allowed: "+-" and a tolerance, as in'],
    ['pump.rateMlPerDay in 0.5 mL/day +- 5', '35: found "5"; allowed: a rate with a unit (mL/day'],
    ['pump.rateMlPerDay in 0.5 mL/day +- -5 %', '35: found "-5 %"; allowed: a tolerance from 0 on'],
    ['pump.rateMlPerDay in 0.5 mL/day +- 5 mL', '35: found "5 mL"; allowed: a rate with a unit (mL/day'],
    ['pump.rateMlPerDay in 0.5 mL/day +- held', '35: found "held"; allowed: a share, as in 5 %, or a rate with a'],
    [
      'pump.rateMlPerDay in held',
      '21: found "held"; allowed: "[" and two limits, as in [0.49 mL/day, 0.51 mL/day], or',
    ],
    ['3 mL > 2 mL', '0: found a comparison of numbers alone; allowed: a signal on one side'],
    ['always[3 min, 1 min] held', '14: found a window that ends before it begins; allowed: the earlier time first'],
    ['held -> ', '8: found the end of the condition; allowed: a name ('],
    ['pump.log && pump.tone', '9: found "&&"; allowed: "and", "or", "->", "until", "since" or the end of the'],
    ['eventually(0 s, 5 s) held', '10: found "("; allowed: "[" and two times, as in [0 min, 21 min]'],
    ['(held', '5: found the end of the condition; allowed: ")", "and", "or" or "->"'],
    ['change(true.deliveredMl) > 1 mL', '23: found ")"; allowed: "," and a time, as in change(true.deliveredMl, 1 h)'],
    ['count(held, 1 h) <= 1.5', '20: found "1.5"; allowed: a whole number from 0 to 1000000000'],
    ['pump.rateMlPerDay in [2 mL/day, 1 mL/day]', '22: found "[2 mL/day, 1 mL/day]"; allowed: the lower limit first'],
  ])('refuses %s', (condition, problem) => {
    expect(problemOf(condition).slice(0, problem.length)).toBe(problem);
  });

  test.each([
    ['held && pump.log', 'and'],
    ['held || pump.log', 'or'],
    ['held => pump.log', '->'],
    ['pump.log AND held', 'and'],
    ['pump.log Or held', 'or'],
  ])('names the word of conditions that %s means', (condition, meant) => {
    expect(problemOf(condition)).toMatch(new RegExp(`; did you mean ${meant}\\?$`));
  });

  test.each([
    '(pump.rateMlPerDay in 2 mL/day +- 10 %) or held',
    '(true.deliveredMl > 5 % of (true.airMl)) and held',
    'abs(true.deliveredMl - 5 % of true.airMl) < 5 % of abs(true.airMl)',
  ])('ends a share at a parenthesis: %s', (condition) => {
    expect(problemOf(condition)).toBe('no problem');
  });

  test('suggests no other name for a word in the wrong place or for the end', () => {
    expect(problemOf('and held')).not.toContain('did you mean');
    expect(problemOf('held and')).not.toContain('did you mean');
  });

  test('names the nearest event, signal, or text', () => {
    expect(problemOf('pump.lgo')).toMatch(/^0: found "pump\.lgo"; .*did you mean pump\.log\?$/);
    expect(problemOf('true.deliverdMl > 1 mL')).toMatch(/did you mean true\.deliveredMl\?$/);
    expect(problemOf('pump.log "motor stal"')).toMatch(/^9: found "motor stal"; .*did you mean motor stall\?$/);
    expect(problemOf('allways held')).toMatch(/did you mean always\?$/);
  });

  test('refuses deep nesting and long texts without running out of memory', () => {
    expect(problemOf(`${'('.repeat(1900)}held${')'.repeat(1900)}`)).toMatch(
      /found deeper nesting; allowed: at most 40 levels/,
    );
    expect(problemOf('not '.repeat(900))).toMatch(/deeper nesting/);
    expect(problemOf('x'.repeat(5000))).toMatch(
      /^0: found a condition of 5000 characters; allowed: at most 4000 characters/,
    );
  });

  test('says a formula in plain words', () => {
    const read = readCondition('always (held -> eventually[0 min, 21 min] pump.log "motor stall")', names);
    expect(read.ok && formulaClause(read.formula)).toBe(
      'at all times from then on if true.rotor "held" occurs, then at some time within 21 min pump.log "motor stall" occurs',
    );
  });

  test('has a sentence that tells one moment from a span, and what belongs together', () => {
    const clause = (condition: string) => {
      const read = readCondition(condition, names);
      return read.ok && formulaClause(read.formula);
    };
    expect(clause('always[2 s, 2 s] held')).toBe('2 s later true.rotor "held" occurs');
    expect(clause('once[2 s, 2 s] held')).toBe('2 s ago true.rotor "held" occurs');
    expect(clause('(held and pump.log) or pump.tone')).toBe(
      'either true.rotor "held" occurs and pump.log occurs, or pump.tone occurs',
    );
  });

  test('never throws, and reads its own texts again', { timeout: 120_000 }, () => {
    const word = fc.constantFrom(
      ...[
        '(',
        ')',
        '[',
        ']',
        ',',
        '->',
        '<',
        '>=',
        '+',
        '-',
        '"',
        '.',
        ' ',
        '0 s',
        '3 min',
        '1 mL',
        '-2 uL',
        '5',
        'end',
      ],
      ...[
        'true.deliveredMl',
        'pump.rateMlPerDay',
        'pump.log',
        'motor stall',
        'true.rotor',
        'held',
        'pump.mode',
        'is',
        'stopped',
      ],
      ...[
        'and',
        'or',
        'not',
        'in',
        'always',
        'eventually',
        'until',
        'weakly',
        'since',
        'once',
        'rises',
        'abs',
        'slope',
        'change',
        'count',
        '5 %',
        'of',
        '+-',
      ],
    );
    const texts = fc.oneof(
      fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 30 }).map((words) => words.join('')),
      fc.string({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const read = readCondition(text, names);
        if (!read.ok) return read.problem.offset <= text.length && read.problem.found !== '';
        const again = readCondition(formulaText(read.formula), names);
        return again.ok && formulaText(again.formula) === formulaText(read.formula);
      }),
      { numRuns: runCount({ quick: 1000, long: 50_000 }) },
    );
  });
});
