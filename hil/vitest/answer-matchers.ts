import { type Matched, notTaken } from './matchers.ts';

/** Answer of a pump: to a programmer, or to the bench itself. */
interface PumpAnswered {
  readonly ok: boolean;
  readonly field?: string;
  readonly why?: string;
  readonly refusal?: { readonly field: string; readonly why: string };
}

/** Passes if the pump accepted a request. */
export function toBeAccepted(received: unknown): Matched {
  const answer = answerIn('toBeAccepted', received);
  return { pass: answer.ok, message: () => `the pump ${answerText(answer)}` };
}

/** Passes if the pump refused a request, by the named field or for the named reason. */
export function toBeRefused(received: unknown, by?: string): Matched {
  const answer = answerIn('toBeRefused', received);
  const { field, why } = refusalIn(answer);
  const pass = !answer.ok && (by === undefined || field === by || why === by);
  const wanted = by === undefined ? '' : `; expected: a refusal by ${by}`;
  return { pass, message: () => `the pump ${answerText(answer)}${wanted}` };
}

function refusalIn({ field, why, refusal }: PumpAnswered): { readonly field?: string; readonly why?: string } {
  return refusal ?? { ...(field === undefined ? {} : { field }), ...(why === undefined ? {} : { why }) };
}

function answerText(answer: PumpAnswered): string {
  if (answer.ok) return 'accepted the request';
  const { field, why } = refusalIn(answer);
  return `refused the request: ${field}, ${why}`;
}

/** Returns an answer of the pump. Throws `HilError` (usage) for anything else, such as a promise that was not awaited. */
function answerIn(matcher: string, received: unknown): PumpAnswered {
  const isAnswer = typeof received === 'object' && received !== null && 'ok' in received;
  if (isAnswer && typeof received.ok === 'boolean') return received as PumpAnswered;
  const what = received instanceof Promise ? 'a promise that was not awaited' : received;
  throw notTaken(matcher, what, 'an answer of the pump, as in expect(await programmer.program({ rateMlPerDay: 1 }))');
}
