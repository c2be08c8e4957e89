import {
  CORRECTIONS_FROM,
  CORRECTIONS_TO,
  type ConfigItem,
  configItems,
  correctionItem,
} from '../simulated/config-items.ts';
import { table } from './wire-tables.ts';

const HEAD = ['item', 'name', 'values', 'shipped', 'unit', 'meaning', 'shown in'] as const;

const cells = (item: string, { name, min, max, shipped, unit, says, shownIn }: ConfigItem): readonly string[] => [
  item,
  name,
  `${min} to ${max}`,
  `${shipped}`,
  unit,
  says,
  shownIn,
];

/** Table of the CONF items for the wire document; ends in no LF. */
export function configTable(): string {
  return table(HEAD, [
    ...configItems.map((item, number) => cells(`${number}`, item)),
    cells(`${CORRECTIONS_FROM} to ${CORRECTIONS_TO}`, correctionItem),
  ]);
}
