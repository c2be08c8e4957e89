/** What a pump sends into its catheter: exact volumes when read, their mean course between two events. */
export interface CatheterInflow {
  readonly deliveredMl: number;
  readonly perSecondMl: number;
  /** The same, were nothing slipping back. */
  readonly pushedPerSecondMl: number;
  readonly passingShare: number;
  /** The share of what is pushed that goes on into the catheter; the rest slips back. */
  letPass(share: number): void;
}

/** A drive that back pressure can stop. */
export interface CatheterLoad {
  readonly isBlocked: boolean;
  readonly blockKpa: number;
  readonly restartKpa: number;
  block(): void;
  unblock(): void;
}
