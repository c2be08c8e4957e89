import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { patternText } from '../checks/event-pattern.ts';
import { anchorsOf } from '../checks/expectation-watch.ts';
import type { Explained, Reason } from './explained.ts';

const OTHERS_MAX = 3;

/** Explains a check whose trigger never occurred, so that the check never asked. */
export function explainUntriggered({ watch, evidence, events }: Explained): Reason {
  const { endUs } = evidence;
  const awaited = anchorsOf(watch.expectation.scope).find((pattern) => events.firstUs(pattern, 0) === undefined);
  if (awaited === undefined) return { atUs: endUs, seen: 'Its events did not come in the order that it waits for.' };
  const others = events.named(awaited.event, 0, endUs);
  const shown = others.slice(-OTHERS_MAX).map(({ atUs, text }) => `${text} at ${pumpTimeText(atUs)}`);
  const instead =
    shown.length === 0
      ? `The run has no ${awaited.event} at all.`
      : `The last ones of ${awaited.event} were ${shown.join(', ')}.`;
  return {
    atUs: endUs,
    seen: `${patternText(awaited)} never occurred before the run ended at ${pumpTimeText(endUs)}. ${instead}`,
    wouldPass: '`may never happen: yes`, if the event need not occur',
  };
}
