/** Regions whose labels of MR safety are kept. */
export const mrRegions = ['US', 'EU'] as const;
export type MrRegion = (typeof mrRegions)[number];

/** How a label limits the static field of a scanner. */
export const mrAllowances = ['up to', 'exactly', 'unsafe'] as const;

/** What a maker's label allows in one region from a date on, until the next one of that region. */
export interface MrLabel {
  readonly region: MrRegion;
  /** Year, or year and month: `2019`, `2019-10`. */
  readonly from: string;
  readonly allows: (typeof mrAllowances)[number];
  /** Static field of the scanner; absent where it is unsafe in any. */
  readonly fieldMt?: number;
  /** Absent: the label names no limit of the spatial gradient. A run knows no gradient, so a report only repeats it. */
  readonly gradientTPerMMax?: number;
  readonly source: string;
}

export interface MrLabels {
  /** Whose newest label counts where a scenario names none. */
  readonly mainRegion: MrRegion;
  readonly labels: readonly MrLabel[];
}

/** The label that a scenario asks for: the newest of a region, or the one in force at a date. */
export interface MrLabelChoice {
  readonly region: MrRegion;
  /** Year, or year and month. A year alone means its end. */
  readonly at?: string;
}

/** The label in force; undefined where none is known. */
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

/** Whether a label does not allow a scanner of this static field. */
export function isBeyondLabel({ allows, fieldMt = 0 }: MrLabel, scannerMt: number): boolean {
  if (allows === 'unsafe') return true;
  return allows === 'exactly' ? scannerMt !== fieldMt : scannerMt > fieldMt;
}

/** `US 2021: up to 3 T`. */
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
