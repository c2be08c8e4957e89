import type { Act, DrawnRun } from './drawn-run.ts';

const ask = (...request: readonly string[]): Act => ({ do: 'ask', request });
const program = (...lines: readonly string[]): Act => ({ do: 'program', lines, ends: 'commit' });
const bolus = ask('BOLUS', 'vol=0.020000', 'sec=3600');

/** A run with a short wait before each act. */
function run(reservoirMl: number, ...acts: readonly Act[]): DrawnRun {
  return { seed: 1, reservoirMl, acts: acts.map((act) => ({ afterSteps: 30, extraUs: 7_000_001, act })) };
}

/** A run in which a field costs single turns of the motor until a turn is the last one that the detection needs. */
const lossyRun: DrawnRun = {
  seed: 455_331,
  reservoirMl: 0.001351,
  acts: [
    { afterSteps: 400, extraUs: 346_020, act: ask('THERAPY', 'of=pump') },
    {
      afterSteps: 74,
      extraUs: 2_360_428,
      act: { do: 'field', exposure: { fieldMt: 5.264658319164743, angleToNormalDeg: 132, azimuthDeg: -55 } },
    },
    { afterSteps: 135, extraUs: 13_385_750, act: { do: 'read log' } },
  ],
};

/** Runs in which model and reference firmware once differed, by what was wrong. */
export const foundRuns: readonly (readonly [title: string, run: DrawnRun])[] = [
  ['a low reservoir asks for a refill today, also while stopped', run(1, ask('STOP'), ask('INTERROGATE'))],
  ['the days to a refill are rounded down', run(10, program('PROGRATE rate=0.730000'), ask('INTERROGATE'))],
  ['whole tenths of a day stay whole', run(20, ask('MINRATE'), program('PROGVOL vol=19.868000'), ask('INTERROGATE'))],
  ['a refill ends the alarms of the reservoir without a tone', run(0.001, { do: 'refill', fillMl: 9, toldMl: 9 })],
  ['a level that stays low is logged once', run(1, program('PROGLOW low=3.000'), { do: 'read log' })],
  ['a stop tells the end of the bolus at once', run(10, bolus, ask('STOP'), ask('STOP'))],
  ['an empty alarm comes at the level 0', run(10, program('PROGVOL vol=0.002190'), { do: 'read log' })],
  ['a bolus refuses settings', run(10, bolus, program('PROGLOW low=3.000'), program('PROGVOL vol=3.000000'))],
  ['a mode without a rate refuses one', run(10, program('PROGMODE mode=minimum', 'PROGRATE rate=0.500000'))],
  ['the first wrong field is named', run(10, program('PROGRATE rate=0.000001', 'PROGLOW low=20.400'))],
  ['a stall is noticed at the last step of a lost turn', lossyRun],
];
