import { didYouMean } from '../base/nearest-name.ts';
import { failedInvariants } from '../invariants/invariants-text.ts';
import { type Verdict, worst } from '../scenario/checks/verdict.ts';
import type { Outcome, QuarantineMark } from '../scenario/outcome.ts';

/** A check that may fail until a date. */
export interface QuarantineEntry {
  readonly scenario: string;
  readonly check: string;
  /** Last day of the quarantine: `2026-12-31`. */
  readonly until: string;
  readonly reason: string;
}

/** Checks that may fail until a date. After the date they count again. */
export class Quarantine {
  readonly #entries: readonly QuarantineEntry[];
  readonly #today: string;
  readonly #met = new Set<QuarantineEntry>();
  /** Names of the checks of each judged scenario. */
  readonly #known = new Map<string, readonly string[]>();

  /** `todayIso` is a date or a time in ISO 8601. */
  constructor(entries: readonly QuarantineEntry[], todayIso: string) {
    this.#entries = entries;
    this.#today = todayIso.slice(0, 10);
  }

  /** Marks the quarantined checks of an outcome. Computes its verdict without the excused checks. */
  marked(outcome: Outcome): Outcome {
    if (outcome.kind !== 'judged') return outcome;
    const { result, scenario } = outcome;
    this.#known.set(
      scenario,
      [...result.measurements, ...result.invariants].map(({ name }) => name),
    );
    const checks = [...result.measurements, ...failedInvariants(result.invariants)];
    const quarantined = checks.flatMap(({ name, verdict }) => {
      const matching = this.#entries.filter((one) => isOf(one, scenario) && one.check === name);
      // An entry with values of parameters goes before one for all runs of the scenario.
      const entry = matching.find((one) => one.scenario === scenario) ?? matching[0];
      if (entry === undefined) return [];
      for (const one of matching) this.#met.add(one);
      const { until, reason } = entry;
      const isPast = this.#today > until;
      return [
        { check: name, until, reason, isPast, isExcused: !isPast && verdict !== 'pass' && verdict !== 'skipped' },
      ];
    });
    if (quarantined.length === 0) return outcome;
    const excused = new Set(quarantined.filter(({ isExcused }) => isExcused).map(({ check }) => check));
    if (excused.size === 0) return { ...outcome, quarantined };
    const counted = checks.filter(({ name }) => !excused.has(name)).map(({ verdict }) => verdict);
    const isExcused = isWhollyExcused(
      checks.map((one) => ({ ...one, quarantine: markOf(quarantined, one.name) ?? null })),
    );
    return { ...outcome, quarantined, isExcused, result: { ...result, verdict: worst(counted) } };
  }

  /** Returns a sentence for each entry that is past its date or that matches no check of the marked outcomes. */
  notes(): readonly string[] {
    return this.#entries.flatMap((entry) => {
      const { check, scenario, until } = entry;
      if (!this.#met.has(entry))
        return [`"${check}" of ${scenario} is quarantined, and no check of this call matches.${this.#nearest(entry)}`];
      if (this.#today <= until) return [];
      return [`The quarantine of "${check}" of ${scenario} ended on ${until}: the check counts again.`];
    });
  }

  /** Returns a sentence with the check or the scenario that an entry may mean; empty without one. */
  #nearest(entry: QuarantineEntry): string {
    const runs = [...this.#known].filter(([scenario]) => isOf(entry, scenario));
    if (runs.length === 0) return didYouMean(entry.scenario, [...this.#known.keys()]);
    const names = runs.flatMap(([, checks]) => checks);
    // An invariant that holds has no mark, and its entry needs no other name.
    return names.includes(entry.check) ? '' : didYouMean(entry.check, names);
  }
}

/**
 * Returns whether an entry applies to a run. An entry without values of parameters applies to all runs of its scenario.
 */
function isOf(entry: QuarantineEntry, scenario: string): boolean {
  return entry.scenario === scenario || scenario.startsWith(`${entry.scenario} `);
}

/** A check as it counts for the verdict of its run. */
interface CountedCheck {
  readonly verdict: Verdict;
  readonly quarantine: QuarantineMark | null;
}

/** Returns whether a quarantine excuses all checks that would count. Such a run decided nothing, and it does not count. */
export function isWhollyExcused(checks: readonly CountedCheck[]): boolean {
  const counted = checks.filter(({ verdict }) => verdict !== 'skipped');
  return counted.length > 0 && counted.every(({ quarantine }) => quarantine?.isExcused === true);
}

/** Returns the mark of a check; undefined for a check that is not quarantined. */
export function markOf(marks: readonly QuarantineMark[] | undefined, check: string): QuarantineMark | undefined {
  return marks?.find((mark) => mark.check === check);
}

/** Returns the text of a mark: `quarantined until 2026-12-31: the reason`. */
export function markText({ until, reason, isPast }: QuarantineMark): string {
  return isPast ? `quarantine ended on ${until}: ${reason}` : `quarantined until ${until}: ${reason}`;
}
