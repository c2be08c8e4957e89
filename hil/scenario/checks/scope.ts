import type * as z from 'zod';
import { entryName, oneOf, quantity } from '../../yaml/leaf-schemas.ts';
import { keyShown, keysShown, type Refuse, shown } from '../../yaml/problem.ts';
import { refuseName } from '../../yaml/refuse-name.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { timeText } from '../../yaml/units.ts';
import { TIME_LIMITS } from '../entry/action-form.ts';
import type { Anchor, EventPattern, Scope, TimelineEntry } from '../scenario.ts';
import { anchor, eventPattern } from './reference-schemas.ts';

const A_TIME = 'or a time, as in 30 min';

/** Keys of an expectation about a span of time. */
export const spanShape = {
  during: entryName.optional(),
  after: anchor({}).optional(),
  when: eventPattern.optional(),
  'and then': eventPattern.optional(),
  within: quantity('time', TIME_LIMITS).optional(),
  unless: eventPattern.optional(),
  'may never happen': oneOf(['yes']).optional(),
};

/** Keys of an expectation about a moment. */
export const momentShape = {
  at: anchor({ start: { kind: 'start' }, end: { kind: 'end' } }).optional(),
  when: eventPattern.optional(),
  'may never happen': oneOf(['yes']).optional(),
};

export type WrittenSpan = z.output<z.ZodObject<typeof spanShape>>;
export type WrittenMoment = z.output<z.ZodObject<typeof momentShape>>;

/** Parts of a scenario that an expectation may refer to. */
export interface ScenarioContext {
  readonly entries: readonly TimelineEntry[];
  /** False if an entry could not be read. An unknown name may then mean that entry. */
  readonly isWhole: boolean;
  readonly runAtMostUs: number;
  /** Key that states `runAtMostUs`. */
  readonly endKey: 'run at most' | 'ends at';
}

/** Reads the scope of one expectation. Its refusals point at the keys of `tree`. */
export class ScopeReader {
  readonly #around: ScenarioContext;
  readonly #tree: MapTree;
  readonly #refuse: Refuse;

  constructor(around: ScenarioContext, tree: MapTree, refuse: Refuse) {
    this.#around = around;
    this.#tree = tree;
    this.#refuse = refuse;
  }

  /** Parts of the scenario that an expectation may refer to. */
  get around(): ScenarioContext {
    return this.#around;
  }

  /** Reads the keys of a span. */
  span({ during, after, when, 'and then': next, within, unless }: WrittenSpan): Scope {
    this.#checkAlone(['during', 'after', 'when']);
    const limits = {
      ...(within === undefined ? {} : { withinUs: within }),
      ...(unless === undefined ? {} : { unless }),
    };
    for (const key of ['within', 'unless'].filter((one) => this.#tree.entries.has(one))) {
      if (after === undefined && when === undefined)
        this.#refuseKey(
          key,
          `${keyShown(key)} without \`after\` or \`when\``,
          `${keyShown(key)} together with one of the two`,
        );
    }
    if (next !== undefined && when === undefined)
      this.#refuseKey('and then', '`and then` without `when`', '`and then` together with `when`');
    this.#checkMayNever(when);
    if (during !== undefined) return { kind: 'during', entry: this.entry('during', during) };
    if (after !== undefined) {
      this.#checkEnd('after', after, within ?? 0);
      return { kind: 'after', anchor: after, ...limits };
    }
    if (when === undefined) return { kind: 'throughout' };
    const anchor: Anchor = { kind: 'event', pattern: when, ...(next === undefined ? {} : { next }) };
    return { kind: 'after', anchor, ...limits };
  }

  /** Reads the keys of a moment. */
  moment({ at, when }: WrittenMoment): Scope {
    this.#checkAlone(['at', 'when']);
    this.#checkMayNever(when);
    if (at !== undefined) this.#checkEnd('at', at, 0);
    if (at !== undefined) return { kind: 'at', anchor: at };
    if (when !== undefined) return { kind: 'at', anchor: { kind: 'event', pattern: when } };
    this.#refuse(
      this.#tree.place,
      '`value`: no moment',
      '`at:` with end, start, a time or an entry, or `when: EVENT`',
      undefined,
      true,
    );
    return { kind: 'throughout' };
  }

  /** Checks that an entry has this name. Returns the name. */
  entry(key: string, name: string, others: readonly string[] = []): string {
    const names = this.#around.entries.map((entry) => entry.name);
    if (names.includes(name) || !this.#around.isWhole) return name;
    const place = this.#tree.entries.get(key)?.value.place ?? this.#tree.place;
    refuseName(place, key, name, names, 'the name of an entry, but the timeline is empty', this.#refuse, others);
    return name;
  }

  /** Checks that an entry of this name takes a roller study. Returns the name. */
  study(key: string, name: string): string {
    const entry = this.#entryNamed(name);
    if (entry === undefined && this.#around.isWhole) {
      const studies = this.#around.entries
        .filter(({ action }) => action.kind === 'roller study')
        .map((one) => one.name);
      const place = this.#tree.entries.get(key)?.value.place ?? this.#tree.place;
      refuseName(place, key, name, studies, 'the name of a roller study, but the timeline has none', this.#refuse);
    }
    if (entry !== undefined && entry.action.kind !== 'roller study') {
      const place = this.#tree.entries.get(key)?.value.place ?? this.#tree.place;
      this.#refuse(place, `${shown(name)}, an entry of another kind`, 'the name of a roller study');
    }
    return name;
  }

  #checkAlone(keys: readonly string[]): void {
    const [first, second] = keys.filter((key) => this.#tree.entries.has(key));
    if (second !== undefined)
      this.#refuseKey(
        second,
        `${keyShown(first as string)} and ${keyShown(second)} together`,
        `one of ${keysShown(keys)}`,
      );
  }

  /** Refuses `may never happen` for a span that begins without an event. */
  #checkMayNever(when: EventPattern | undefined): void {
    const key = 'may never happen';
    if (when !== undefined || !this.#tree.entries.has(key)) return;
    this.#refuseKey(key, `${keyShown(key)} without \`when\``, `${keyShown(key)} together with \`when\``);
  }

  #checkEnd(key: string, from: Anchor, withinUs: number): void {
    if (from.kind === 'entry') this.entry(key, from.entry, key === 'at' ? ['start', 'end', A_TIME] : [A_TIME]);
    const fromUs = from.kind === 'entry' ? this.#timeOf(from.entry) : from.kind === 'time' ? from.atUs : 0;
    const endUs = fromUs + withinUs;
    const { runAtMostUs, endKey } = this.#around;
    if (endUs <= runAtMostUs) return;
    this.#refuseKey(
      key,
      `an end at ${timeText(endUs)}`,
      `at most ${timeText(runAtMostUs)}, the limit by ${keyShown(endKey)}`,
    );
  }

  #timeOf(name: string): number {
    return this.#entryNamed(name)?.atUs ?? 0;
  }

  #entryNamed(name: string): TimelineEntry | undefined {
    return this.#around.entries.find((entry) => entry.name === name);
  }

  #refuseKey(key: string, found: string, allowed: string): void {
    this.#refuse(this.#tree.entries.get(key)?.keyPlace ?? this.#tree.place, found, allowed);
  }
}
