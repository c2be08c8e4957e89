import type { JSX } from 'preact';
import type { VerdictName } from '../check-view.ts';

const SIGNS: Readonly<Record<VerdictName, string>> = {
  pass: '✓',
  fail: '✗',
  'not decided': '?',
  'never triggered': '–',
  skipped: '·',
};

/** Shows a verdict as a word with a sign, so that colour is never the only difference. */
export function VerdictBadge({ verdict, note }: { verdict: VerdictName; note?: string | undefined }): JSX.Element {
  return (
    <span class={`verdict ${classOf(verdict)}`}>
      <span aria-hidden="true">{SIGNS[verdict]} </span>
      {verdict}
      {note === undefined ? null : <small> {note}</small>}
    </span>
  );
}

/** Returns the class of a verdict: its words joined. */
export function classOf(verdict: VerdictName): string {
  return `is-${verdict.replaceAll(' ', '-')}`;
}
