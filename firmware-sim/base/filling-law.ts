/**
 * How the flow falls when little is left and the gas behind the reservoir is nearly spread out: full down to the knee, nothing
 * at the floor, a straight line between them.
 */
export interface FillingLaw {
  readonly kneeMl: number;
  readonly floorMl: number;
}
