/** Regions with an MR safety label of their own. */
export const mrRegions = ['US', 'EU'] as const;
export type MrRegion = (typeof mrRegions)[number];

/** Ways in which a label limits the static field of a scanner. */
export const mrAllowances = ['up to', 'exactly', 'unsafe'] as const;

/** Label of a maker in one region. It applies from a date until the next label of that region. */
export interface MrLabel {
  readonly region: MrRegion;
  /** Year, or year and month: `2019`, `2019-10`. */
  readonly from: string;
  readonly allows: (typeof mrAllowances)[number];
  /** Static field of the scanner. Absent if the pump is unsafe in any field. */
  readonly fieldMt?: number;
  /**
   * Absent: the label does not limit the spatial gradient. A run has no gradient, so a report only repeats the limit.
   */
  readonly gradientTPerMMax?: number;
  readonly source: string;
}

export interface MrLabels {
  /** Region whose newest label applies if the scenario names none. */
  readonly mainRegion: MrRegion;
  readonly labels: readonly MrLabel[];
}

/** Label that a scenario asks for: the newest of a region, or the one that applied at a date. */
export interface MrLabelChoice {
  readonly region: MrRegion;
  /** Year, or year and month. A year alone means its end. */
  readonly at?: string;
}

/** Returns the label that applies; undefined if none is known. */
export function mrLabelInForce(labels: MrLabels | undefined, choice?: MrLabelChoice): MrLabel | undefined {
  if (labels === undefined) return undefined;
  const { region, at = '9999' } = choice ?? { region: labels.mainRegion };
  const endsAt = at.length === YEAR_CHARS ? `${at}-12` : at;
  const known = labels.labels.filter((label) => label.region === region && firstMonthOf(label) <= endsAt);
  return known.reduce<MrLabel | undefined>(
    (newest, label) => (newest === undefined || firstMonthOf(label) >= firstMonthOf(newest) ? label : newest),
    undefined,
  );
}

/** Returns whether a label forbids a scanner with this static field. */
export function isBeyondLabel({ allows, fieldMt = 0 }: MrLabel, scannerMt: number): boolean {
  if (allows === 'unsafe') return true;
  return allows === 'exactly' ? scannerMt !== fieldMt : scannerMt > fieldMt;
}

/** Returns a label as text: `US 2021: up to 3 T`. */
export function mrLabelText({ region, from, allows, fieldMt = 0, gradientTPerMMax }: MrLabel): string {
  const field = allows === 'unsafe' ? 'MR unsafe' : `${allows} ${teslaText(fieldMt)}`;
  const gradient = gradientTPerMMax === undefined ? '' : `, spatial gradient at most ${gradientTPerMMax} T/m`;
  return `${region} ${from}: ${field}${gradient}`;
}

export function teslaText(fieldMt: number): string {
  return `${Number((fieldMt / MT_PER_T).toPrecision(SHOWN_DIGITS))} T`;
}

const MT_PER_T = 1000;
const SHOWN_DIGITS = 12;
const YEAR_CHARS = 4;

function firstMonthOf({ from }: MrLabel): string {
  return from.length === YEAR_CHARS ? `${from}-01` : from;
}
