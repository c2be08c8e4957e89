import { failedInvariants } from '../invariants/invariants-text.ts';
import { worst } from '../scenario/checks/verdict.ts';
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

  /** `todayIso` is a date or a time in ISO 8601. */
  constructor(entries: readonly QuarantineEntry[], todayIso: string) {
    this.#entries = entries;
    this.#today = todayIso.slice(0, 10);
  }

  /** Marks the quarantined checks of an outcome. Computes its verdict without the excused checks. */
  marked(outcome: Outcome): Outcome {
    if (outcome.kind !== 'judged') return outcome;
    const { result, scenario } = outcome;
    const checks = [...result.measurements, ...failedInvariants(result.invariants)];
    const quarantined = checks.flatMap(({ name, verdict }) => {
      const entry = this.#entries.find((one) => isOf(one, scenario) && one.check === name);
      if (entry === undefined) return [];
      this.#met.add(entry);
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
    return { ...outcome, quarantined, result: { ...result, verdict: worst(counted) } };
  }

  /** Returns a sentence for each entry that is past its date or that matches no check of the marked outcomes. */
  notes(): readonly string[] {
    return this.#entries.flatMap((entry) => {
      const { check, scenario, until } = entry;
      if (!this.#met.has(entry))
        return [`"${check}" of ${scenario} is quarantined, and no check of this call matches.`];
      if (this.#today <= until) return [];
      return [`The quarantine of "${check}" of ${scenario} ended on ${until}: the check counts again.`];
    });
  }
}

/**
 * Returns whether an entry applies to a run. An entry without values of parameters applies to all runs of its scenario.
 */
function isOf(entry: QuarantineEntry, scenario: string): boolean {
  return entry.scenario === scenario || scenario.startsWith(`${entry.scenario} `);
}

/** Returns the mark of a check; undefined for a check that is not quarantined. */
export function markOf(marks: readonly QuarantineMark[] | undefined, check: string): QuarantineMark | undefined {
  return marks?.find((mark) => mark.check === check);
}

/** Returns the text of a mark: `quarantined until 2026-12-31: the reason`. */
export function markText({ until, reason, isPast }: QuarantineMark): string {
  return isPast ? `quarantine ended on ${until}: ${reason}` : `quarantined until ${until}: ${reason}`;
}
