import { type FlexDay, type FlexStep, writtenSteps } from '../base/flex-week.ts';
import type { Drug, ProgramChange } from '../base/therapy.ts';

/** Limit of flex steps in a draft: 48 a day for each weekday and for `every day`. */
const DRAFT_STEPS_MAX = 384;

/** Program that is being drafted. It does not affect the pump until it is sent as a whole. */
export class ProgramDraft {
  #change: ProgramChange = {};

  get change(): ProgramChange {
    return this.#change;
  }

  /** Sets fields. A later value replaces an earlier one. */
  set(change: ProgramChange): void {
    this.#change = { ...this.#change, ...change };
  }

  setDrug(slot: number, drug: Drug): void {
    if (slot === 1) this.set({ drug1: drug });
    else if (slot === 2) this.set({ drug2: drug });
    else this.set({ drug3: drug });
  }

  /** Inserts a step at its place in the day. Returns false and sets nothing if the draft is full. */
  setFlexStep(day: FlexDay, step: FlexStep): boolean {
    const { flex = {} } = this.#change;
    const others = (flex[day] ?? []).filter(({ fromMinutes }) => fromMinutes !== step.fromMinutes);
    const pattern = [...others, step].sort((a, b) => a.fromMinutes - b.fromMinutes);
    const changed = { ...flex, [day]: pattern };
    if (writtenSteps(changed).length > DRAFT_STEPS_MAX) return false;
    this.set({ flex: changed });
    return true;
  }
}
