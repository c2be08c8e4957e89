/** Field of a motor's coils: strength, and direction in full steps from 0 to 4 (one electrical turn). */
export interface Stator {
  readonly angleSteps: number;
  /** Strength: 1 with both windings at rated current, 0 without current. */
  readonly strength: number;
}

export const unpowered: Stator = { angleSteps: 0, strength: 0 };

const SINGLE_COIL = Math.SQRT1_2;

/** Field of four coils, a quarter of an electrical turn apart. Bit 0 is the first coil; opposite coils cancel. */
export function statorOfCoils(coils: number): Stator {
  const on = (coil: number): number => (coils >> coil) & 1;
  const x = on(0) - on(2);
  const y = on(1) - on(3);
  if (x === 0 && y === 0) return unpowered;
  if (x === 0) return { angleSteps: y > 0 ? 1 : 3, strength: SINGLE_COIL };
  if (y === 0) return { angleSteps: x > 0 ? 0 : 2, strength: SINGLE_COIL };
  const quarter = x > 0 ? (y > 0 ? 0 : 3) : y > 0 ? 1 : 2;
  return { angleSteps: quarter + 0.5, strength: 1 };
}
