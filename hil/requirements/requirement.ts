/** One requirement of a set, and whether it applies to the pumps that scenarios describe. */
export interface Requirement {
  readonly id: string;
  /** Heading above it in the source. */
  readonly topic: string;
  readonly text: string;
  readonly isApplicable: boolean;
  /** How it is read for an implanted pump; absent: as written. */
  readonly reading?: string;
  /** Why it does not apply. Absent if it applies. */
  readonly reason?: string;
  /** Why no check covers it although it applies. */
  readonly uncovered?: string;
}

/** A set of requirements from one source. No id occurs twice. */
export interface RequirementSet {
  readonly set: string;
  readonly title: string;
  readonly source: string;
  readonly requirements: readonly Requirement[];
}
