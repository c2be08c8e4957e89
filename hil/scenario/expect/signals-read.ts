import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { Expectation } from '../scenario.ts';
import { signalsChecked } from './names-checked.ts';

/**
 * Returns the names of the signals whose records `judge` reads for some expectations. A judge of a long trace keeps only
 * those.
 */
export function signalsRead(
  expectations: readonly Expectation[],
  signals: readonly SignalDeclaration[],
): ReadonlySet<string> {
  const named = expectations.flatMap(({ check }) => signalsChecked(check));
  const scales = signals.flatMap(({ name, perMl }) =>
    named.includes(name) && typeof perMl === 'string' ? [perMl] : [],
  );
  return new Set([...named, ...scales]);
}
