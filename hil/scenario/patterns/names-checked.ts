import type { Check } from '../scenario.ts';
import { patternNames } from './pattern-names.ts';

/** Returns the signals that a check reads. */
export function signalsChecked(check: Check): readonly string[] {
  if (check.kind === 'pattern') return patternNames(check.pattern).signals;
  return 'signal' in check ? [check.signal] : [];
}

/** Returns the events that a check looks for. They do not include the anchors of its scope. */
export function eventsChecked(check: Check): readonly { readonly event: string; readonly text?: string }[] {
  if (check.kind === 'pattern') return patternNames(check.pattern).events;
  return check.kind === 'see' || check.kind === 'never see' ? [check.pattern] : [];
}
