import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { withSources } from '../readings/signal-sources.ts';
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
  return withSources(
    expectations.flatMap(({ check }) => signalsChecked(check)),
    signals,
  );
}
