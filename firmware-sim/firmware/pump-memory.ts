import { type BridgeBolus, type BridgedOther, type Drug, noDrug, type ProgramChange } from '../base/therapy.ts';

/** Data that the pump stores for display: drugs and the catheter volume. */
export class PumpMemory {
  #drugs: readonly Drug[];
  /** Drugs before the last change of any drug. */
  #drugsBefore: readonly Drug[];
  #catheterMl: number;

  /** `drugs` are the drugs programmed before the run. A drug of 0 ug/mL was not programmed. */
  constructor(catheterMl: number, drugs: readonly Drug[] = []) {
    this.#catheterMl = catheterMl;
    const programmed = drugs.filter(({ concentrationUgPerMl }) => concentrationUgPerMl > 0);
    this.#drugs = [0, 1, 2].map((index) => programmed[index] ?? noDrug);
    this.#drugsBefore = this.#drugs;
  }

  get drugs(): readonly Drug[] {
    return this.#drugs;
  }

  get catheterMl(): number {
    return this.#catheterMl;
  }

  remember({ drug1, drug2, drug3, catheterMl }: ProgramChange): void {
    this.#changeDrugs(this.#drugs.map((drug, index) => [drug1, drug2, drug3][index] ?? drug));
    this.#catheterMl = catheterMl ?? this.#catheterMl;
  }

  /**
   * Programs the filled drugs. The true mixture in the reservoir does not matter. A drug keeps its slot, and an omitted
   * drug loses it. A new drug takes a slot that was empty before, otherwise one that is free now.
   */
  filled(drugs: readonly Drug[]): void {
    const fresh = new Map(drugs.map((drug) => [drug.name, drug]));
    const slots = this.#drugs.map(({ name }) => fresh.get(name) ?? noDrug);
    for (const drug of drugs) {
      if (slots.includes(drug)) continue;
      const isFree = (slot: Drug): boolean => slot.name === noDrug.name;
      const emptyBefore = slots.findIndex((slot, index) => isFree(slot) && isFree(this.#drugs[index] ?? noDrug));
      slots[emptyBefore >= 0 ? emptyBefore : slots.findIndex(isFree)] = drug;
    }
    this.#changeDrugs(slots);
  }

  /**
   * Returns the drugs in the slots beside that of a bridge, before and after the last change. Empty slots are left out.
   */
  othersBeside({ oldUgPerMl, newUgPerMl }: BridgeBolus): readonly BridgedOther[] {
    const slots = this.#drugs.map((drug, index) => [this.#drugsBefore[index] ?? noDrug, drug] as const);
    const found = slots.findIndex(
      ([before, now]) => before.concentrationUgPerMl === oldUgPerMl && now.concentrationUgPerMl === newUgPerMl,
    );
    return slots.flatMap(([before, now], index) => otherOf(before, now, index + 1, Math.max(0, found) + 1));
  }

  #changeDrugs(drugs: readonly Drug[]): void {
    const isSame = drugs.every((drug, index) => drug === this.#drugs[index]);
    if (isSame) return;
    this.#drugsBefore = this.#drugs;
    this.#drugs = drugs;
  }
}

/** Returns a slot beside that of a bridge. If another drug held it before, it starts at 0 ug/mL. */
export function otherOf(before: Drug, now: Drug, slot: number, bridgedSlot: number): readonly BridgedOther[] {
  const name = now.name === noDrug.name ? before.name : now.name;
  if (slot === bridgedSlot || name === noDrug.name) return [];
  const oldUgPerMl = before.name === name ? before.concentrationUgPerMl : 0;
  return [{ slot, name, oldUgPerMl, newUgPerMl: now.concentrationUgPerMl }];
}
