import * as z from 'zod';
import type { PatientBolus, PeriodicBolus, Program } from '../../../firmware-sim/base/therapy.ts';
import { oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import { keyShown, type Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import { flexOf, flexTable } from './flex-schema.ts';

/** Limits of the language. `lacksOfProgram` and the firmware check the product's own limits. */
export const RATE_LIMITS = { from: '0 mL/day', to: '100 mL/day' } as const;
const VOLUME_LIMITS = { above: '0 mL', to: '100 mL' } as const;
const BOLUS_LIMITS = { from: '1 s', to: '30 d' } as const;
const COUNT_ALLOWED = 'a whole number from 1 to 99';

const periodicTable = table({
  volume: quantity('volume', VOLUME_LIMITS),
  over: quantity('time', BOLUS_LIMITS),
  every: quantity('time', { from: '1 s', to: '30 d' }),
});

const patientTable = table({
  volume: quantity('volume', VOLUME_LIMITS),
  over: quantity('time', BOLUS_LIMITS),
  lockout: quantity('time', { from: '1 s', to: '24 h' }),
  'in 24 h': z
    .int({ error: COUNT_ALLOWED })
    .min(1, COUNT_ALLOWED)
    .max(99, COUNT_ALLOWED)
    .meta({ description: COUNT_ALLOWED }),
});

const modes = ['simple continuous', 'flex', 'periodic bolus', 'minimum rate', 'stopped'] as const;

export const programShape = {
  mode: oneOf(modes),
  rate: quantity('rate', RATE_LIMITS).optional(),
  flex: flexTable.optional(),
  'periodic bolus': periodicTable.optional(),
  'patient bolus': z
    .union([patientTable, z.literal('off')], {
      error: 'a mapping with `volume`, `over`, `lockout` and `in 24 h`, or off',
    })
    .optional(),
};

export const programTable = table(programShape);

type WrittenProgram = z.output<typeof programTable>;

/** Keys that each mode needs. A key of another mode is refused. */
const keysOf: Readonly<Record<Program['mode'], readonly ('rate' | 'flex' | 'periodic bolus')[]>> = {
  'simple continuous': ['rate'],
  flex: ['flex'],
  'periodic bolus': ['rate', 'periodic bolus'],
  'minimum rate': [],
  stopped: [],
};

const examples = {
  rate: '`rate: 0.5 mL/day`',
  flex: '`flex: { every day: [00:00 0.3 mL/day, 08:00 0.5 mL/day] }`',
  'periodic bolus': '`periodic bolus: { volume: 0.01 mL, over: 5 min, every: 6 h }`',
} as const;

/**
 * Reads the program. Refuses a missing key of the mode, and a key of another mode. Every mode allows a patient bolus.
 */
export function programOf(written: WrittenProgram, tree: MapTree, refuse: Refuse): Program {
  const { mode, rate, flex } = written;
  const needed = keysOf[mode];
  for (const key of ['rate', 'flex', 'periodic bolus'] as const) {
    const entry = tree.entries.get(key);
    if (needed.includes(key)) {
      const allowed = `${keyShown(key)} with mode ${mode}, as in ${examples[key]}`;
      if (entry === undefined) refuse(tree.place, `no ${keyShown(key)}`, allowed);
    } else if (entry !== undefined) {
      const modesOfKey = modes.filter((one) => keysOf[one].includes(key)).join(' or ');
      refuse(entry.keyPlace, `${keyShown(key)} with mode ${mode}`, `${keyShown(key)} with mode ${modesOfKey}`);
    }
  }
  const periodicBolus = periodicOf(written['periodic bolus'], tree, refuse);
  const patientBolus = patientOf(written['patient bolus']);
  return {
    mode,
    ...(rate === undefined ? {} : { rateMlPerDay: rate }),
    ...(flex === undefined ? {} : { flex: flexOf(flex, tree.entries.get('flex')?.value, refuse) }),
    ...(periodicBolus === undefined ? {} : { periodicBolus }),
    ...(patientBolus === undefined ? {} : { patientBolus }),
  };
}

function periodicOf(
  written: WrittenProgram['periodic bolus'],
  tree: MapTree,
  refuse: Refuse,
): PeriodicBolus | undefined {
  if (written === undefined) return undefined;
  const { volume, over, every } = written;
  const place = tree.entries.get('periodic bolus')?.value.place ?? tree.place;
  if (over > every)
    refuse(place, `a bolus of ${timeText(over)} every ${timeText(every)}`, 'a bolus no longer than its interval');
  return { volumeMl: volume, durationUs: over, everyUs: every };
}

function patientOf(written: WrittenProgram['patient bolus']): PatientBolus | 'off' | undefined {
  if (written === undefined || written === 'off') return written;
  const { volume, over, lockout } = written;
  return { volumeMl: volume, durationUs: over, lockoutUs: lockout, allottedCount: written['in 24 h'] };
}
