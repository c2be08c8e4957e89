import type { AlarmCause } from './alarm-cause.ts';

/**
 * Kind of an event log entry. The words come from published texts. The exact wording of a real pump is not published.
 */
export type LogEntryKind = AlarmCause | 'motor stall recovery' | 'telemetry mode' | 'telemetry mode ended';

/** Number of entries that the pump keeps. Newer entries overwrite older ones (size assumed). */
export const LOG_ENTRIES_MAX = 250;
