import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import type { Drug } from '../../../firmware-sim/base/therapy.ts';
import type { Product, QuantityName } from '../../../firmware-sim/products/product.ts';
import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import type { Bench } from '../../bench.ts';
import type { FirmwareVerb } from '../../firmware/firmware-verbs.ts';
import type { ForeignPump } from '../../firmware/foreign/foreign-pump.ts';
import type { PumpSetup } from '../scenario.ts';
import type { ActionForm } from './entry-form.ts';

/**
 * A part that an action needs and that product or set-up lacks. `found` names it, `allowed` the remedy, both as noun
 * phrases.
 */
export interface Lack {
  readonly found: string;
  readonly allowed: string;
}

/** Words of the live view for the trace event that an action writes. */
export interface ActionWords {
  readonly event: `in.${string}`;
  /** True if the live view must highlight the action. */
  readonly isMarked?: boolean;
  /** Undefined if another action wrote the same event. */
  text(record: EventRecord): string | undefined;
}

/** Assumed constants of a product that matter only to runs with this action. */
export interface ConstantUse<A> {
  readonly names: readonly QuantityName[];
  /** Absent: every action of this kind uses them. */
  when?(action: A, pump: PumpSetup): boolean;
}

/** The simulator's answer to a question that no published text answers. */
export interface ActionChoice<A> {
  readonly text: string;
  /** Absent: every action of this kind depends on it. */
  when?(action: A, pump: PumpSetup): boolean;
}

/** How an action reaches a pump with a foreign firmware: through the body, and through telemetry. */
export interface ForeignAction<A> {
  /**
   * Returns the telemetry verbs that the action needs, and parts of it that no verb can reach. Absent: the body alone acts.
   */
  needs?(action: A): readonly (FirmwareVerb | Lack)[];
  /** Executes the action. Pump time runs while the firmware answers. */
  act(pump: ForeignPump, action: A, bench: Bench): Acceptance | Promise<Acceptance>;
}

/** Definition of one kind of action: its YAML, its needs, its execution, and its words in the live view. */
export interface ActionDefinition<A extends { readonly kind: string }> {
  readonly kind: A['kind'];
  /**
   * Key of the action in a timeline entry. Several definitions may have the same key. The reader tries their forms in
   * table order.
   */
  readonly key: string;
  readonly forms: readonly ActionForm<A>[];
  /** Returns a part that is missing for the action. Absent: the action needs no special part. */
  lacks?(action: A, pump: PumpSetup, product: Product): readonly Lack[];
  /** True if the action needs a rig with a line. */
  readonly needsLine?: boolean;
  /** True if the action needs a firmware under test: nothing in the model corresponds to it. */
  readonly needsFirmware?: boolean;
  /** True if the action may restart a firmware under test. */
  readonly restartsFirmware?: boolean;
  /** True if the action sets the magnetic field. Only one source may set it. */
  readonly setsField?: boolean;
  /** True if the action can make the clocks of pump and patient differ. */
  readonly movesClock?: boolean;
  /** True if a refusal by the pump is a normal outcome, after which the run continues. */
  readonly mayBeRefused?: boolean;
  /** Drugs that the action brings into the pump or its catheter. */
  drugs?(action: A): readonly Drug[];
  /** Executes the action. Returns the pump's acceptance or refusal. */
  act(bench: Bench, action: A): Acceptance;
  readonly foreign: ForeignAction<A>;
  /** Words for the live view. Empty for an action that writes no event of its own. */
  readonly words: readonly ActionWords[];
  readonly constants?: readonly ConstantUse<A>[];
  readonly choices?: readonly ActionChoice<A>[];
}
