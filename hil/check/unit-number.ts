import { SHIPPED_UNIT_NUMBER } from '../../protocol/tables/rig-constants.ts';
import { UNIT_NUMBER_ITEM } from '../simulated/config-items.ts';
import { type CheckRow, factRow } from './check-row.ts';
import { CheckedRig } from './checked-rig.ts';
import type { Opened } from './conversation.ts';

/** Range of unit numbers that a check may draw. It excludes 0 and the shipped number. */
export const DRAWN_UNIT_NUMBERS = { from: SHIPPED_UNIT_NUMBER + 1, to: 65_535 } as const;

export interface Numbered {
  readonly rig: CheckedRig;
  readonly opened: Opened;
  readonly row: CheckRow;
}

/**
 * Gives a board with the shipped unit number a number of its own, stored in its EEPROM. Otherwise the check of one
 * board would apply to every board with this firmware.
 */
export async function numbered(rig: CheckedRig, opened: Opened, draw: () => number): Promise<Numbered> {
  const { hello } = opened;
  const row = (shown: string, note?: string): CheckRow => factRow('unit number', shown, 'its own', true, note);
  if (hello.unitNumber !== SHIPPED_UNIT_NUMBER) return { rig, opened, row: row(`${hello.unitNumber}`) };
  const shipped = `${SHIPPED_UNIT_NUMBER}, the shipped one`;
  if (!rig.facts.can('conf'))
    return {
      rig,
      opened,
      row: row(shipped, 'this rig stores no configuration, so later runs cannot find this check'),
    };
  const unitNumber = draw();
  await rig.talk.ask('CONF', { item: UNIT_NUMBER_ITEM, value: unitNumber });
  const renamed = { ...opened, hello: { ...hello, unitNumber } };
  const note = `it had ${shipped}; the new number is stored in the board`;
  return { rig: await CheckedRig.meet(rig.talk, renamed), opened: renamed, row: row(`${unitNumber}`, note) };
}
