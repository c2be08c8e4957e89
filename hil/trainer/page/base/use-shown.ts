import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';

/**
 * Returns a value that is read from signals. The component is drawn again only when this value changes, not with each change of
 * the signals. `using` lists what `read` takes from elsewhere, such as properties of the component.
 */
export function useShown<T extends string | number | boolean | undefined>(
  read: () => T,
  using: readonly unknown[] = [],
): T {
  return useMemo(() => computed(read), using).value;
}
