import type { Dimension, Quantity, Time } from './units.gen.ts';
import type { ConditionText, WrittenCheck } from './written.gen.ts';

/** Keys that every check may have besides its scope and its response. */
export interface CheckFacts {
  readonly name: string;
  readonly requires?: readonly string[] | undefined;
  readonly 'may never happen'?: 'yes' | undefined;
  /** Ends all open occurrences without deciding them. */
  readonly unless?: ConditionText | undefined;
}

/** Time within which several responses come, one after the other. */
export interface OrderTimes {
  readonly within?: Time | undefined;
  readonly 'marginal from'?: Time | undefined;
}

/** Times of a response that must not come. */
export interface AvoidedTimes extends OrderTimes {
  readonly from?: Time | undefined;
}

/** Times of a response that comes, and limits of how long it lasts. An event has no length. */
export interface SeenTimes extends AvoidedTimes {
  readonly 'for at least'?: Time | undefined;
  readonly 'for at most'?: Time | undefined;
}

/** Times of a response that lasts. */
export interface HeldTimes {
  readonly from?: Time | undefined;
  readonly within?: Time | undefined;
  /** Begin of the marginal band: of the limit in time, or of the limit of the condition, in the unit of its signal. */
  readonly 'marginal from'?: Time | Quantity<Dimension> | undefined;
  readonly 'for at least'?: Time | undefined;
  readonly 'for at most'?: Time | undefined;
  readonly until?: ConditionText | undefined;
  readonly 'unless before'?: ConditionText | undefined;
}

/** Limits of a count. */
export interface CountLimits {
  readonly per: Time;
  readonly 'at least'?: number | undefined;
  readonly 'at most'?: number | undefined;
  readonly 'marginal from'?: number | undefined;
}

/** A part of a run. Each method returns an expectation about it. */
export class CheckScope {
  readonly #keys: object;

  constructor(keys: object) {
    this.#keys = keys;
  }

  /** Expects an event, or that a condition becomes true. */
  see(response: ConditionText, facts: CheckFacts & SeenTimes): WrittenCheck {
    return this.#check({ see: response }, facts);
  }

  /** Expects that an event does not occur, or that a condition does not become true. */
  neverSee(response: ConditionText, facts: CheckFacts & AvoidedTimes): WrittenCheck {
    return this.#check({ 'never see': response }, facts);
  }

  /** Expects that a condition holds. */
  holds(response: ConditionText, facts: CheckFacts & HeldTimes): WrittenCheck {
    return this.#check({ holds: response }, facts);
  }

  /** Expects that a condition does not hold. */
  never(response: ConditionText, facts: CheckFacts & HeldTimes): WrittenCheck {
    return this.#check({ never: response }, facts);
  }

  /** Expects that conditions become true one after the other. */
  inOrder(responses: readonly ConditionText[], facts: CheckFacts & OrderTimes): WrittenCheck {
    return this.#check({ 'in order': responses }, facts);
  }

  /** Expects a number of occurrences in every window of time. */
  count(of: ConditionText, facts: CheckFacts & CountLimits): WrittenCheck {
    return this.#check({ count: of }, facts);
  }

  #check(response: object, facts: CheckFacts): WrittenCheck {
    return { ...this.#keys, ...response, ...facts } as WrittenCheck;
  }
}

/** A condition that has become true and stays so for a time. */
export interface Becoming {
  readonly becomes: ConditionText;
  readonly 'for at least'?: Time | undefined;
  readonly 'for at most'?: Time | undefined;
}

/** All moments at which a condition is true, not only its start. */
export interface AllMoments {
  readonly throughout: ConditionText;
}

/** A stretch of a run: that of an entry of the timeline, or from one condition to another. */
export type Stretch = string | { readonly from: ConditionText; readonly to: ConditionText };

/**
 * Each occurrence of an event, or each start of a condition, not only the first. A condition that is true at the start
 * of the run starts there.
 */
export function whenever(trigger: ConditionText | Becoming | AllMoments): CheckScope {
  return new CheckScope({ whenever: trigger });
}

/** The first occurrence of an event or a condition. */
export function when(trigger: ConditionText): CheckScope {
  return new CheckScope({ when: trigger });
}

/** Each stretch: from an entry to the next entry of its kind, or between two conditions. */
export function during(stretch: Stretch): CheckScope {
  return new CheckScope({ during: stretch });
}

/** The whole run except a stretch. */
export function exceptDuring(stretch: Stretch): CheckScope {
  return new CheckScope({ 'except during': stretch });
}

/** The run from an entry, a condition or a time on. */
export function after(moment: ConditionText): CheckScope {
  return new CheckScope({ after: moment });
}

/** The run before an entry or a condition. */
export function before(moment: ConditionText): CheckScope {
  return new CheckScope({ before: moment });
}

/** The whole run. */
export function throughout(): CheckScope {
  return new CheckScope({});
}
