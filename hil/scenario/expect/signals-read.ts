import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import { signalsChecked } from '../patterns/names-checked.ts';
import { withSources } from '../readings/signal-sources.ts';
import type { Expectation } from '../scenario.ts';

/**
 * Returns the signals whose records `judge` reads for these expectations. The judge of a long trace keeps only those.
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
