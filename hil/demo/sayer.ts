import type { EventRecord } from '../../firmware-sim/trace/record.ts';
import type { Style } from './styled-text.ts';

/** Where something came from: what people and the world do, what is, what the pump believes, what the rig does. */
export type Source = 'outside' | 'truth' | 'pump' | 'rig';

/** Says what a record means. Undefined: nothing worth a line. */
export type Sayer = (record: EventRecord) => readonly [Source, string, Style?] | undefined;
