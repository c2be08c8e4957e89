import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import type { Drug } from '../../../firmware-sim/base/therapy.ts';
import type { Product, QuantityName } from '../../../firmware-sim/products/product.ts';
import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import type { Bench } from '../../bench.ts';
import type { PumpSetup } from '../scenario.ts';
import type { ActionForm } from './entry-form.ts';

/** What a scenario asks for and its product or set-up does not have, and what has it. Both are noun phrases. */
export interface Lack {
  readonly found: string;
  readonly allowed: string;
}

/** Words of the live view for the trace event that an action writes. */
export interface ActionWords {
  readonly event: `in.${string}`;
  /** True for an action that a reader of the live view must not overlook. */
  readonly isMarked?: boolean;
  /** Undefined where the record belongs to another action that writes the same event. */
  text(record: EventRecord): string | undefined;
}

/** Assumed constants of a product that decide a run only where an action needs them. */
export interface ConstantUse<A> {
  readonly names: readonly QuantityName[];
  /** Absent: every action of this kind uses them. */
  when?(action: A, pump: PumpSetup): boolean;
}

/** An answer of this simulator to a question that no published text answers. */
export interface ActionChoice<A> {
  readonly text: string;
  /** Absent: every action of this kind rests on it. */
  when?(action: A, pump: PumpSetup): boolean;
}

/** All that the bench knows of one kind of action: how it is written, what it needs, what it does and how it is told. */
export interface ActionDefinition<A extends { readonly kind: string }> {
  readonly kind: A['kind'];
  /** The key that names the action in a timeline entry. Definitions that share a key share its forms, in the order of the table. */
  readonly key: string;
  readonly forms: readonly ActionForm<A>[];
  /** Absent: every product and every set-up has what the action needs. */
  lacks?(action: A, pump: PumpSetup, product: Product): readonly Lack[];
  /** True where the action needs a rig with a line. */
  readonly needsLine?: boolean;
  /** True where the action sets the magnetic field, which only one source may do. */
  readonly setsField?: boolean;
  /** True where the clocks of pump and patient may differ after the action. */
  readonly movesClock?: boolean;
  /** True where a refusal of the pump is part of life, and never ends the run. */
  readonly mayBeRefused?: boolean;
  /** Drugs that the action brings into the pump or its catheter. */
  drugs?(action: A): readonly Drug[];
  /** Does the action. The answer is the pump's refusal, or `accepted`. */
  act(bench: Bench, action: A): Acceptance;
  /** Empty for an action that writes no event of its own. */
  readonly words: readonly ActionWords[];
  readonly constants?: readonly ConstantUse<A>[];
  readonly choices?: readonly ActionChoice<A>[];
}
