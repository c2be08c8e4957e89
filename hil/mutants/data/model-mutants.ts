import { alarmMutants } from './alarm-mutants.ts';
import { deliveryMutants } from './delivery-mutants.ts';
import type { Mutant } from './mutant.ts';
import { plantMutants } from './plant-mutants.ts';
import { programmingMutants } from './programming-mutants.ts';
import { surroundingsMutants } from './surroundings-mutants.ts';

/** Mutants of the TypeScript pump and its plant. */
export const modelMutants: readonly Mutant[] = [
  ...alarmMutants,
  ...deliveryMutants,
  ...programmingMutants,
  ...plantMutants,
  ...surroundingsMutants,
];
