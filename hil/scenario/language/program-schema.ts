import type { Program } from '../../../firmware-sim/therapy.ts';
import { oneOf, quantity, table } from './leaf-schemas.ts';
import type { Refuse } from './problem.ts';
import type { MapTree } from './tree.ts';

/** Anything a pump could be asked for; what a product can do, its firmware says when it is programmed. */
export const RATE_LIMITS = { from: '0 mL/day', to: '100 mL/day' } as const;

export const programShape = {
  mode: oneOf(['simple continuous', 'minimum rate', 'stopped']),
  rate: quantity('rate', RATE_LIMITS).optional(),
};

export const programTable = table(programShape);

interface WrittenProgram {
  readonly mode: Program['mode'];
  readonly rate?: number | undefined;
}

/** A rate belongs to simple continuous and to nothing else. */
export function programOf(written: WrittenProgram, tree: MapTree, refuse: Refuse): Program {
  const { mode, rate } = written;
  const rateTree = tree.entries.get('rate');
  if (mode === 'simple continuous') {
    if (rate === undefined)
      refuse(tree.place, 'no "rate"', 'a rate with mode simple continuous, as in rate: 0.5 mL/day');
  } else if (rateTree !== undefined) {
    refuse(rateTree.keyPlace, `key "rate" with mode ${mode}`, 'a rate with mode simple continuous only');
  }
  return rate === undefined ? { mode } : { mode, rateMlPerDay: rate };
}
