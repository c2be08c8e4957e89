import type { ReadonlySignal } from '@preact/signals';
import { useShown } from '../base/use-shown.ts';
import type { FieldAtPump, Moment } from '../play/moment.ts';

/** Returns what a part of the scene shows of the moment. `using` lists the other values that `pick` reads. */
export function usePicked<T extends string | number | boolean>(
  moment: ReadonlySignal<Moment>,
  pick: (moment: Moment) => T,
  using: readonly unknown[] = [],
): T {
  return useShown(() => pick(moment.value), [moment, ...using]);
}

/** Returns whether a field is that of a scanner: no device brings it. */
export function isOfScanner({ fieldMt, magnet }: FieldAtPump): boolean {
  return fieldMt > 0 && magnet === undefined;
}
