import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { Explanation } from '../checks/explanation.ts';
import { CONTEXT_EVENTS, eventNamesOf } from './event-memory.ts';
import { explainEvent } from './explain-event.ts';
import { explainNumber } from './explain-number.ts';
import { explainPattern } from './explain-pattern.ts';
import { explainAccepted, explainRefused } from './explain-refused.ts';
import { explainStudy } from './explain-study.ts';
import { explainUntriggered } from './explain-untriggered.ts';
import type { Explained, Reason } from './explained.ts';

const NEAR_COUNT = 3;

/** Explains a verdict other than a pass, and a marginal pass. Undefined for any other pass. */
export function explanationOf(explained: Explained): Explanation | undefined {
  const { finding, watch, events } = explained;
  if (finding.verdict === 'pass' && finding.isMarginal !== true) return undefined;
  const { atUs, ...reason } = reasonOf(explained);
  const names = new Set([...CONTEXT_EVENTS, ...eventNamesOf(watch.expectation)]);
  const { missedUs } = events;
  const missed =
    missedUs === undefined || missedUs > atUs ? '' : ` Events after ${pumpTimeText(missedUs)} were not kept.`;
  return {
    ...reason,
    seen: `${reason.seen}${missed}`,
    before: events.before(names, atUs, NEAR_COUNT),
    after: events.after(names, atUs, NEAR_COUNT),
  };
}

function reasonOf(explained: Explained): Reason {
  const { check, finding, watch } = explained;
  if (check.kind === 'pattern') return explainPattern({ ...explained, check });
  if (check.kind === 'refused') return explainRefused({ ...explained, check });
  if (check.kind === 'accepted') return explainAccepted({ ...explained, check });
  if (check.kind === 'outcome' || check.kind === 'reading' || check.kind === 'films fit')
    return explainStudy({ ...explained, check });
  if (watch.span === undefined || finding.verdict === 'never triggered') return explainUntriggered(explained);
  if (check.kind === 'see' || check.kind === 'never see') return explainEvent({ ...explained, check });
  return explainNumber({ ...explained, check });
}
