import { describe, expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { type Parts, read } from './language/scenario-text.ts';

async function refusalOf(parts: Parts): Promise<string> {
  const error = await runScenario(read(parts), { rig: 'model' }).catch((one: unknown) => one);
  expect(error).toBeInstanceOf(HilError);
  expect(error).toMatchObject({ code: 'PUMP_REFUSED', fault: 'usage' });
  return (error as HilError).message.replace('f.yaml:', '').replace(' the pump refuses', '');
}

const latched = [
  '{ at: 1 h, field: 1.5 T, azimuth: 40 deg, emi: telemetry, name: scan }',
  '{ at: 2 h, field: off, name: out }',
];
const dosing = '{ at: 1 h, bolus: 1 mL, over: 2 h, name: dose }';
const busy = '`bolus` is "a single bolus under way"; allowed: one bolus at a time, and no change of rate during it.';
const pumpWith = (program: string): string => `{ product: synchromed-ii, ${program} }`;

interface Case {
  readonly what: string;
  readonly pump?: string;
  readonly timeline?: readonly string[];
  readonly says: string;
}

describe('a refusal of the pump ends the run, and names place, field, value and limit:', () => {
  test.each<Case>([
    {
      what: 'a rate at the start that is no whole number of nanolitres',
      pump: pumpWith('mode: simple continuous, rate: 5.0001 uL/h'),
      says: '3:7: its program at the start: `rate` is "0.1200024 mL/day"; allowed: 0.048 to 24 mL/day in whole nanolitres a day.',
    },
    {
      what: 'simple continuous at such a rate, in the middle',
      timeline: ['{ at: 1 h, program: { mode: simple continuous, rate: 5.0001 uL/h }, name: odd }'],
      says: '5:5: "odd": `rate` is "0.1200024 mL/day"; allowed: 0.048 to 24 mL/day in whole nanolitres a day.',
    },
    {
      what: 'simple continuous while telemetry mode is latched',
      timeline: [...latched, '{ at: 3 h, program: { mode: simple continuous, rate: 1 mL/day }, name: more }'],
      says: '7:5: "more": `program` is "simple continuous"; allowed: no change while telemetry mode is latched: interrogate first.',
    },
    {
      what: 'minimum rate while a bolus runs',
      timeline: [dosing, '{ at: 2 h, program: { mode: minimum rate }, name: less }'],
      says: `6:5: "less": ${busy}`,
    },
    {
      what: 'stopped while telemetry mode is latched',
      timeline: [...latched, '{ at: 3 h, stop: pump, name: halt }'],
      says: '7:5: "halt": `program` is "stopped"; allowed: no change while telemetry mode is latched: interrogate first.',
    },
    {
      what: 'a single bolus of more than there is',
      timeline: ['{ at: 1 h, bolus: 21 mL, name: dose }'],
      says: '5:5: "dose": `bolus` is "21 mL"; allowed: above 0 mL to the calculated reservoir level, 19.97925 mL.',
    },
    {
      what: 'a single bolus that is too fast',
      timeline: ['{ at: 1 h, bolus: 1 mL, over: 30 min, name: dose }'],
      says: '5:5: "dose": `rate` is "48 mL/day"; allowed: 0.048 to 24 mL/day.',
    },
    {
      what: 'a single bolus that is too slow',
      timeline: ['{ at: 1 h, bolus: 1 mL, over: 30 d, name: dose }'],
      says: '5:5: "dose": `rate` is "0.033333 mL/day"; allowed: 0.048 to 24 mL/day.',
    },
    {
      what: 'a second bolus',
      timeline: [dosing, '{ at: 2 h, bolus: 1 mL, name: more }'],
      says: `6:5: "more": ${busy}`,
    },
    {
      what: 'a priming bolus of more than a path holds',
      timeline: ['{ at: 1 h, priming bolus: 1.1 mL, name: prime }'],
      says: '5:5: "prime": `priming bolus` is "1.1 mL"; allowed: above 0 to 1 mL.',
    },
    {
      what: 'a priming bolus while a bolus runs',
      timeline: [dosing, '{ at: 2 h, priming bolus: 0.2 mL, name: prime }'],
      says: `6:5: "prime": ${busy}`,
    },
    {
      what: 'a roller study while a bolus runs',
      timeline: [dosing, '{ at: 2 h, roller study: take, name: study }'],
      says: `6:5: "study": ${busy}`,
    },
    {
      what: 'a refill of more than there is room for',
      timeline: ['{ at: 1 h, refill: 20.5 mL, name: filled }'],
      says: '5:5: "filled": `refill` is "20.5 mL"; allowed: the room left in the reservoir, 20 mL.',
    },
    {
      what: 'a refill that the pump is told to be more than it holds',
      timeline: ['{ at: 1 h, refill: 10 mL, programmed as: 21 mL, name: filled }'],
      says: '5:5: "filled": `reservoir volume` is "21 mL"; allowed: above 0 to 20 mL.',
    },
    {
      what: 'a confirmation without a draft',
      timeline: ['{ at: 1 h, confirm: draft, name: sure }'],
      says: '5:5: "sure": `program` is "no draft"; allowed: a draft to confirm.',
    },
    {
      what: 'a confirmation of another program',
      timeline: ['{ at: 1 h, draft: { mode: stopped } }', '{ at: 2 h, confirm: another program, name: sure }'],
      says: '6:5: "sure": `program` is "the checksum of another program"; allowed: the checksum of the draft.',
    },
    {
      what: 'a draft that is too fast, when it is confirmed',
      timeline: [
        '{ at: 1 h, draft: { mode: simple continuous, rate: 30 mL/day } }',
        '{ at: 2 h, confirm: draft, name: sure }',
      ],
      says: '6:5: "sure": `rate` is "30 mL/day"; allowed: 0.048 to 24 mL/day.',
    },
    {
      what: 'a draft while telemetry mode is latched',
      timeline: [...latched, '{ at: 3 h, draft: { mode: stopped } }', '{ at: 4 h, confirm: draft, name: sure }'],
      says: '8:5: "sure": `program` is "stopped"; allowed: no change while telemetry mode is latched: interrogate first.',
    },
  ])('$what', async ({ what: _what, says, ...parts }) => {
    expect(await refusalOf(parts)).toBe(says);
  });
});
