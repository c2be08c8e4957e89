import { vi } from 'vitest';
import type { Product } from '../../../firmware-sim/products/product.ts';

/** A pump that violates requirements on purpose. Each of them must have a check that does not pass on it. */
export interface BrokenPump {
  readonly what: string;
  readonly violates: readonly string[];
  /** Breaks the code until all mocks are restored. */
  readonly breaks?: () => void;
  /** Replaces the product. */
  readonly product?: Product;
}

/** Replaces a method. `broken` gets the original, the object and the arguments. */
export function replace<T extends object, K extends keyof T & string>(
  owner: { readonly prototype: T },
  name: K,
  broken: (original: (...args: unknown[]) => unknown, self: T, args: readonly unknown[]) => unknown,
): void {
  const { prototype } = owner;
  const original = prototype[name] as unknown as (...args: unknown[]) => unknown;
  const spied = vi.spyOn(prototype as unknown as Record<string, (...args: unknown[]) => unknown>, name);
  spied.mockImplementation(function (this: unknown, ...args: unknown[]) {
    return broken((...given) => original.apply(this, given), this as T, args);
  });
}

/** A method that has no effect. */
export const nothing = (): undefined => undefined;
