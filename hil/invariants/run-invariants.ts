import type { SignalDeclaration } from '../../firmware-sim/trace/signal.ts';
import { type Finding, type Measurement, nothing } from '../scenario/checks/measurement.ts';
import { START_EVENT } from '../scenario/formula/predicate-streams.ts';
import { ledgers } from '../scenario/patterns/ledgers.ts';
import type { Invariant } from './invariant.ts';

/** Invariants of one run. If an invariant needs a signal that the run does not declare, it is skipped. */
export class RunInvariants {
  readonly #all: readonly { readonly invariant: Invariant; readonly missing: string | undefined }[];

  constructor(invariants: readonly Invariant[], signals: readonly SignalDeclaration[]) {
    const declared = new Set<string>(signals.map(({ name }) => name));
    const has = (name: string): boolean =>
      name === START_EVENT ||
      declared.has(name) ||
      (ledgers[name]?.events.every((event) => declared.has(event)) ?? false);
    this.#all = invariants.map((invariant) => ({ invariant, missing: invariant.needs.find((name) => !has(name)) }));
  }

  /** Expectations of the invariants that apply. */
  get expectations(): readonly Invariant['expectation'][] {
    return this.#all.flatMap(({ invariant, missing }) => (missing === undefined ? [invariant.expectation] : []));
  }

  /** Judges the invariants that apply, and states why each other one was skipped. */
  judged(judge: (expectation: Invariant['expectation']) => Finding): readonly Measurement[] {
    return this.#all.map(({ invariant: { expectation, file }, missing }) => {
      const { name, requires, place, check } = expectation;
      const limits = check.pattern.written.join(', ');
      const finding =
        missing === undefined
          ? judge(expectation)
          : nothing(name, '', limits, 'skipped', `this run has no \`${missing}\``);
      return { ...finding, requires, place: { file, ...place } };
    });
  }
}
