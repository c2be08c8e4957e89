import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { type Finding, type Measurement, nothing, undecided } from '../scenario/checks/measurement.ts';
import { START_EVENT } from '../scenario/formula/predicate-streams.ts';
import { ledgers } from '../scenario/patterns/ledgers.ts';
import { type MissingSources, missingSources } from '../scenario/patterns/missing-source.ts';
import type { Invariant } from './invariant.ts';

/** Invariants of one run. Those of other products, and those that need an undeclared signal, are skipped. */
export class RunInvariants {
  readonly #all: readonly {
    readonly invariant: Invariant;
    readonly lacks: string | undefined;
    /** Why the run cannot know what the invariant reads. */
    readonly unknown: string | undefined;
  }[];

  constructor(invariants: readonly Invariant[], signals: readonly SignalDeclaration[], productId: string) {
    const declared = new Set<string>(signals.map(({ name }) => name));
    const has = (name: string): boolean =>
      name === START_EVENT ||
      declared.has(name) ||
      (ledgers[name]?.events.every((event) => declared.has(event)) ?? false);
    const missing = missingSources(signals);
    const isLate = signals.some(({ lateUsMax = 0 }) => lateUsMax > 0);
    this.#all = invariants.map((invariant) => ({
      invariant,
      lacks: lackOf(invariant, has, productId),
      unknown: whyUnknownOf(invariant, missing, isLate),
    }));
  }

  /** Expectations of the invariants that apply. */
  get expectations(): readonly Invariant['expectation'][] {
    return this.#all.flatMap(({ invariant, lacks, unknown }) =>
      lacks === undefined && unknown === undefined ? [invariant.expectation] : [],
    );
  }

  /** Judges the invariants that apply, and states why each other one was skipped. */
  judged(judge: (expectation: Invariant['expectation']) => Finding): readonly Measurement[] {
    return this.#all.map(({ invariant: { expectation, file }, lacks, unknown }) => {
      const { name, requires, place, check } = expectation;
      const limits = check.pattern.written.join(', ');
      const finding = (): Finding => {
        if (lacks !== undefined) return nothing(name, '', limits, 'skipped', lacks);
        return unknown === undefined ? judge(expectation) : undecided(name, '', limits, 'no source', unknown);
      };
      return { ...finding(), requires, place: { file, ...place } };
    });
  }
}

/** Returns why an invariant does not apply to a run; undefined if it applies. */
function lackOf({ needs, products }: Invariant, has: (name: string) => boolean, productId: string): string | undefined {
  if (products?.includes(productId) === false) return `a rule of ${products.join(', ')}, not of ${productId}`;
  const missing = needs.find((name) => !has(name));
  return missing === undefined ? undefined : `this run has no \`${missing}\``;
}

/** Returns why the run cannot know what an invariant reads; undefined if it can. */
function whyUnknownOf({ needs, isAtOnce }: Invariant, missing: MissingSources, isLate: boolean): string | undefined {
  if (isAtOnce && isLate) return 'records of one instant come apart over the wire of this firmware';
  const name = needs.find(
    (one) => missing.has(one) || (ledgers[one]?.events.some((event) => missing.has(event)) ?? false),
  );
  if (name === undefined) return undefined;
  return `\`${name}\` has no source: ${missing.get(name) ?? 'the run cannot know an event of it'}`;
}
