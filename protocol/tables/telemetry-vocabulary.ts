import { coreCounters, coreVerbs } from './core-vocabulary.ts';
import { actionVerbs } from './telemetry-actions.ts';
import { draftingVerbs } from './telemetry-drafting.ts';
import { telemetryEvents } from './telemetry-events.ts';
import { readingVerbs } from './telemetry-readings.ts';
import { telemetryErrors } from './telemetry-refusals.ts';
import { pumpReport } from './telemetry-report.ts';
import type { ReportOf, Vocabulary } from './vocabulary.ts';

/** Wire from a programmer to a pump: the readings and the programming of a clinician's programmer. */
export const telemetryVocabulary = {
  title: 'telemetry',
  version: 1,
  requestBytesMax: 60,
  replyBytesMax: 120,
  counters: coreCounters,
  report: pumpReport,
  verbs: {
    ...coreVerbs,
    HELLO: {
      ...coreVerbs.HELLO,
      doc: 'Open a session: drop draft, log reading, kept reply and error queue, count sequences from 00. The therapy goes on.',
    },
    ...readingVerbs,
    ...draftingVerbs,
    ...actionVerbs,
  },
  events: telemetryEvents,
  errors: telemetryErrors,
} as const satisfies Vocabulary;

export type TelemetryVocabulary = typeof telemetryVocabulary;
export type PumpReport = ReportOf<TelemetryVocabulary>;
/** Verbs that the pump's handlers answer. */
export type ReadingVerb = keyof typeof readingVerbs;
export type DraftingVerb = keyof typeof draftingVerbs;
export type ActionVerb = keyof typeof actionVerbs;
