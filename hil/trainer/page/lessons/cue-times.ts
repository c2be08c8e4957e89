import type { EventRecord } from '../../../../firmware-sim/trace/record.ts';
import type { RunTrace } from '../play/run-trace.ts';
import type { Anchor, Cue } from './lesson.ts';

/**
 * Times of the cues of a part in a trace. Each cue looks for its event behind the event of the cue before it. A cue whose event
 * has not occurred has no time, and neither have those after it.
 */
export function cueTimes(cues: readonly Cue[], trace: RunTrace): readonly (number | undefined)[] {
  let next = 0;
  let isFound = true;
  return cues.map(({ at }) => {
    if (!isFound) return undefined;
    if (at === 'start') return 0;
    if (at === 'end') return trace.endUs;
    const index = trace.events.findIndex((event, i) => i >= next && fits(event, at));
    isFound = index >= 0;
    next = index + 1;
    return trace.events[index]?.t;
  });
}

function fits(event: EventRecord, { event: name, where = {} }: Exclude<Anchor, string>): boolean {
  return event.e === name && Object.entries(where).every(([field, value]) => event[field] === value);
}
