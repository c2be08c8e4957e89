import type { TraceRecord } from '../../../../firmware-sim/trace/record.ts';
import type {
  ListedProduct,
  ListedScenario,
  RunFacts,
  RunPlan,
  RunSummary,
  SavedSession,
  TextProblem,
} from '../engine/messages.ts';

/** A complete run. */
export interface Ran {
  readonly kind: 'ran';
  readonly facts: RunFacts;
  readonly records: readonly TraceRecord[];
  readonly summary: RunSummary;
}

/** A run that did not take place: wrong text, a wrong entry, or a failure. */
export type NotRun =
  | { readonly kind: 'problems'; readonly problems: readonly TextProblem[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'cancelled' };

export interface Listed {
  readonly scenarios: readonly ListedScenario[];
  readonly products: readonly ListedProduct[];
}

/** Runs plans. A new run replaces the one under way, whose result is then `cancelled`. */
export interface Engine {
  readonly run: (plan: RunPlan, onProgress: (atUs: number, endUs: number | undefined) => void) => Promise<Ran | NotRun>;
  readonly save: (plan: RunPlan) => Promise<{ readonly kind: 'saved'; readonly session: SavedSession } | NotRun>;
  readonly list: () => Promise<({ readonly kind: 'listed' } & Listed) | NotRun>;
}
