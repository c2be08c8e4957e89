import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { pumpSignals } from '../../../firmware-sim/pump-signals.ts';
import { plainWords } from '../../../hil/demo/plain-words.ts';
import { rigSignals } from '../../../hil/rigs/rig-signals.ts';
import { fieldInWords } from '../../../hil/scenario/actions/field.ts';

/** Events without words in the view of a study. */
const SILENT = ['pump.tone', 'rig.segment', 'wire.counters'];

describe('a trace in plain words', () => {
  test('every declared event of a pump or a rig has words, except the silent ones', () => {
    const events = [...pumpSignals(productNamed('synchromed-ii') as Product, 1), ...rigSignals]
      .filter(({ kind }) => kind === 'event')
      .map(({ name }) => name);
    const fields = { kind: 'single bolus', withdrawnMl: 1, expectedMl: 1 };
    const wordless = events.filter((name) => plainWords({ t: 0, e: name, ...fields }) === undefined);
    expect(wordless).toEqual(SILENT);
  });

  test.each([
    [
      { e: 'in.program', mode: 'simple continuous', rateMlPerDay: 0.5 },
      'outside',
      'programmed: simple continuous, 0.5 mL/day',
    ],
    [{ e: 'in.program', mode: 'stopped' }, 'outside', 'programmed: stopped'],
    [{ e: 'in.field', fieldMt: 1500 }, 'outside', 'a magnetic field of 1.5 T'],
    [{ e: 'in.field', fieldMt: 0 }, 'outside', 'the magnetic field is gone'],
    [{ e: 'true.rotor', state: 'held' }, 'truth', 'the rotor is held by the field'],
    [{ e: 'true.rotor', state: 'unheard of' }, 'truth', 'the rotor is unheard of'],
    [{ e: 'true.film', number: 1 }, 'truth', 'film 1 is taken, before the first step'],
    [{ e: 'true.film', number: 2 }, 'truth', 'film 2 is taken, after the last step'],
    [
      { e: 'pump.bolus', phase: 'start', kind: 'roller study', steps: 80 },
      'pump',
      'roller study begins: 80 motor steps',
    ],
    [{ e: 'pump.bolus', phase: 'end', kind: 'roller study' }, 'pump', 'roller study ends: all steps were commanded'],
    [
      { e: 'pump.bolus', phase: 'refused', kind: 'patient bolus', why: 'lockout' },
      'pump',
      'patient bolus is refused: lockout',
    ],
    [{ e: 'in.bolus', kind: 'patient bolus' }, 'outside', 'the patient requests a bolus'],
    [
      { e: 'pump.log', number: 2, entry: 'motor stall', stamp: 'Monday 02:15:00' },
      'pump',
      'writes to its event log, line 2, stamped Monday 02:15:00: motor stall',
    ],
    [
      { e: 'pump.interrogation', clock: 'Monday 12:30:00' },
      'pump',
      'shows its settings, its alarms and its log; its clock shows Monday 12:30:00',
    ],
    [
      { e: 'in.localTime', byMin: -60 },
      'outside',
      'the local time of the patient moves by -60 min; the clock of the pump does not',
    ],
    [
      { e: 'in.clock', shows: 'Monday 12:30:00' },
      'outside',
      'a programmer sets the clock of the pump to Monday 12:30:00',
    ],
    [{ e: 'pump.clock', state: 'set', shows: 'Monday 12:30:00' }, 'pump', 'shows Monday 12:30:00 on its clock'],
    [
      { e: 'pump.bolus', phase: 'cut', kind: 'single bolus', steps: 160, plannedSteps: 480 },
      'pump',
      'single bolus is cut after 160 of 480 motor steps',
    ],
    [{ e: 'pump.log', number: 1, entry: 'motor stall' }, 'pump', 'writes to its event log, line 1: motor stall'],
    [{ e: 'true.rotor', state: 'bound' }, 'truth', 'the gears are bound, and the rotor does not turn'],
    [{ e: 'true.reservoir', state: 'empty', volumeMl: 0 }, 'truth', 'the reservoir runs empty'],
    [{ e: 'true.reservoir', state: 'filled', volumeMl: 20 }, 'truth', 'the reservoir holds 20 mL'],
    [
      { e: 'true.refill', withdrawnMl: 2.53291, expectedMl: 2, differenceMl: 0.53291 },
      'truth',
      '2.533 mL are withdrawn; the pump calculated 2 mL',
    ],
    [{ e: 'in.refill', fillMl: 20 }, 'outside', 'the reservoir is refilled with 20 mL'],
    [{ e: 'pump.mode', mode: 'stopped' }, 'pump', 'is in the mode stopped'],
    [
      { e: 'pump.alarm', phase: 'raised', class: 'critical', cause: 'motor stall' },
      'pump',
      'raises a critical alarm: motor stall',
    ],
    [
      { e: 'pump.alarm', phase: 'cleared', class: 'critical', cause: 'motor stall' },
      'pump',
      'ends its critical alarm: motor stall',
    ],
    [{ e: 'rig.stall', mode: 'hold' }, 'rig', 'the stepper is held, as the magnet would do'],
    [{ s: 'pump.rateMlPerDay', v: 24 }, 'pump', 'commands steps for 24 mL/day'],
    [{ s: 'pump.rateMlPerDay', v: 0 }, 'pump', 'commands no step'],
  ])('%j', (record, source, text) => {
    expect(plainWords({ t: 5, ...record })).toMatchObject({ atUs: 5, source, text });
  });

  test.each([
    { t: 0, s: 'true.rotorDeg', v: 1, r: 2 },
    { t: 0, s: 'rig.shaftDeg', v: 1 },
    { t: 0, e: 'unknown.event' },
  ])('no words for %j', (record) => {
    expect(plainWords(record)).toBeUndefined();
  });

  test('a scanner in tesla, a hand magnet in millitesla', () => {
    expect([fieldInWords(1500), fieldInWords(100), fieldInWords(25)]).toEqual(['1.5 T', '0.1 T', '25 mT']);
  });
});
