import type { EventRecord } from '../../../firmware-sim/trace/record.ts';
import type { LedgerDeclaration } from '../formula/run-facts.ts';

/** A ledger with its unit and its meaning. */
export interface Ledger extends LedgerDeclaration {
  readonly unit: 'mL';
  readonly doc: string;
}

function volumeOf(record: EventRecord, field: string): number {
  const value = record[field];
  return typeof value === 'number' ? value : 0;
}

/**
 * Returns the requested volume when the reservoir reports that it was filled. A filling that missed the reservoir adds
 * nothing.
 */
function fillings(): (record: EventRecord) => number {
  let askedMl = 0;
  return (record) => {
    if (record.e === 'in.refill') askedMl = volumeOf(record, 'fillMl');
    const isFilled = record.e === 'true.reservoir' && (record.state === 'filled' || record.state === 'overfilled');
    return isFilled ? askedMl : 0;
  };
}

/**
 * Returns the volume that a refill withdrew. A needle in the catheter access port withdraws nothing from the reservoir.
 */
function withdrawals(): (record: EventRecord) => number {
  let isElsewhere = false;
  return (record) => {
    if (record.e === 'in.refill') isElsewhere = record.intoAccessPort === true;
    return record.e === 'true.refill' && !isElsewhere ? volumeOf(record, 'withdrawnMl') : 0;
  };
}

/** Volumes that the judge adds up from events, so that a scenario can write a mass balance. Each begins at 0. */
export const ledgers: Readonly<Record<string, Ledger>> = {
  'true.filledMl': {
    events: ['in.refill', 'true.reservoir'],
    unit: 'mL',
    doc: 'Volume that refills put into the reservoir since the start.',
    begin: fillings,
  },
  'true.withdrawnMl': {
    events: ['in.refill', 'true.refill'],
    unit: 'mL',
    doc: 'Volume that needles withdrew from the reservoir since the start.',
    begin: withdrawals,
  },
};
