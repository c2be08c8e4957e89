import { type Refused, type RefusedField, refused } from '../base/refusal.ts';
import type { Drug } from '../base/therapy.ts';

/** Concentration of each drug and each tracer in the reservoir, by name. */
export class ReservoirMix {
  readonly #perMl: Map<string, number>;
  readonly #drugs: ReadonlySet<string>;

  constructor(drugs: readonly Drug[]) {
    this.#perMl = new Map(drugs.map(({ name, concentrationUgPerMl }) => [name, concentrationUgPerMl]));
    this.#drugs = new Set(this.#perMl.keys());
  }

  perMl(name: string): number {
    return this.#perMl.get(name) ?? 0;
  }

  get all(): ReadonlyMap<string, number> {
    return this.#perMl;
  }

  /**
   * Refuses a negative or infinite concentration, and a drug that is new to the run: signals are declared when the run
   * begins. Undefined if the drugs are accepted.
   */
  refusal(field: RefusedField, drugs: readonly Drug[]): Refused | undefined {
    const wrong = drugs.find(({ concentrationUgPerMl: c }) => !(c >= 0 && Number.isFinite(c)));
    if (wrong !== undefined)
      return refused(field, `${wrong.concentrationUgPerMl} ug/mL of ${wrong.name}`, '0 ug/mL or more');
    const stranger = drugs.find(({ name }) => !this.#drugs.has(name));
    if (stranger === undefined) return undefined;
    const known = [...this.#drugs].join(', ');
    return refused(
      field,
      stranger.name,
      known === '' ? 'no drug in a run without one' : `a drug of this run, ${known}`,
    );
  }

  /**
   * Returns the concentrations in a filling: those of its own drugs only. Without drugs of its own, those of the
   * reservoir.
   */
  fillOf(drugs: readonly Drug[] | undefined): Map<string, number> {
    const names = [...this.#drugs];
    if (drugs === undefined) return new Map(names.map((name) => [name, this.perMl(name)]));
    const given = new Map(drugs.map(({ name, concentrationUgPerMl }) => [name, concentrationUgPerMl]));
    return new Map(names.map((name) => [name, given.get(name) ?? 0]));
  }

  /**
   * Mixes a filling in, C = (V_rest C_old + V_fill C_new) / (V_rest + V_fill) for each name. Returns whether a
   * concentration changed.
   */
  fill(restMl: number, fillMl: number, inFill: ReadonlyMap<string, number>): boolean {
    let isChanged = false;
    for (const name of new Set([...this.#perMl.keys(), ...inFill.keys()])) {
      const old = this.perMl(name);
      const fresh = inFill.get(name) ?? 0;
      if (old === fresh && this.#perMl.has(name)) continue;
      this.#perMl.set(name, (restMl * old + fillMl * fresh) / (restMl + fillMl));
      isChanged = true;
    }
    return isChanged;
  }
}
