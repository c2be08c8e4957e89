import { type TrainerPage, trainerPage } from '../../../hil/packing/trainer-page.ts';

let built: Promise<TrainerPage> | undefined;

/** Builds the trainer page once for all tests of a process. */
export function builtTrainer(): Promise<TrainerPage> {
  built ??= trainerPage();
  return built;
}
