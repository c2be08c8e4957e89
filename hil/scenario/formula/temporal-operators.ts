import type { Within } from './formula.ts';
import { type InstantSet, unionOf } from './instant-set.ts';
import { since, until } from './until.ts';
import { always, eventually, historically, once } from './windows.ts';

export type WindowedKind = 'always' | 'eventually' | 'once' | 'historically';
export type ChainedKind = 'until' | 'weakly until' | 'since';

/**
 * Returns the operator of a window on sets of instants. A window without an end reaches to `lastInstant`. All operators
 * here are monotone: a larger operand never gives a smaller result.
 */
export function windowedOperator(
  kind: WindowedKind,
  within: Within,
  lastInstant: number,
): (set: InstantSet) => InstantSet {
  const operators = {
    always: (set: InstantSet) => always(set, within, lastInstant),
    eventually: (set: InstantSet) => eventually(set, within, lastInstant),
    once: (set: InstantSet) => once(set, within),
    historically: (set: InstantSet) => historically(set, within),
  };
  return operators[kind];
}

/** Returns the operator of two chained formulas on their sets of instants. */
export function chainedOperator(
  kind: ChainedKind,
  within: Within,
  lastInstant: number,
): (left: InstantSet, right: InstantSet) => InstantSet {
  if (kind === 'since') return (left, right) => since(left, right, within);
  if (kind === 'until') return (left, right) => until(left, right, within, lastInstant);
  const { toUs } = within;
  const whole: Within = toUs === undefined ? { fromUs: 0 } : { fromUs: 0, toUs };
  return (left, right) => unionOf(until(left, right, within, lastInstant), always(left, whole, lastInstant));
}
