import { NEVER_DAYS } from '../../protocol/tables/telemetry-fields.ts';
import {
  type LimitedWord,
  type PumpFlag,
  type PumpReport,
  pumpFlags,
  type TelemetryVocabulary,
} from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ReplyOf, VerbOf } from '../../protocol/tables/vocabulary.ts';
import { stepDueUs } from '../base/motor-line.ts';
import { noDrug } from '../base/therapy.ts';
import { US_PER_DAY, US_PER_SECOND } from '../base/time-units.ts';
import type { LogEntry } from '../firmware/event-log.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import { programmingLimits } from '../firmware/schedule/programming-limits.ts';
import type { Pump } from '../pump.ts';
import { secondsOf } from './telemetry-draft.ts';
import * as words from './telemetry-words.ts';

type Reply<K extends VerbOf<TelemetryVocabulary>> = ReplyOf<TelemetryVocabulary, K>;

const FIRMWARE_VERSION = 1;
/** What LIMITS can say: rounded down, so that a limit which is said is a limit that is accepted. */
const LIMIT_SCALE = 10_000;

export function reportOf(
  status: PumpStatus,
  facts: { readonly draft: boolean; readonly latched: boolean },
): PumpReport {
  const flags: PumpFlag[] = [];
  if (facts.draft) flags.push('draft');
  if (facts.latched) flags.push('latched');
  if (status.eriReached) flags.push('eri');
  if (status.mode === 'stopped') flags.push('stoppedMode');
  if (status.mode === 'minimum rate') flags.push('minimumMode');
  if (status.mode === 'flex') flags.push('flexMode');
  if (status.mode === 'periodic bolus') flags.push('periodicMode');
  if (status.patientBolus !== undefined) flags.push('patientBolus');
  return {
    pumpSeconds: Math.floor(status.pumpUs / US_PER_SECOND),
    doing: words.doingWord(status.doing),
    flags: pumpFlags(...flags),
    alarm: words.alarmWord(status.alarms),
    // Filled in by the endpoint.
    eventNumber: 0,
  };
}

export function identReply({ productId, calibrationUl }: PumpStatus, serialNumber: number): Reply<'IDENT'> {
  return { model: words.modelWord(productId), serialNumber, calibrationUl, firmwareVersion: FIRMWARE_VERSION };
}

export function therapyReply({ mode, rateMlPerDay }: PumpStatus, { delivery }: Pump): Reply<'THERAPY'> {
  const { bolusKind, runsPeriodicBolus, bolusLeftMl } = delivery;
  return {
    mode: words.modeWord(mode),
    rateMlPerDay,
    bolus: words.bolusWord(runsPeriodicBolus ? 'periodic bolus' : bolusKind),
    bolusLeftMl,
  };
}

export function reservoirReply(
  { calculatedReservoirMl, catheterMl }: PumpStatus,
  { product }: Pump,
): Reply<'RESERVOIR'> {
  return { calculatedMl: calculatedReservoirMl, capacityMl: product.quantities.reservoirMl.value, catheterMl };
}

export function drugReply({ drugs, meanMlPerDay }: PumpStatus, drugSlot: number): Reply<'DRUG'> {
  const { name, concentrationUgPerMl } = drugs[drugSlot - 1] ?? noDrug;
  return { drug: words.drugWord(name), concentrationUgPerMl, dailyDoseUg: concentrationUgPerMl * meanMlPerDay };
}

export function alarmsReply({ alarms, eriReached, alarmSettings }: PumpStatus): Reply<'ALARMS'> {
  return {
    causes: words.causeBits(alarms),
    eriReached: eriReached ? 1 : 0,
    lowReservoirMl: alarmSettings.lowReservoirMl,
    criticalEverySeconds: secondsOf(alarmSettings.criticalEveryUs),
    nonCriticalEverySeconds: secondsOf(alarmSettings.nonCriticalEveryUs),
  };
}

export function interrogateReply(status: PumpStatus): Reply<'INTERROGATE'> {
  const { ageUs, log, programmedMl } = status;
  return { ageDays: ageUs / US_PER_DAY, logEntryCount: log.length, programmedMl, refillDays: saidDays(status) };
}

/** Rounded down: nobody comes too late by a tenth of a day. */
export function saidDays({ refillDays }: PumpStatus): number {
  return Math.min(NEVER_DAYS, Math.floor(refillDays * 10) / 10);
}

export function logReply(pageCount: number, entry: LogEntry | undefined): Reply<'LOG'> {
  if (entry === undefined) return { pageCount, entryNumber: 0, stampSeconds: 0, kind: 'none' };
  return { pageCount, ...logFields(entry) };
}

export function logFields({ number, stampUs, kind }: LogEntry) {
  return { entryNumber: number, stampSeconds: Math.floor(stampUs / US_PER_SECOND), kind: words.logWord(kind) };
}

/** Undefined where the pump lacks what the field belongs to. */
export function limitsReply(field: LimitedWord, { product, firmware, reservoir }: Pump): Reply<'LIMITS'> | undefined {
  if (field === 'bolus') return { minimum: 0, maximum: said(firmware.reckoner.calculatedMl) };
  if (field === 'refill') return { minimum: 0, maximum: said(reservoir.roomMl(true)) };
  const limits = programmingLimits(product)[words.limitedFields[field]];
  return limits === undefined ? undefined : { minimum: limits.min, maximum: said(limits.max) };
}

const said = (limit: number): number => Math.floor(limit * LIMIT_SCALE) / LIMIT_SCALE;

/** The bolus that has just begun, as the motor will make it. */
export function bolusReply({ delivery }: Pump): Reply<'BOLUS'> {
  const { line, stepMl } = delivery;
  const endSteps = line.endSteps ?? line.anchorSteps;
  return {
    volumeMl: (endSteps - line.anchorSteps) * stepMl,
    rateMlPerDay: (delivery.perSecondMl(line) * US_PER_DAY) / US_PER_SECOND,
    durationSeconds: (stepDueUs(line, endSteps) - line.anchorUs) / US_PER_SECOND,
  };
}
