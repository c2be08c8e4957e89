import { type FlexDay, type FlexStep, writtenSteps } from '../base/flex-week.ts';
import type { Drug, ProgramChange } from '../base/therapy.ts';

/** Steps of flex that a draft holds; 48 a day, for each weekday and for every day. */
const DRAFT_STEPS_MAX = 384;

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

  /** In its place in the day; false, and nothing set, where the draft is full. */
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
