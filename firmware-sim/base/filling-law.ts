/**
 * Fall of the flow as the reservoir runs low and its gas has nearly expanded. The flow is full down to the knee, zero
 * at the floor, and linear in between.
 */
export interface FillingLaw {
  readonly kneeMl: number;
  readonly floorMl: number;
}
