import { pumpModels } from '../../protocol/tables/pump-models.ts';
import type { LimitedWord } from '../../protocol/tables/telemetry-readings.ts';
import type { ReadingVerb } from '../../protocol/tables/telemetry-vocabulary.ts';
import { noDrug } from '../base/therapy.ts';
import { US_PER_DAY, US_PER_SECOND } from '../base/time-units.ts';
import type { LogEntry } from '../firmware/event-log.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import { type LimitedField, programmingLimits } from '../firmware/schedule/programming-limits.ts';
import type { Pump } from '../pump.ts';
import { type Handled, type Handlers, type Reply, reply, type Whose } from './telemetry-answers.ts';
import { clockReply } from './telemetry-clock.ts';
import { secondsOf } from './telemetry-draft-fields.ts';
import type { TelemetryDrafting } from './telemetry-drafting.ts';
import * as words from './telemetry-fields.ts';
import { noDraft } from './telemetry-refusals.ts';
import {
  ableReply,
  flexPageCount,
  flexReply,
  patientNowReply,
  patientReply,
  periodReply,
  saidDays,
} from './telemetry-therapies.ts';

const FIRMWARE_VERSION = 1;
/** LIMITS rounds down to this part of a unit, so that the pump accepts every value within the limits. */
const LIMIT_SCALE = 10_000;

interface TelemetryReadingsOptions {
  readonly pump: Pump;
  readonly serialNumber: number;
  readonly drafting: TelemetryDrafting;
}

/** Handlers of the verbs that read the pump. */
export class TelemetryReadings {
  readonly #pump: Pump;
  readonly #serialNumber: number;
  readonly #drafting: TelemetryDrafting;
  /** The log when page 0 was read, newest entry first. Later entries move no page. */
  #logReading: readonly LogEntry[] = [];

  constructor({ pump, serialNumber, drafting }: TelemetryReadingsOptions) {
    this.#pump = pump;
    this.#serialNumber = serialNumber;
    this.#drafting = drafting;
  }

  /** Forgets the read log. */
  drop(): void {
    this.#logReading = [];
  }

  handlers(): Handlers<ReadingVerb> {
    const pump = this.#pump;
    return {
      IDENT: () => reply(identReply(pump.firmware.status(), this.#serialNumber)),
      THERAPY: ({ of }) => this.#of(of, (status) => therapyReply(status, pump)),
      RESERVOIR: ({ of }) => this.#of(of, (status) => reservoirReply(status, pump)),
      DRUG: ({ drugSlot, of }) => this.#of(of, (status) => drugReply(status, drugSlot)),
      ALARMS: ({ of }) => this.#of(of, (status) => alarmsReply(status)),
      LOG: ({ page }) => this.#logPage(page),
      LIMITS: ({ field }) => {
        const limits = limitsReply(field, pump);
        return limits === undefined ? ({ ok: false, error: 'UNSUPPORTED' } as const) : reply(limits);
      },
      ABLE: () => reply(ableReply(pump.product)),
      CLOCK: ({ of }) => this.#of(of, clockReply),
      FLEX: ({ page, of }) => this.#flexPage(page, of),
      PERIOD: ({ of }) => this.#of(of, periodReply),
      PATIENT: ({ of }) => this.#of(of, patientReply),
      PATIENTNOW: () => reply(patientNowReply(pump.firmware.status())),
      BRIDGE: () => this.#drafting.bridge(),
      INTERROGATE: () => reply(interrogateReply(pump.interrogate())),
    };
  }

  /** Replies with the present state of the pump, or with its state after the commit. */
  #of<R>(whose: Whose, replyOf: (status: PumpStatus) => R): Handled<R> {
    const status = this.#drafting.status(whose);
    return status === undefined ? noDraft : reply(replyOf(status));
  }

  #flexPage(page: number, whose: Whose) {
    const status = this.#drafting.status(whose);
    if (status === undefined) return noDraft;
    const flex = flexReply(status, page);
    if (flex !== undefined) return reply(flex);
    return { ok: false, error: 'PAGE', fields: { pageCount: flexPageCount(status) } } as const;
  }

  #logPage(page: number) {
    if (page === 0) this.#logReading = [...this.#pump.log.entries].reverse();
    const pageCount = this.#logReading.length;
    if (page > 0 && page >= pageCount) return { ok: false, error: 'PAGE', fields: { pageCount } } as const;
    return reply(logReply(pageCount, this.#logReading[page]));
  }
}

function identReply({ productId, calibrationUl }: PumpStatus, serialNumber: number): Reply<'IDENT'> {
  return { model: modelWord(productId), serialNumber, calibrationUl, firmwareVersion: FIRMWARE_VERSION };
}

function therapyReply({ mode, rateMlPerDay }: PumpStatus, { delivery }: Pump): Reply<'THERAPY'> {
  const { bolusKind, runsPeriodicBolus, bolusLeftMl } = delivery;
  return {
    mode: words.modeWord(mode),
    rateMlPerDay,
    bolus: words.bolusWord(runsPeriodicBolus ? 'periodic bolus' : bolusKind),
    bolusLeftMl,
  };
}

function reservoirReply({ calculatedReservoirMl, catheterMl }: PumpStatus, { product }: Pump): Reply<'RESERVOIR'> {
  return { calculatedMl: calculatedReservoirMl, capacityMl: product.quantities.reservoirMl.value, catheterMl };
}

function drugReply({ drugs, meanMlPerDay }: PumpStatus, drugSlot: number): Reply<'DRUG'> {
  const { name, concentrationUgPerMl } = drugs[drugSlot - 1] ?? noDrug;
  return { drug: words.drugWord(name), concentrationUgPerMl, dailyDoseUg: concentrationUgPerMl * meanMlPerDay };
}

function alarmsReply({ alarms, eriReached, alarmSettings }: PumpStatus): Reply<'ALARMS'> {
  return {
    causes: words.causeBits(alarms),
    eriReached: eriReached ? 1 : 0,
    lowReservoirMl: alarmSettings.lowReservoirMl,
    criticalEverySeconds: secondsOf(alarmSettings.criticalEveryUs),
    nonCriticalEverySeconds: secondsOf(alarmSettings.nonCriticalEveryUs),
  };
}

function interrogateReply(status: PumpStatus): Reply<'INTERROGATE'> {
  const { ageUs, log, programmedMl } = status;
  return { ageDays: ageUs / US_PER_DAY, logEntryCount: log.length, programmedMl, refillDays: saidDays(status) };
}

function logReply(pageCount: number, entry: LogEntry | undefined): Reply<'LOG'> {
  if (entry === undefined) return { pageCount, entryNumber: 0, stampSeconds: 0, kind: 'none' };
  return { pageCount, ...logFields(entry) };
}

export function logFields({ number, stampUs, kind }: LogEntry) {
  return { entryNumber: number, stampSeconds: Math.floor(stampUs / US_PER_SECOND), kind: words.logWord(kind) };
}

/** Returns undefined if the pump lacks the part to which the field belongs. */
function limitsReply(field: LimitedWord, { product, firmware, reservoir }: Pump): Reply<'LIMITS'> | undefined {
  if (field === 'bolus') return { minimum: 0, maximum: said(firmware.calculator.calculatedMl) };
  if (field === 'refill') return { minimum: 0, maximum: said(reservoir.roomMl(true)) };
  const limits = programmingLimits(product)[limitedFields[field]];
  return limits === undefined ? undefined : { minimum: limits.min, maximum: said(limits.max) };
}

const said = (limit: number): number => Math.floor(limit * LIMIT_SCALE) / LIMIT_SCALE;

/** Names on the wire for the fields that have limits of their own in the firmware. */
const limitedFields: Readonly<Record<Exclude<LimitedWord, 'bolus' | 'refill'>, LimitedField>> = {
  rate: 'rate',
  low: 'low reservoir',
  crit: 'critical alarm interval',
  non: 'non-critical alarm interval',
  vol: 'reservoir volume',
  cath: 'catheter volume',
  prime: 'priming bolus',
  flex: 'flex steps',
  sec: 'bolus duration',
  every: 'bolus interval',
  gap: 'lockout',
  n: 'allotment',
};

type Model = Reply<'IDENT'>['model'];
export const modelWord = (productId: string): Model => pumpModels.find((model) => model === productId) ?? 'other';
