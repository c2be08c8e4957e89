import { type ScannerExposure, strengthMt } from '../../firmware-sim/outside/field-exposure.ts';
import {
  isBeyondLabel,
  type MrLabel,
  mrLabelInForce,
  mrLabelText,
  teslaText,
} from '../../firmware-sim/products/mr-label.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import type { Scenario, TimelineEntry } from './scenario.ts';

/** A field weaker than this at the pump is no scan: the weakest scanners for patients have 0.2 T (assumed). */
const SCAN_MT_MIN = 200;

/** The label of MR safety in force, and the fields of a scenario that it does not allow. It refuses nothing. */
export interface MrLabelReport {
  /** Null: none is known for the region and date. */
  readonly label: MrLabel | null;
  readonly says: string;
  readonly beyond: readonly { readonly entry: string; readonly fieldMt: number }[];
}

/** Undefined where no scanner is on the timeline: a label says nothing of other magnets. */
export function mrLabelReport({ pump, timeline }: Scenario, product: Product): MrLabelReport | undefined {
  const scans = timeline.flatMap((entry) => scanOf(entry, product));
  if (scans.length === 0) return undefined;
  const label = mrLabelInForce(product.mrLabels, pump.mrLabel);
  if (label === undefined) {
    const { region = product.mrLabels?.mainRegion, at } = pump.mrLabel ?? {};
    return {
      label: null,
      says: `none known for ${[product.id, region, at].filter((part) => part !== undefined).join(' ')}`,
      beyond: [],
    };
  }
  const beyond = scans.filter(
    ({ fieldMt, isScan }) => isBeyondLabel(label, fieldMt) && (isScan || label.allows === 'unsafe'),
  );
  const gradient = label.gradientTPerMMax === undefined ? '' : ' (a run knows no gradient)';
  return {
    label,
    says: `${mrLabelText(label)}${gradient}`,
    beyond: beyond.map(({ entry, fieldMt }) => ({ entry, fieldMt })),
  };
}

/** `"scan" at 3 T`, for a report. */
export function beyondText({ beyond }: MrLabelReport): string {
  return beyond.map(({ entry, fieldMt }) => `"${entry}" at ${teslaText(fieldMt)}`).join(', ');
}

/** A scanner at the pump, or a walk near one; a magnet in a hand or a device is neither. */
function scanOf({ name, action }: TimelineEntry, product: Product) {
  if (action.kind !== 'field' || 'magnet' in action) return [];
  const isScan = strengthMt(action, product.magnets) >= SCAN_MT_MIN;
  return isScan || isNearScanner(action) ? [{ entry: name, fieldMt: action.fieldMt, isScan }] : [];
}

function isNearScanner({ profile = 'step', distanceM }: ScannerExposure): boolean {
  return profile !== 'step' || distanceM !== undefined;
}
