import { NEVER_DAYS } from '../../protocol/tables/telemetry-fields.ts';
import { type AbilityBit, abilityBits } from '../../protocol/tables/telemetry-readings.ts';
import { writtenSteps } from '../base/flex-week.ts';
import type { Ability } from '../base/therapy.ts';
import { US_PER_SECOND } from '../base/time-units.ts';
import type { Bridge } from '../firmware/bridge.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import type { Product } from '../products/product.ts';
import type { Reply } from './telemetry-answers.ts';
import { patientFields, periodFields } from './telemetry-draft-fields.ts';
import * as words from './telemetry-fields.ts';

const abilities: Readonly<Record<Ability, AbilityBit>> = {
  'simple continuous': 'continuous',
  'minimum rate': 'minimum',
  flex: 'flex',
  'periodic bolus': 'periodic',
  'patient bolus': 'patient',
  'priming bolus': 'priming',
  'bridge bolus': 'bridge',
};

const abilityWord = (ability: Ability): AbilityBit => abilities[ability];

/** Returns the abilities of a pump. Only a pump with rollers has the roller study. */
export function ableReply({ modes, drive, clock }: Product): Reply<'ABLE'> {
  const study = drive.kind === 'rollers' ? (['study'] as const) : [];
  const settable = clock === undefined ? [] : (['clock'] as const);
  return { abilities: abilityBits(...modes.map(abilityWord), ...study, ...settable) };
}

/** Returns undefined if there is no such page. Page 0 exists even without entries. */
export function flexReply({ program }: PumpStatus, page: number): Reply<'FLEX'> | undefined {
  const steps = writtenSteps(program.flex ?? {});
  const written = steps[page];
  const pageCount = steps.length;
  if (written !== undefined) return { pageCount, day: words.flexWord(written.day), ...written.step };
  return pageCount === 0 && page === 0 ? { pageCount, day: 'all', fromMinutes: 0, rateMlPerDay: 0 } : undefined;
}

export function flexPageCount({ program }: PumpStatus): number {
  return writtenSteps(program.flex ?? {}).length;
}

export const periodReply = ({ program }: PumpStatus): Reply<'PERIOD'> => periodFields(program.periodicBolus);

export const patientReply = ({ patientBolus }: PumpStatus): Reply<'PATIENT'> => patientFields(patientBolus?.setting);

export function patientNowReply(status: PumpStatus): Reply<'PATIENTNOW'> {
  const { usedCount = 0, nextAllowedUs = 0 } = status.patientBolus ?? {};
  return { usedCount, nextAllowedSeconds: Math.ceil(nextAllowedUs / US_PER_SECOND), refillDays: saidDays(status) };
}

export function bridgeReply(bridge: Bridge | undefined): Reply<'BRIDGE'> {
  if (bridge === undefined) return { rateMlPerDay: 0, durationSeconds: 0, thenMlPerDay: 0 };
  const { bridgeMlPerDay, durationUs, thenMlPerDay } = bridge;
  return { rateMlPerDay: bridgeMlPerDay, durationSeconds: durationUs / US_PER_SECOND, thenMlPerDay };
}

/** Tolerance for days that are not a whole number of tenths in binary, in tenths of a day. */
const TENTH_SLACK = 1e-6;

/** Rounds down, so that no refill comes a tenth of a day late. */
export function saidDays({ refillDays }: PumpStatus): number {
  return Math.min(NEVER_DAYS, Math.floor(refillDays * 10 + TENTH_SLACK) / 10);
}
