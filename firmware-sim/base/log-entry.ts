import type { AlarmCause } from './alarm-cause.ts';

/** The vocabulary is that of published texts; the exact wording of a real pump's lines is not published. */
export type LogEntryKind = AlarmCause | 'motor stall recovery' | 'telemetry mode' | 'telemetry mode ended';

/** The pump keeps this many entries; older ones are overwritten (size assumed). */
export const LOG_ENTRIES_MAX = 250;
