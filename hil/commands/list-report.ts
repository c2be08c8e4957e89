import type { Outcome } from '../scenario/outcome.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { outColour } from './colour.ts';
import { jsonOf, textOf } from './print-result.ts';

/** Length limit of a reason in the list. Stderr has the whole message of a failure, JSON and JUnit the whole reason of a skip. */
const SENTENCE_CHARS_MAX = 200;

/** Choices that apply to all scenarios of a list. */
export interface Asked {
  readonly pump?: string;
  /** Null if it is unknown, as for a trace that cannot be read. */
  readonly rig: string | null;
  readonly seed: number | null;
}

/** Returns the object that `--json` prints for one scenario of a list. */
export function outcomeJson(outcome: Outcome, { pump, rig, seed }: Asked): object {
  const { scenario, label, file, product } = outcome;
  if (outcome.kind === 'judged') return { ...jsonOf(outcome.result, outcome.sensitivity), label, file };
  const asked = { scenario, label, file, pump: pump ?? product, rig, seed };
  if (outcome.kind === 'skipped')
    return { ...asked, verdict: 'skipped', reason: outcome.reason, disclaimer: DISCLAIMER };
  const { code, fault, message, hint, lastLines } = outcome.failure;
  const failure = { whose: fault, code, message, hint: hint ?? null, lastLines };
  return { ...asked, verdict: 'not decided', failure, disclaimer: DISCLAIMER };
}

/** Returns the text for stdout about one scenario of a list. The whole of a failure goes to stderr. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.kind === 'judged') return textOf(outcome.result, outcome.sensitivity, outcome.label);
  if (outcome.kind === 'skipped')
    return `${outColour.dim('SKIPPED')}  ${outcome.label}: ${shortened(outcome.reason)}\n`;
  const { fault, code, message } = outcome.failure;
  const [sentence = ''] = message.split('\n');
  const what = fault === 'usage' ? 'refused' : `failure of ${fault}`;
  return `${outColour.yellow('NOT DECIDED')}  ${outcome.label}: ${what} (${code}): ${shortened(sentence)}\n`;
}

function shortened(text: string): string {
  return text.length > SENTENCE_CHARS_MAX ? `${text.slice(0, SENTENCE_CHARS_MAX)}...` : text;
}
