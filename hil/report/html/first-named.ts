/** Reasons that an index names in the row of a run. */
const NAMED_MAX = 5;

/** Joins the first reasons why a run did not pass, and counts the others. */
export function firstNamed(reasons: readonly string[]): string {
  const rest = reasons.length - NAMED_MAX;
  return `${reasons.slice(0, NAMED_MAX).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}
