/** Delivery of a pump into its catheter: its exact volume, and its mean flow between two events. */
export interface CatheterInflow {
  readonly deliveredMl: number;
  readonly perSecondMl: number;
  /** Mean flow before any fluid slips back. */
  readonly pushedPerSecondMl: number;
  readonly passingShare: number;
  /** Sets the share of the flow that enters the catheter. The rest slips back. */
  letPass(share: number): void;
}

/** A drive that back pressure can block. */
export interface CatheterLoad {
  readonly isBlocked: boolean;
  readonly blockKpa: number;
  readonly restartKpa: number;
  block(): void;
  unblock(): void;
}
