import type { Drug, ProgramChange } from '../therapy.ts';

/** A program that is being put together. It touches nothing until all of it is handed to the pump. */
export class ProgramDraft {
  #change: ProgramChange = {};

  get change(): ProgramChange {
    return this.#change;
  }

  /** A field set twice has its later value. */
  set(change: ProgramChange): void {
    this.#change = { ...this.#change, ...change };
  }

  setDrug(slot: number, drug: Drug): void {
    if (slot === 1) this.set({ drug1: drug });
    else if (slot === 2) this.set({ drug2: drug });
    else this.set({ drug3: drug });
  }
}
