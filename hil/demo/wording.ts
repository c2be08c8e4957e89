import type { EventRecord } from '../../firmware-sim/trace/record.ts';
import type { Style } from './styled-text.ts';

/** Source of a record: people and surroundings, the plant, the firmware, or the rig. */
export type Source = 'outside' | 'truth' | 'pump' | 'rig';

/** Describes a record in words; undefined if it needs no line. */
export type Wording = (record: EventRecord) => readonly [Source, string, Style?] | undefined;
