/** The field that a motor's coils make: its direction in full steps, 0 to 4 (one electrical turn), and its strength. */
export interface Stator {
  readonly angleSteps: number;
  /** 1: both windings at their rated current; 0: nothing is energised. */
  readonly strength: number;
}

export const unpowered: Stator = { angleSteps: 0, strength: 0 };

const SINGLE_COIL = Math.SQRT1_2;

/** Four coils a quarter of an electrical turn apart, bit 0 the first. Opposite ones cancel. */
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
