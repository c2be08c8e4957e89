import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import type { Drug } from '../../../firmware-sim/base/therapy.ts';
import type { Product, QuantityName } from '../../../firmware-sim/products/product.ts';
import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import type { Bench } from '../../bench.ts';
import type { PumpSetup } from '../scenario.ts';
import type { ActionForm } from './entry-form.ts';

/** A part that an action needs and that product or set-up lacks (`found`), and the remedy (`allowed`), as noun phrases. */
export interface Lack {
  readonly found: string;
  readonly allowed: string;
}

/** Words of the live view for the trace event that an action writes. */
export interface ActionWords {
  readonly event: `in.${string}`;
  /** True for an action that a reader of the live view must not overlook. */
  readonly isMarked?: boolean;
  /** Undefined if the record belongs to another action that writes the same event. */
  text(record: EventRecord): string | undefined;
}

/** Assumed constants of a product on which a run depends only if an action uses them. */
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

/** Definition of one kind of action: its YAML, its needs, its execution and its words in the live view. */
export interface ActionDefinition<A extends { readonly kind: string }> {
  readonly kind: A['kind'];
  /** Key of the action in a timeline entry. Definitions may share a key; the reader tries their forms in table order. */
  readonly key: string;
  readonly forms: readonly ActionForm<A>[];
  /** Absent: every product and every set-up has what the action needs. */
  lacks?(action: A, pump: PumpSetup, product: Product): readonly Lack[];
  /** True if the action needs a rig with a line. */
  readonly needsLine?: boolean;
  /** True if the action sets the magnetic field, which only one source may do. */
  readonly setsField?: boolean;
  /** True if the clocks of pump and patient may differ after the action. */
  readonly movesClock?: boolean;
  /** True if a refusal by the pump is a regular outcome, after which the run continues. */
  readonly mayBeRefused?: boolean;
  /** Drugs that the action brings into the pump or its catheter. */
  drugs?(action: A): readonly Drug[];
  /** Executes the action. Returns the pump's acceptance or refusal. */
  act(bench: Bench, action: A): Acceptance;
  /** Empty for an action that writes no event of its own. */
  readonly words: readonly ActionWords[];
  readonly constants?: readonly ConstantUse<A>[];
  readonly choices?: readonly ActionChoice<A>[];
}
