import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { timeText } from '../../yaml/units.ts';
import type { Window } from '../checks/explanation.ts';
import type { Explained, Reason } from './explained.ts';

type Open = Pick<Explained, 'finding' | 'evidence' | 'watch'>;

/** Explains a check that was undecided when the run ended. */
export function cutReason({ finding, evidence, watch }: Open, window: Window): Reason {
  const { endUs } = evidence;
  const { toUs } = window;
  const ended = `The run ended at ${pumpTimeText(endUs)}`;
  const note = finding.note === undefined ? '' : `: ${finding.note}`;
  if (toUs === null || toUs <= endUs) return { atUs: watch.decidedUs, window, seen: `${ended}${note}.` };
  return { atUs: endUs, window, seen: `${ended}${note}.`, wouldPass: `a run that is ${timeText(toUs - endUs)} longer` };
}

/** Explains a check that an `unless` event ended. */
export function endedReason({ finding, watch }: Open, window: Window): Reason {
  const cutUs = watch.cutUs ?? 0;
  return { atUs: cutUs, window, seen: `${finding.note ?? '`unless` ended it'}, at ${pumpTimeText(cutUs)}.` };
}
