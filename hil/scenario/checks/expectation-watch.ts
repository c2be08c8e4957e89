import type { TraceRecord } from '../../../firmware-sim/trace/record.ts';
import { type EventPattern, type Expectation, isOfStudy, type Scenario, type Scope } from '../scenario.ts';
import { matches } from './event-pattern.ts';
import type { CheckPlace } from './measurement.ts';
import { spanOf, type TimeSpan } from './span.ts';

/** Follows one expectation during a run: its anchor, the events seen, and the time to which it needs the run. */
export class ExpectationWatch {
  readonly expectation: Expectation;
  readonly #scenario: Scenario;
  /** Events that still have to occur, in this order, before the span begins. */
  #anchorsLeft: readonly EventPattern[];
  readonly #cutPattern: EventPattern | undefined;
  readonly #soughtPattern: EventPattern | undefined;
  #span: TimeSpan | undefined;
  /** Time of the last matching event, inside or outside the span. */
  #soughtUs: number | undefined;
  #seenUs: number | undefined;
  #beforeUs: number | undefined;
  #behindUs: number | undefined;
  #cutUs: number | undefined;
  #isInDoubt = false;

  constructor(expectation: Expectation, scenario: Scenario) {
    this.expectation = expectation;
    this.#scenario = scenario;
    const { scope, check } = expectation;
    this.#anchorsLeft = anchorsOf(scope);
    this.#cutPattern = scope.kind === 'after' ? scope.unless : undefined;
    this.#soughtPattern = check.kind === 'see' || check.kind === 'never see' ? check.pattern : undefined;
    this.#span = spanOf(expectation, scenario, undefined);
  }

  /** Place of the check in the file of the scenario, or the call that built the scenario. */
  get place(): CheckPlace {
    const { builtAt, file, name, expect } = this.#scenario;
    if (builtAt === undefined) return { file, ...this.expectation.place };
    const check = expect.indexOf(this.expectation) + 1;
    return { ...(builtAt ?? { file: `built scenario ${name}`, line: 0, column: 0 }), check };
  }

  /** Span that is checked. Undefined until its anchor event occurs. */
  get span(): TimeSpan | undefined {
    return this.#span;
  }

  /** Time of the first matching event within the span. */
  get seenUs(): number | undefined {
    return this.#seenUs;
  }

  /** Times of the last matching event before the span and of the first one behind it, for the margin in time. */
  get outside(): { readonly beforeUs: number | undefined; readonly behindUs: number | undefined } {
    return { beforeUs: this.#beforeUs, behindUs: this.#behindUs };
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    const [anchor] = this.#anchorsLeft;
    if (anchor !== undefined && matches(record, anchor)) {
      this.#anchorsLeft = this.#anchorsLeft.slice(1);
      if (this.#anchorsLeft.length === 0) this.#span = spanOf(this.expectation, this.#scenario, record.t);
    } else if (this.#soughtPattern !== undefined && matches(record, this.#soughtPattern)) {
      this.#sought(record);
      this.#passBy(record.t);
    } else if (this.#cutPattern !== undefined && matches(record, this.#cutPattern)) this.#cut(record.t);
    if (this.#seenUs !== undefined || this.#span === undefined || this.#soughtUs === undefined) return;
    if (this.#cutUs !== undefined) return;
    // An event that was recorded before its anchor counts if both have the same microsecond.
    if (this.#soughtUs >= this.#span.fromUs && this.#soughtUs <= this.#span.toUs) this.#seenUs = this.#soughtUs;
  }

  /** True if an event with an uncertain time may lie in the span or outside it, and no other event decides. */
  get isInDoubt(): boolean {
    return this.#isInDoubt && this.#seenUs === undefined;
  }

  /** Takes note of a matching event. One that was read later has a time of its own, with an error. */
  #sought(record: TraceRecord): void {
    const { noticedUs, noticedErrorUs } = record as { readonly noticedUs?: unknown; readonly noticedErrorUs?: unknown };
    if (typeof noticedUs !== 'number' || typeof noticedErrorUs !== 'number' || this.#span === undefined) {
      this.#soughtUs = record.t;
      return;
    }
    const { fromUs, toUs } = this.#span;
    const [lowUs, highUs] = [noticedUs - noticedErrorUs, noticedUs + noticedErrorUs];
    if (lowUs >= fromUs && highUs <= toUs) this.#soughtUs = noticedUs;
    else if (highUs >= fromUs && lowUs <= toUs) this.#isInDoubt = true;
  }

  #passBy(atUs: number): void {
    const { fromUs, toUs } = this.#span ?? { fromUs: Number.POSITIVE_INFINITY, toUs: Number.POSITIVE_INFINITY };
    if (atUs < fromUs) this.#beforeUs = atUs;
    if (atUs > toUs) this.#behindUs ??= atUs;
  }

  /** Time of the `unless` event that ends the expectation undecided. */
  get cutUs(): number | undefined {
    return this.#cutUs;
  }

  #cut(atUs: number): void {
    const isOpen = this.#span !== undefined && atUs >= this.#span.fromUs && atUs < this.#span.toUs;
    if (isOpen && this.#seenUs === undefined) this.#cutUs ??= atUs;
  }

  /** Time at which this expectation was decided, or at which its span ends. 0 while neither is known. */
  get decidedUs(): number {
    const known = this.#decidingUs ?? this.#cutUs;
    if (known !== undefined || this.#span === undefined) return known ?? 0;
    const { fromUs, toUs } = this.#span;
    return Number.isFinite(toUs) ? toUs : Number.isFinite(fromUs) ? fromUs : 0;
  }

  /** Time of the event sought. What should not come needs no run until it comes. */
  get #decidingUs(): number | undefined {
    const isUnlimited = this.#span?.toUs === Number.POSITIVE_INFINITY;
    return this.expectation.check.kind === 'never see' && isUnlimited ? undefined : this.#seenUs;
  }

  /** Returns the pump time to which this expectation needs the run; Infinity while unknown. */
  needUs(studies: readonly { readonly name: string }[]): number {
    const { check } = this.expectation;
    if (isOfStudy(check)) return studies.some((study) => study.name === check.study) ? 0 : Number.POSITIVE_INFINITY;
    if (this.#seenUs !== undefined || this.#cutUs !== undefined) return 0;
    if (this.#span === undefined) return Number.POSITIVE_INFINITY;
    const { fromUs, toUs } = this.#span;
    if (toUs !== Number.POSITIVE_INFINITY) return toUs;
    if (check.kind === 'see') return Number.POSITIVE_INFINITY;
    return fromUs === Number.POSITIVE_INFINITY ? 0 : fromUs;
  }
}

/** Returns the events that have to occur, in this order, before a span begins. */
export function anchorsOf(scope: Scope): readonly EventPattern[] {
  if ((scope.kind !== 'after' && scope.kind !== 'at') || scope.anchor.kind !== 'event') return [];
  const { pattern, next } = scope.anchor;
  return next === undefined ? [pattern] : [pattern, next];
}
