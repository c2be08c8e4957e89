import { type Command, Option } from 'commander';

/** Help of `--set`, which several commands have. */
export const SET_HELP = 'value of a parameter, as minutes=20min; may be given once for each';

/** Help of `--state`, which commands with a rig have. */
export const STATE_HELP = "folder of stored rig checks; without it ROLLERLOOP_STATE, or the user's state folder";

/** Help of `--hand`, which commands with a rig have. */
export const HAND_HELP = 'magnet in a hand at a simulated sensor: once, touch, never, or a file';

/** Help of `--coverage` and `--sketch`, which commands with an emulated chip have. */
export const COVERAGE_HELP =
  'write the source lines that emulated chips executed to a file in LCOV, for genhtml; needs an elf built with -gdwarf-4';
export const SKETCH_HELP = 'elf file of the sketch for the emulated rig, in place of the shipped one';

/** Adds options about checks of every run. `--no-invariants` leaves out those of the package, and not those of a file. */
export function addInvariants(command: Command): Command {
  const without = new Option('--no-invariants', 'leave out the shipped invariants');
  without.attributeName = () => 'shippedInvariants';
  return command
    .addOption(without)
    .option('--invariants <file>', 'file of further invariants, which every run has to pass');
}
