import { splitSignal } from '../checks/drug-signals.ts';
import { withSignals } from '../patterns/pattern-names.ts';
import type { Expectation, PumpSetup, Scenario } from '../scenario.ts';

/** Removes the first drug's name from signals, because the trace records that drug's signals without a name. */
export function withoutFirstName(expect: Scenario['expect'], { drug }: PumpSetup): Scenario['expect'] {
  const shown = (signal: string): string => {
    const { base, drug: named } = splitSignal(signal);
    return named !== undefined && named === drug?.name ? base : signal;
  };
  return expect.map((expectation): Expectation => {
    const { check } = expectation;
    if (check.kind === 'pattern')
      return { ...expectation, check: { ...check, pattern: withSignals(check.pattern, shown) } };
    return 'signal' in check ? { ...expectation, check: { ...check, signal: shown(check.signal) } } : expectation;
  });
}
