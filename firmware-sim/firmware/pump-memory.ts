import { type Drug, noDrug, type ProgramChange } from '../therapy.ts';

/** What the pump keeps for people, and does not reckon with: drugs, and the volume on the way to the tip. */
export class PumpMemory {
  #drugs: readonly Drug[] = [noDrug, noDrug, noDrug];
  #catheterMl: number;

  constructor(catheterMl: number) {
    this.#catheterMl = catheterMl;
  }

  get drugs(): readonly Drug[] {
    return this.#drugs;
  }

  get catheterMl(): number {
    return this.#catheterMl;
  }

  remember({ drug1, drug2, drug3, catheterMl }: ProgramChange): void {
    this.#drugs = this.#drugs.map((drug, index) => [drug1, drug2, drug3][index] ?? drug);
    this.#catheterMl = catheterMl ?? this.#catheterMl;
  }
}
