import { computed, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { FieldAtPump, Moment } from '../play/moment.ts';

/**
 * Returns what a part of the scene shows of the moment. The part is drawn again only when this value changes, not with each
 * frame. `using` lists the other values that `pick` reads.
 */
export function usePicked<T extends string | number | boolean>(
  moment: ReadonlySignal<Moment>,
  pick: (moment: Moment) => T,
  using: readonly unknown[] = [],
): T {
  return useMemo(() => computed(() => pick(moment.value)), [moment, ...using]).value;
}

/** Returns the field at the pump. */
export function useField(moment: ReadonlySignal<Moment>): FieldAtPump {
  const text = usePicked(moment, ({ field }) => JSON.stringify(field));
  return useMemo(() => JSON.parse(text) as FieldAtPump, [text]);
}

/** Returns whether a field is that of a scanner: no device brings it. */
export function isOfScanner({ fieldMt, magnet }: FieldAtPump): boolean {
  return fieldMt > 0 && magnet === undefined;
}
