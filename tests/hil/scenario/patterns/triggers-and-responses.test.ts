import { describe, expect, test } from 'vitest';
import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import { at, verdicts } from './judged-trace.ts';

/*
 * The five triggers and five responses of Simulink Test's temporal assessments ("trigger-response assessment", MathWorks),
 * each pair written in this language, with one trace that passes and one that fails. `whenever: CONDITION` is a sixth trigger:
 * it also counts a condition that is true at the start.
 */

const C = 'pump.rateMlPerDay > 2 mL/day';
const R = 'pump.reservoirMl > 5 mL';

interface Trigger {
  readonly is: string;
  readonly written: string;
  /** Seconds for which the trigger's condition is true from 5 s on, and the second at which the check asks. */
  readonly lasts: number;
  readonly asks: number;
  /** Seconds for which the condition must not be true, so that nothing triggers. */
  readonly misses?: number;
}

const triggers: readonly Trigger[] = [
  { is: 'whenever is true', written: `whenever: { throughout: ${C} }`, lasts: 0.5, asks: 5 },
  { is: 'begins', written: `whenever: ${C}`, lasts: 6, asks: 5 },
  { is: 'becomes true', written: `whenever: { becomes: ${C} }`, lasts: 6, asks: 5 },
  {
    is: 'becomes true and stays true for at least 5 s',
    written: `whenever: { becomes: ${C}, for at least: 5 s }`,
    lasts: 6,
    asks: 10,
    misses: 4.9,
  },
  {
    is: 'becomes true and stays true for at most 5 s',
    written: `whenever: { becomes: ${C}, for at most: 5 s }`,
    lasts: 4,
    asks: 9,
    misses: 5.1,
  },
  {
    is: 'becomes true and stays true for between 2 s and 5 s',
    written: `whenever: { becomes: ${C}, for at least: 2 s, for at most: 5 s }`,
    lasts: 4,
    asks: 9,
    misses: 1.9,
  },
];

interface Response {
  readonly is: string;
  readonly written: string;
  /** Seconds from the trigger to the end of the response's condition, in a trace that passes and in one that fails. */
  readonly passes: number;
  readonly fails: number;
}

const responses: readonly Response[] = [
  { is: 'must be true', written: `holds: ${R}`, passes: 0.6, fails: 0 },
  { is: 'must stay true for at least 3 s', written: `holds: ${R}\nfor at least: 3 s`, passes: 4, fails: 2.9 },
  { is: 'must stay true for at most 3 s', written: `holds: ${R}\nfor at most: 3 s`, passes: 2.8, fails: 9 },
  {
    is: 'must stay true for between 2 s and 3 s',
    written: `holds: ${R}\nfor at least: 2 s\nfor at most: 3 s`,
    passes: 2.8,
    fails: 1.9,
  },
  { is: 'must stay true until an event', written: `holds: ${R}\nuntil: pump.log\nwithin: 4 s`, passes: 2, fails: 1 },
];

function trace(trigger: Trigger, endsAfter: number): readonly TraceRecord[] {
  return [
    at.rate(0, 1),
    at.rate(5, 3),
    at.rate(5 + trigger.lasts, 1),
    at.reservoir(0, 10),
    at.reservoir(trigger.asks + endsAfter, 1),
    at.log(trigger.asks + 2, 'motor stall'),
  ];
}

function check(trigger: Trigger, response: Response): string {
  return `- name: a\n${`${trigger.written}\n${response.written}`.replaceAll(/^/gm, '  ')}`;
}

describe.each(triggers)('a condition that $is', (trigger) => {
  test.each(responses)('asks for a response that $is', (response) => {
    expect(verdicts(check(trigger, response), trace(trigger, response.passes))).toEqual(['pass']);
    expect(verdicts(check(trigger, response), trace(trigger, response.fails))).toEqual(['fail']);
  });
});

test.each(triggers.filter(({ misses }) => misses !== undefined))(
  'a condition that $is asks nothing otherwise',
  (trigger) => {
    const missed = trace({ ...trigger, lasts: trigger.misses ?? 0 }, 0);
    expect(verdicts(check(trigger, responses[0] as Response), missed)).toEqual(['never triggered']);
  },
);
