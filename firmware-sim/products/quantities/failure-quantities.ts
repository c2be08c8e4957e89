import { assumed, sourced } from '../../base/quantity.ts';
import type { QuantitiesOf, QuantityTable } from './quantity-table.ts';

/** Failures of a pump with a motor: frequency, causes and course. */
export const failureTable = {
  hazardMonths: { unit: 'months', min: 1, max: 1200, doc: 'Age at which the failed share was counted.' },
  hazardApprovedRatio: { unit: '', min: 0, max: 0.999, doc: 'Share failed by then, with approved drugs.' },
  hazardUnapprovedRatio: { unit: '', min: 0, max: 0.999, doc: 'Share failed by then, with other drugs.' },
  hazardShapeCount: {
    unit: 'power',
    min: 1,
    max: 10,
    whole: true,
    doc: 'Shape of the Weibull distribution of the age at failure.',
  },
  shaftWearRatio: { unit: '', min: 0, max: 1, doc: 'Share of shaft wear among the causes.' },
  shortingRatio: { unit: '', min: 0, max: 1, doc: 'Share of internal shorting.' },
  gearCorrosionRatio: { unit: '', min: 0, max: 1, doc: 'Share of drive-gear corrosion; the rest is unknown.' },
  intermittentRatio: { unit: '', min: 0, max: 1, doc: 'Share of rotor defects that are intermittent.' },
  stickHours: {
    unit: 'h',
    min: 0.1,
    max: 8760,
    doc: 'An intermittent rotor sticks once in each span of this length.',
  },
  stickMinutesMin: { unit: 'min', min: 0, max: 1440, doc: 'Shortest time that it sticks.' },
  stickMinutesMax: { unit: 'min', min: 0, max: 1440, doc: 'Longest time that it sticks; no longer than the span.' },
  shortResetDays: {
    unit: 'days',
    min: 0.1,
    max: 3650,
    doc: 'A short resets the pump once in each span of this length.',
  },
  shortEriDaysMax: {
    unit: 'days',
    min: 0,
    max: 3650,
    doc: 'Latest replacement indicator after a short begins, if service life is by age alone.',
  },
  shortLeakUa: { unit: 'uA', min: 0, max: 100_000, doc: 'Load of a short on a battery that is computed from use.' },
  overInfusionHours: { unit: 'h', min: 1, max: 8760, doc: 'Stop or stall after which over-infusion is a risk.' },
  overInfusionProbabilityRatio: { unit: '', min: 0, max: 1, doc: 'Probability that a risk leads to over-infusion.' },
  overInfusionDaysMax: { unit: 'days', min: 0, max: 3650, doc: 'Latest day on which over-infusion begins.' },
  overInfusionRatioMax: { unit: '', min: 1, max: 20, doc: 'Highest true over programmed volume in over-infusion.' },
} as const satisfies QuantityTable;

export type FailureQuantities = QuantitiesOf<typeof failureTable>;

const tracked = 'ECRI alert and Hartley Medical: 4,891 pumps tracked 2003 to 2011, failed by 78 months';
const returned = 'Medtronic US, SynchroMed II: causes in pumps returned for a stall';
const shape = 'pattern of a short is published (many short stalls, resets, early indicator: TGA), its numbers are not';

export const failuresOfSynchromed: FailureQuantities = {
  hazardMonths: sourced(78, 'months', tracked),
  hazardApprovedRatio: sourced(0.024, '', tracked),
  hazardUnapprovedRatio: sourced(0.07, '', tracked),
  hazardShapeCount: assumed(
    2,
    'power',
    'time since implantation was the only significant factor (Galica 2016), so above 1; not published',
  ),
  shaftWearRatio: sourced(0.59, '', returned),
  shortingRatio: sourced(0.14, '', returned),
  gearCorrosionRatio: sourced(0.02, '', returned),
  intermittentRatio: assumed(0.5, '', 'how often a worn rotor stops for good is not published'),
  stickHours: assumed(12, 'h', shape),
  stickMinutesMin: assumed(5, 'min', shape),
  stickMinutesMax: assumed(60, 'min', shape),
  shortResetDays: assumed(5, 'days', shape),
  shortEriDaysMax: assumed(60, 'days', shape),
  shortLeakUa: assumed(100, 'uA', shape),
  overInfusionHours: sourced(48, 'h', 'TGA alert text on over-infusion: risk factors'),
  overInfusionProbabilityRatio: assumed(
    0.0014,
    '',
    'fewer than 0.14 % of all pumps (TGA); after a risk factor it is not published',
  ),
  overInfusionDaysMax: assumed(180, 'days', '"later" (TGA); no time is published'),
  overInfusionRatioMax: assumed(2, '', 'the rate may rise, sometimes abruptly (TGA); no distribution is published'),
};
