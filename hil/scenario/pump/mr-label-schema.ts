import { type MrLabelChoice, type MrRegion, mrRegions } from '../../../firmware-sim/products/mr-label.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type LeafRead, leaf } from '../../yaml/leaf-schemas.ts';

/** Pattern of a date: a year, or a year and a month. */
export const MR_DATE = '(?:19|20)\\d\\d(?:-(?:0[1-9]|1[0-2]))?';
const PATTERN = `^(${mrRegions.join('|')})(?: (${MR_DATE}))?$`;
const ALLOWED = `a region (${mrRegions.join(', ')}), alone or with a date, as in US, US 2008 or EU 2019-10`;

/**
 * The MR label of a run. `US` means the newest label of the region. `US 2008` means the label that applied at that
 * date.
 */
export const mrLabelChoice = leaf<MrLabelChoice>(ALLOWED, PATTERN, (text): LeafRead<MrLabelChoice> => {
  const [, region, at] = new RegExp(PATTERN).exec(text) ?? [];
  if (region === undefined) return { ok: false, nearest: nearestName(text, mrRegions) };
  return { ok: true, value: { region: region as MrRegion, ...(at === undefined ? {} : { at }) } };
});
