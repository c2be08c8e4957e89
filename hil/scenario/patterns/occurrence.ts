import type { UndecidedReason } from '../checks/verdict.ts';
import type { Evaluation } from '../formula/evaluation.ts';
import { endUsOf, pointAt, startUsOf } from '../formula/instant.ts';
import { complementOf, firstFrom, hasAll, type InstantSet, intersectionOf } from '../formula/instant-set.ts';
import type { TruthOverTime } from '../formula/truth.ts';
import type { Pattern } from './pattern.ts';

/** One unbroken stretch of moments at which a pattern asks, with the answer there. */
export interface Occurrence {
  readonly fromUs: number;
  readonly toUs: number;
  readonly verdict: 'pass' | 'fail' | 'not decided';
  readonly reason?: UndecidedReason;
  /** Instant at which the verdict was decided: the first one that failed or stayed open, or the start of a pass. */
  readonly decidedAt: number;
}

const WHOLE_START: TruthOverTime = { sure: [0, 0], maybe: [0, 0] };

/** Returns the occurrences of a pattern up to the end of the run proper, each with its answer. */
export function occurrencesOf(pattern: Pattern, evaluation: Evaluation): readonly Occurrence[] {
  const { endUs, recordedUs } = evaluation.times;
  const trigger = pattern.trigger === undefined ? WHOLE_START : evaluation.truthOf(pattern.trigger);
  const response = evaluation.truthOf(pattern.response);
  const ended = pattern.ended === undefined ? undefined : evaluation.truthOf(pattern.ended).sure;
  const asked = intersectionOf(trigger.maybe, [0, pointAt(Math.min(endUs, recordedUs))]);
  const failed = intersectionOf(trigger.sure, complementOf(response.maybe));
  const open = complementOf(response.sure);
  const found: Occurrence[] = [];
  for (let i = 0; i < asked.length; i += 2) {
    const [first, last] = [asked[i] as number, asked[i + 1] as number];
    const stretch = { fromUs: startUsOf(first), toUs: endUsOf(last) };
    found.push({ ...stretch, ...answerOf(first, last, { sure: trigger.sure, failed, open, ended }) });
  }
  return found;
}

interface Answers {
  readonly sure: InstantSet;
  readonly failed: InstantSet;
  readonly open: InstantSet;
  readonly ended: InstantSet | undefined;
}

function answerOf(
  first: number,
  last: number,
  { sure, failed, open, ended }: Answers,
): Pick<Occurrence, 'verdict' | 'reason' | 'decidedAt'> {
  const within = (set: InstantSet): number | undefined => {
    const at = firstFrom(set, first);
    return at === undefined || at > last ? undefined : at;
  };
  const endedAt = ended === undefined ? undefined : within(ended);
  const failedAt = within(failed);
  if (endedAt !== undefined && (failedAt === undefined || endedAt <= failedAt)) {
    return { verdict: 'not decided', reason: 'ended', decidedAt: endedAt };
  }
  if (failedAt !== undefined) return { verdict: 'fail', decidedAt: failedAt };
  const openAt = within(open);
  if (openAt !== undefined) return { verdict: 'not decided', reason: 'cannot tell', decidedAt: openAt };
  if (!hasAll(sure, first, first)) return { verdict: 'not decided', reason: 'cannot tell', decidedAt: first };
  return { verdict: 'pass', decidedAt: first };
}
