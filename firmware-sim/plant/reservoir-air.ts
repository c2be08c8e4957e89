import { SLACK_ML } from './rounding.ts';

/** Whether air stays until all drug has left, or leaves evenly with it. No text tells; both are assumptions. */
export type AirLeaves = 'last' | 'mixed';

/** Air in a reservoir at the last count. It takes up volume and is metered as fluid. */
export interface ReservoirAir {
  readonly airMl: number;
  readonly leaves: AirLeaves;
}

export const noAir: ReservoirAir = { airMl: 0, leaves: 'last' };

/** Contents of a reservoir at the last count, and the part that the pump can draw. */
export interface Counted {
  readonly filledMl: number;
  readonly usableMl: number;
}

/** Returns the volume that leaves before air follows; Infinity if none follows, or if it leaves mixed. */
export function drugFirstMl({ airMl, leaves }: ReservoirAir, { usableMl }: Counted): number {
  if (airMl === 0 || leaves === 'mixed') return Number.POSITIVE_INFINITY;
  return Math.max(0, usableMl - airMl);
}

/** Returns the air that is left after `usedMl` have been taken. */
export function airLeftMl(air: ReservoirAir, counted: Counted, usedMl: number): number {
  const { airMl, leaves } = air;
  if (airMl === 0 || counted.filledMl <= 0) return 0;
  if (leaves === 'mixed') return airMl * (1 - usedMl / counted.filledMl);
  return Math.max(0, airMl - Math.max(0, usedMl - drugFirstMl(air, counted)));
}

/** Returns the share of drug solution in the outflow after `usedMl` have been taken. */
export function solutionShare(air: ReservoirAir, counted: Counted, usedMl: number): number {
  if (air.airMl === 0) return 1;
  if (air.leaves === 'mixed') return counted.filledMl > 0 ? 1 - air.airMl / counted.filledMl : 0;
  return usedMl >= drugFirstMl(air, counted) - SLACK_ML ? 0 : 1;
}
