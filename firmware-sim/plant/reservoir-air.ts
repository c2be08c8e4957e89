import { SLACK_ML } from './rounding.ts';

/** Whether air stays until all drug has gone, or leaves evenly with it. No text says; both are assumptions. */
export type AirLeaves = 'last' | 'mixed';

/** Air in a reservoir when it was last counted: it takes room and is metered as fluid. */
export interface ReservoirAir {
  readonly airMl: number;
  readonly leaves: AirLeaves;
}

export const noAir: ReservoirAir = { airMl: 0, leaves: 'last' };

/** What a reservoir held when it was counted, and how much of that the pump can draw. */
export interface Counted {
  readonly filledMl: number;
  readonly usableMl: number;
}

/** Volume that has to leave before air follows; Infinity where none ever follows, or where it leaves mixed. */
export function drugFirstMl({ airMl, leaves }: ReservoirAir, { usableMl }: Counted): number {
  if (airMl === 0 || leaves === 'mixed') return Number.POSITIVE_INFINITY;
  return Math.max(0, usableMl - airMl);
}

/** Air that is left once `usedMl` have been taken. */
export function airLeftMl(air: ReservoirAir, counted: Counted, usedMl: number): number {
  const { airMl, leaves } = air;
  if (airMl === 0 || counted.filledMl <= 0) return 0;
  if (leaves === 'mixed') return airMl * (1 - usedMl / counted.filledMl);
  return Math.max(0, airMl - Math.max(0, usedMl - drugFirstMl(air, counted)));
}

/** Share of drug solution in what leaves, once `usedMl` have been taken. */
export function solutionShare(air: ReservoirAir, counted: Counted, usedMl: number): number {
  if (air.airMl === 0) return 1;
  if (air.leaves === 'mixed') return counted.filledMl > 0 ? 1 - air.airMl / counted.filledMl : 0;
  return usedMl >= drugFirstMl(air, counted) - SLACK_ML ? 0 : 1;
}
