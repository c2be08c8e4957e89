/** One requirement of a set, and whether it applies to the pumps that scenarios describe. */
export interface Requirement {
  readonly id: string;
  /** Heading of its section in the source. */
  readonly topic: string;
  readonly text: string;
  readonly isApplicable: boolean;
  /** Its meaning for an implanted pump. Absent if the text holds as written. */
  readonly reading?: string;
  /** Why the requirement does not apply. Absent if it applies. */
  readonly reason?: string;
  /** Why no check covers the requirement although it applies. */
  readonly uncovered?: string;
}

/** A set of requirements from one source. Each id occurs once. */
export interface RequirementSet {
  readonly set: string;
  readonly title: string;
  readonly source: string;
  readonly requirements: readonly Requirement[];
}
