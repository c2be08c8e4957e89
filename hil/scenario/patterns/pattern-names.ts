import { type Formula, partsOf, type Term } from '../formula/formula.ts';
import type { EventPattern } from '../scenario.ts';
import { formulasOf, type Pattern } from './pattern.ts';

/** Names that a pattern reads in a run. */
export interface PatternNames {
  readonly signals: readonly string[];
  readonly events: readonly EventPattern[];
}

/** Returns the signals and events in the formulas of a pattern. */
export function patternNames(pattern: Pattern): PatternNames {
  const found = formulasOf(pattern).map(namesIn);
  return { signals: [...new Set(found.flatMap((one) => one.signals))], events: found.flatMap((one) => one.events) };
}

function namesIn(formula: Formula): PatternNames {
  switch (formula.kind) {
    case 'event':
      return {
        signals: [],
        events: [{ event: formula.event, ...(formula.text === undefined ? {} : { text: formula.text }) }],
      };
    case 'state':
      return { signals: [], events: [{ event: formula.state, text: formula.of ?? formula.word }] };
    case 'compare':
      return { signals: [...signalsIn(formula.left), ...signalsIn(formula.right)], events: [] };
    case 'in range':
      return { signals: [formula.of, formula.low, formula.high].flatMap(signalsIn), events: [] };
    default: {
      const parts = partsOf(formula);
      const found = parts.map(namesIn);
      return { signals: found.flatMap((one) => one.signals), events: found.flatMap((one) => one.events) };
    }
  }
}

function signalsIn(term: Term): readonly string[] {
  if (term.kind === 'number') return [];
  if (term.kind === 'signal') return [term.signal];
  return 'of' in term ? signalsIn(term.of) : [...signalsIn(term.left), ...signalsIn(term.right)];
}

/** Returns a pattern with its signals renamed. */
export function withSignals(pattern: Pattern, rename: (signal: string) => string): Pattern {
  const text = JSON.stringify(pattern, (key, value) =>
    key === 'signal' && typeof value === 'string' ? rename(value) : value,
  );
  return JSON.parse(text) as Pattern;
}
