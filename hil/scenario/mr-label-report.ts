import { isMeasured, type ScannerExposure, strengthMt } from '../../firmware-sim/outside/field-exposure.ts';
import {
  isBeyondLabel,
  type MrLabel,
  mrLabelInForce,
  mrLabelText,
  teslaText,
} from '../../firmware-sim/products/mr-label.ts';
import type { Product } from '../../firmware-sim/products/product.ts';
import type { Scenario, TimelineEntry } from './scenario.ts';

/** Weakest field at the pump that counts as a scan. The weakest scanners for patients have 0.2 T (assumed). */
const SCAN_MT_MIN = 200;

/** MR label that applies, and the fields of a scenario that exceed it. Such a field is flagged, never refused. */
export interface MrLabelReport {
  /** Null if no label is known for the region and the date. */
  readonly label: MrLabel | null;
  readonly says: string;
  readonly beyond: readonly { readonly entry: string; readonly fieldMt: number }[];
}

/**
 * Compares the fields of a scenario with the MR label. Undefined without a scanner, because labels do not cover other
 * magnets.
 */
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

/** Returns the fields beyond the label for a report: `"scan" at 3 T`. */
export function beyondText({ beyond }: MrLabelReport): string {
  return beyond.map(({ entry, fieldMt }) => `"${entry}" at ${teslaText(fieldMt)}`).join(', ');
}

/**
 * Returns an entry with a scanner at the pump, or with a walk near a scanner. A hand magnet or a device does not count.
 */
function scanOf({ name, action }: TimelineEntry, product: Product) {
  if (action.kind !== 'field' || 'magnet' in action) return [];
  const strongestMt = strengthMt(action, product.magnets);
  const isScan = strongestMt >= SCAN_MT_MIN;
  // Labels limit the scanner's field. For a measured field only the strength at the pump is known.
  const fieldMt = isMeasured(action) ? strongestMt : action.fieldMt;
  return isScan || isMeasured(action) || isNearScanner(action) ? [{ entry: name, fieldMt, isScan }] : [];
}

function isNearScanner({ profile = 'step', distanceM }: ScannerExposure): boolean {
  return profile !== 'step' || distanceM !== undefined;
}
