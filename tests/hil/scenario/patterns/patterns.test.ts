import { describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../../hil/scenario/library.ts';
import { runScenario } from '../../../../hil/scenario/run-scenario.ts';
import { at, judged, neededSeconds, verdicts } from './judged-trace.ts';

const STALL = '- { name: a, whenever: true.rotor held, see: pump.log "motor stall", within: 5 s }';

describe('whenever', () => {
  test('one response serves all open occurrences, and each occurrence counts', () => {
    const held = [at.rotor(1, 'held'), at.rotor(3, 'held')];
    expect(verdicts(STALL, [...held, at.log(4, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(STALL, [...held, at.log(4, 'motor stall'), at.rotor(8, 'held')])).toEqual(['fail']);
    expect(verdicts(STALL, [...held, at.log(2, 'motor stall')])).toEqual(['fail']);
  });

  test('includes both ends of its time, to the microsecond', () => {
    expect(verdicts(STALL, [at.rotor(1, 'held'), at.log(1, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(STALL, [at.rotor(1, 'held'), at.log(6, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(STALL, [at.rotor(1, 'held'), at.log(6.000001, 'motor stall')])).toEqual(['fail']);
  });

  test('measures the slowest response and its margin', () => {
    const records = [at.rotor(1, 'held'), at.log(2, 'motor stall'), at.rotor(10, 'held'), at.log(14, 'motor stall')];
    expect(judged(STALL, records, 60)[0]).toMatchObject({
      value: 4,
      unit: 's',
      margin: 1,
      marginS: 1,
      verdict: 'pass',
    });
  });

  test('a check that nothing triggered never triggered, unless it may never happen', () => {
    expect(verdicts(STALL, [])).toEqual(['never triggered']);
    expect(verdicts(STALL.replace(' }', ', may never happen: yes }'), [])).toEqual(['pass']);
  });

  test('asks once at the begin of a condition, also at the start of the run', () => {
    const check = (trigger: string) => `- { name: a, whenever: ${trigger}, see: pump.log "motor stall", within: 5 s }`;
    const high = 'pump.rateMlPerDay > 2 mL/day';
    const long = [at.rate(0, 1), at.rate(2, 3), at.rate(30, 1), at.log(4, 'motor stall')];
    expect(verdicts(check(high), long)).toEqual(['pass']);
    expect(verdicts(check(`{ throughout: ${high} }`), long)).toEqual(['fail']);
    const fromStart = [at.rate(0, 3), at.log(4, 'motor stall')];
    expect(verdicts(check(high), fromStart)).toEqual(['pass']);
    expect(verdicts(check(high), fromStart.slice(0, 1))).toEqual(['fail']);
    expect(verdicts(check(`{ becomes: ${high} }`), fromStart)).toEqual(['never triggered']);
    const twice = [...long.slice(0, 3), at.rate(40, 3), at.log(41, 'motor stall')];
    expect(judged(check(high).replace('within: 5 s', 'within: 50 s'), twice, 90)[0]).toMatchObject({ value: 39 });
  });

  test('when asks at the first begin of a condition', () => {
    const check = '- { name: a, when: pump.rateMlPerDay > 2 mL/day, see: in.program, from: 0 s, within: 1 s }';
    expect(verdicts(check, [at.rate(0, 1), at.rate(2, 3), at.event(2, 'in.program')])).toEqual(['pass']);
    expect(verdicts(check, [at.rate(0, 1), at.rate(2, 3), at.rate(5, 1), at.rate(9, 3)])).toEqual(['fail']);
  });

  test('a condition that is false at the end of the run does not begin there', () => {
    const check = '- { name: a, whenever: true.rotor is held, see: pump.log "motor stall", within: 5 s }';
    expect(verdicts(check, [at.rotor(1, 'held'), at.log(2, 'motor stall'), at.rotor(3, 'turning')], 20)).toEqual([
      'pass',
    ]);
    expect(verdicts(check, [at.rotor(20, 'held')], 25)).toEqual(['fail']);
  });

  test('unless ends open occurrences alone', () => {
    const check = STALL.replace('see:', 'unless: true.rotor turning, see:');
    const stall = [at.rotor(1, 'held'), at.rotor(3, 'turning')];
    expect(verdicts(check, stall)).toEqual(['not decided: ended']);
    expect(verdicts(check, [...stall, at.rotor(10, 'held'), at.log(12, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(check, [at.rotor(1, 'held'), at.log(2, 'motor stall'), at.rotor(3, 'turning')])).toEqual(['pass']);
    expect(verdicts(check, [at.rotor(1, 'held'), at.rotor(6, 'turning')])).toEqual(['fail']);
    expect(verdicts(check, [at.rotor(1, 'held'), at.rotor(5.999999, 'turning')])).toEqual(['not decided: ended']);
  });

  test('a pass from the limit of marginal from on is marginal', () => {
    const check = STALL.replace('within: 5 s', 'within: 5 s, marginal from: 3 s');
    const marginal = (seconds: number) =>
      judged(check, [at.rotor(1, 'held'), at.log(seconds, 'motor stall')], 60)[0]?.isMarginal;
    expect([marginal(3.999999), marginal(4)]).toEqual([false, true]);
  });

  test('a value has to settle and hold for a time', () => {
    const check =
      '- { name: a, whenever: in.program, from: 2 s, for at least: 10 s, holds: "pump.rateMlPerDay in [1 mL/day, 2 mL/day]" }';
    const asked = [at.rate(0, 1), at.event(5, 'in.program'), at.rate(5.5, 9)];
    expect(verdicts(check, [...asked, at.rate(7, 2)])).toEqual(['pass']);
    expect(verdicts(check, [...asked, at.rate(7.000001, 2)])).toEqual(['fail']);
    expect(verdicts(check, [...asked, at.rate(7, 2), at.rate(17, 3)])).toEqual(['fail']);
    expect(verdicts(check, [...asked, at.rate(7, 2), at.rate(17.000001, 3)])).toEqual(['pass']);
  });
});

describe('scopes', () => {
  const rates = [at.rate(0, 1), at.rate(10, 0), at.rate(20, 1)];

  test('during an entry lasts up to the next one of the same action', () => {
    expect(verdicts('- { name: a, during: scan, never: pump.rateMlPerDay > 0 mL/day }', rates)).toEqual(['pass']);
    expect(verdicts('- { name: a, except during: scan, never: pump.rateMlPerDay > 0 mL/day }', rates)).toEqual([
      'fail',
    ]);
    expect(verdicts('- { name: a, except during: scan, holds: pump.rateMlPerDay > 0 mL/day }', rates)).toEqual([
      'pass',
    ]);
  });

  test('before includes the microsecond of its event', () => {
    const check = '- { name: a, before: scan, never: pump.log }';
    expect(verdicts(check, [at.log(10, 'motor stall')])).toEqual(['fail']);
    expect(verdicts(check, [at.log(10.000001, 'motor stall')])).toEqual(['pass']);
  });

  test('during from one event to another asks in each stretch', () => {
    const check =
      '- name: a\n  during: { from: pump.log "motor stall", to: pump.log "motor stall recovery" }\n  see: pump.tone';
    const stretch = (start: number) => [at.log(start, 'motor stall'), at.log(start + 5, 'motor stall recovery')];
    expect(verdicts(check, [...stretch(1), at.event(3, 'pump.tone')])).toEqual(['pass']);
    expect(verdicts(check, [...stretch(1), at.event(3, 'pump.tone'), ...stretch(11)])).toEqual(['fail']);
    expect(verdicts(check, [])).toEqual(['never triggered']);
  });

  test('after holds from the first event on', () => {
    const check = '- { name: a, after: out, holds: pump.rateMlPerDay > 0 mL/day }';
    expect(verdicts(check, rates)).toEqual(['pass']);
    expect(verdicts(check.replace('after: out', 'after: 19 s'), rates)).toEqual(['fail']);
  });

  test('unless before allows what follows its event, at the same microsecond too', () => {
    const check = '- { name: a, never: pump.log, unless before: in.program }';
    expect(verdicts(check, [at.log(2, 'motor stall')])).toEqual(['fail']);
    expect(verdicts(check, [at.event(2, 'in.program'), at.log(2, 'motor stall'), at.log(9, 'motor stall')])).toEqual([
      'pass',
    ]);
  });
});

describe('other responses', () => {
  test('in order takes events one after the other', () => {
    const check = '- { name: a, in order: [true.rotor held, pump.log "motor stall", true.rotor turning] }';
    const [held, log, turning] = [at.rotor(1, 'held'), at.log(2, 'motor stall'), at.rotor(3, 'turning')];
    expect(verdicts(check, [held, log, turning])).toEqual(['pass']);
    expect(verdicts(check, [at.log(0.5, 'motor stall'), held, turning])).toEqual(['not decided: cut']);
  });

  test('count slides its window, which is open at its start', () => {
    const check = '- { name: a, count: pump.log, per: 10 s, at most: 1 }';
    expect(verdicts(check, [at.log(1, 'motor stall'), at.log(11, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(check, [at.log(1, 'motor stall'), at.log(10.999999, 'motor stall')])).toEqual(['fail']);
    expect(verdicts(check, [at.log(1, 'motor stall'), at.log(1, 'motor stall')])).toEqual(['fail']);
  });

  test('count at least looks at whole windows alone', () => {
    const check = '- { name: a, count: pump.log, per: 15 s, at least: 1 }';
    expect(verdicts(check, [at.log(14, 'motor stall')], 20)).toEqual(['pass']);
    expect(verdicts(check, [at.log(4.9, 'motor stall')], 20)).toEqual(['fail']);
  });

  test('a formula may name its conditions', () => {
    const check =
      '- name: a\n  let: { held: true.rotor held, logged: pump.log "motor stall" }\n  formula: always (held -> eventually[0 s, 5 s] logged)';
    expect(verdicts(check, [at.rotor(1, 'held'), at.log(6, 'motor stall')])).toEqual(['pass']);
    expect(verdicts(check, [at.rotor(1, 'held')])).toEqual(['fail']);
  });

  test('states hold from event to event, from declared words on', () => {
    const check = '- { name: a, never: pump.mode is stopped and true.rotor is turning }';
    const mode = (seconds: number, word: string) => at.event(seconds, 'pump.mode', { mode: word });
    expect(verdicts(check, [mode(0, 'flex')])).toEqual(['pass']);
    expect(verdicts(check, [mode(0, 'flex'), mode(5, 'stopped')])).toEqual(['fail']);
    expect(verdicts(check, [mode(0, 'flex'), at.rotor(4, 'held'), mode(5, 'stopped')])).toEqual(['pass']);
    expect(verdicts(check, [mode(1, 'flex')])).toEqual(['fail']);
  });

  test('an alarm is raised by cause or by class until it is cleared', () => {
    const alarm = (seconds: number, phase: string, cause: string) =>
      at.event(seconds, 'pump.alarm', { phase, class: 'critical', cause });
    const both = [
      alarm(1, 'raised', 'motor stall'),
      alarm(2, 'raised', 'empty reservoir'),
      alarm(3, 'cleared', 'motor stall'),
    ];
    const check = (what: string, when: string) => `- { name: a, after: ${when}, holds: pump.alarm ${what} }`;
    expect(verdicts(check('critical is raised', '4 s'), both)).toEqual(['pass']);
    expect(verdicts(check('"motor stall" is raised', '4 s'), both)).toEqual(['fail']);
    expect(verdicts(check('"motor stall" is cleared', '4 s'), both)).toEqual(['pass']);
  });

  test('ledgers add up volumes of events, so that a balance can be written', () => {
    const check = '- { name: a, after: 5 s, holds: "true.filledMl - true.withdrawnMl in [3 mL, 3 mL]" }';
    const refill = [
      at.event(1, 'in.refill', { fillMl: 20 }),
      at.event(1, 'true.refill', { withdrawnMl: 17 }),
      at.event(1, 'true.reservoir', { state: 'filled', volumeMl: 20 }),
    ];
    expect(verdicts(check, refill)).toEqual(['pass']);
    expect(verdicts(check, refill.slice(0, 2))).toEqual(['fail']);
  });

  test('the margin of a fail is that of the worst violation, not of the first one', () => {
    const rates = [at.rate(0, 1), at.rate(5, 3), at.rate(8, 4), at.rate(15, 7), at.rate(17, 1)];
    const marginIn = (check: string) => judged(check, rates, 60)[0]?.margin;
    expect(marginIn('- { name: a, holds: pump.rateMlPerDay <= 2 mL/day }')).toBe(-5);
    expect(marginIn('- { name: a, never: pump.rateMlPerDay > 2 mL/day }')).toBe(-5);
    expect(marginIn('- { name: a, except during: scan, holds: pump.rateMlPerDay <= 2 mL/day }')).toBe(-2);
  });

  test('the margin of a pass is that of the value nearest to the limit in its scope', () => {
    const rates = [at.rate(0, 9), at.rate(10, 1), at.rate(15, 1.5), at.rate(16, 1), at.rate(20, 9)];
    const marginIn = (check: string) => judged(check, rates, 60)[0]?.margin;
    expect(marginIn('- { name: a, during: scan, holds: pump.rateMlPerDay <= 2 mL/day }')).toBe(0.5);
    expect(marginIn('- { name: a, during: scan, never: pump.rateMlPerDay > 2 mL/day }')).toBe(0.5);
    expect(
      marginIn(
        '- { name: a, during: { from: 12 s, to: out }, holds: "pump.rateMlPerDay in [0.9 mL/day, 1.6 mL/day]" }',
      ),
    ).toBeCloseTo(0.1, 12);
  });

  test('a violation with a gap is not said to last over the gap', () => {
    const [failed] = judged(
      '- { name: a, never: pump.rateMlPerDay > 2 mL/day }',
      [at.rate(0, 3), at.rate(10, 1), at.rate(20, 3)],
      60,
    );
    expect(failed?.note).toBe('pump.rateMlPerDay > 2 mL/day was true at 00:00:00');
  });

  test('a fail names the predicate that decided it, its time and its margin', () => {
    const check = '- { name: a, never: pump.rateMlPerDay > 2 mL/day }';
    expect(judged(check, [at.rate(0, 1), at.rate(7, 5)], 60)[0]).toMatchObject({
      verdict: 'fail',
      margin: -3,
      unit: 'mL/day',
      note: 'pump.rateMlPerDay > 2 mL/day was true at 00:00:07',
      deciding: { text: 'pump.rateMlPerDay > 2 mL/day', fromUs: 7_000_000, truth: 'true' },
    });
    expect(judged(check, [at.rate(0, 1), at.rate(7, 1.5)], 60)[0]).toMatchObject({ verdict: 'pass', margin: 0.5 });
  });
});

describe('end of a run', () => {
  test('occurrences begun by the last entry extend the run by their window', () => {
    expect(neededSeconds(STALL, [at.rotor(18, 'held')], 20)).toBe(23);
    expect(neededSeconds(STALL, [at.rotor(3, 'held')], 20)).toBe(20);
    expect(neededSeconds(STALL, [], 20)).toBe(20);
  });

  test('an occurrence after the end of the run proper does not count', () => {
    const records = [at.rotor(18, 'held'), at.log(19, 'motor stall'), at.rotor(21, 'held')];
    expect(verdicts(STALL, records, 23)).toEqual(['pass']);
    expect(verdicts(STALL, [at.rotor(18, 'held')], 22)).toEqual(['not decided: cut']);
  });

  test('a formula extends the run by its bounded horizon', () => {
    expect(neededSeconds('- { name: a, formula: "always (pump.mode -> eventually[0 s, 7 s] pump.log)" }', [], 20)).toBe(
      27,
    );
  });

  test('a check that asks once holds the run until its event', () => {
    const check = '- { name: a, when: pump.log, holds: pump.rateMlPerDay > 0 mL/day, for at least: 4 s }';
    expect(neededSeconds(check, [], 20)).toBe(Number.POSITIVE_INFINITY);
    expect(neededSeconds(check, [at.log(30, 'motor stall')], 30)).toBe(34);
  });
});

test('a pass by the steps of a rotor has no negative margin from its mean line', async () => {
  const { verdict, measurements } = await runScenario(scenarioNamed('lowest-and-highest-rate'), { rig: 'model' });
  expect(verdict).toBe('pass');
  expect(measurements.filter(({ margin }) => margin !== null && margin < 0)).toEqual([]);
});
