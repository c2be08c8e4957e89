import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { timeText } from '../../yaml/units.ts';
import { patternText } from '../checks/event-pattern.ts';
import type { Window } from '../checks/explanation.ts';
import type { Check, EventPattern } from '../scenario.ts';
import { cutReason, endedReason } from './explain-open.ts';
import { type Explained, type Reason, windowOf } from './explained.ts';
import { roundedOut } from './rounded-out.ts';

type EventCheck = Extract<Check, { readonly kind: 'see' | 'never see' }>;
const OTHERS_MAX = 3;

/** Explains a check that looks for an event in a span of time. */
export function explainEvent(explained: Explained<EventCheck>): Reason {
  const { check, finding, watch } = explained;
  const window = windowOf(explained);
  const whole = window ?? { fromUs: 0, toUs: null };
  if (finding.reason === 'ended') return endedReason(explained, whole);
  if (finding.reason === 'cut') return cutReason(explained, whole);
  const { seenUs } = watch;
  const text = patternText(check.pattern);
  if (seenUs !== undefined) {
    const deciding = { text, fromUs: seenUs, toUs: seenUs };
    const verb = check.kind === 'see' ? 'occurred late in its window' : 'occurred';
    const needed = finding.verdict === 'fail' ? shorterWindow(explained, whole, seenUs) : undefined;
    return {
      atUs: seenUs,
      window: whole,
      deciding,
      seen: `${text} ${verb}, at ${pumpTimeText(seenUs)}.`,
      ...(needed === undefined ? {} : { wouldPass: needed }),
    };
  }
  return missingReason(explained, whole);
}

/** Returns the limit of `within` that ends before an event which must not occur; undefined without such a limit. */
function shorterWindow(
  { watch: { expectation } }: Explained<EventCheck>,
  { fromUs }: Window,
  seenUs: number,
): string | undefined {
  const { scope } = expectation;
  const lastUs = seenUs - fromUs - 1;
  if (scope.kind !== 'after' || scope.withinUs === undefined || lastUs < 0) return undefined;
  return `within ${timeText(roundedOut(lastUs / US_PER_SECOND, 'down') * US_PER_SECOND)}`;
}

function missingReason({ check, evidence, events }: Explained<EventCheck>, window: Window): Reason {
  const { pattern } = check;
  const lastUs = Math.min(window.toUs ?? evidence.endUs, evidence.endUs);
  const laterUs = events.firstUs(pattern, lastUs + 1);
  const late = laterUs === undefined ? undefined : `within ${timeText(laterUs - window.fromUs)}`;
  return {
    atUs: lastUs,
    window,
    deciding: { text: patternText(pattern), fromUs: window.fromUs, toUs: lastUs },
    seen: `${insteadOf(pattern, events.named(pattern.event, window.fromUs, lastUs), window.fromUs, lastUs)}${laterText(pattern, laterUs)}`,
    ...(late === undefined ? {} : { wouldPass: late }),
  };
}

/** Returns a sentence about the events of that name in a span of time. */
export function insteadOf(
  pattern: EventPattern,
  others: readonly { readonly atUs: number; readonly text: string }[],
  fromUs: number,
  toUs: number,
): string {
  const stretch = `from ${pumpTimeText(fromUs)} to ${pumpTimeText(toUs)}`;
  if (others.length === 0) return `${pattern.event} has no entry ${stretch}.`;
  const shown = others.slice(0, OTHERS_MAX).map(({ atUs, text }) => `${text} at ${pumpTimeText(atUs)}`);
  const more = others.length > OTHERS_MAX ? `, and ${others.length - OTHERS_MAX} more` : '';
  return `${stretch[0]?.toUpperCase()}${stretch.slice(1)} there was ${shown.join(', ')}${more}.`;
}

/** Returns a sentence about the time at which the expected event occurred. */
export function laterText(pattern: EventPattern, laterUs: number | undefined): string {
  if (laterUs === undefined) return ` The run has no ${patternText(pattern)} after that.`;
  return ` It came at ${pumpTimeText(laterUs)}.`;
}
