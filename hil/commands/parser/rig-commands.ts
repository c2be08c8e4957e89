import type { Command } from 'commander';
import { emulatedRigNames, LINE_RIGS_IN_HELP } from '../../rigs/rig-names.ts';
import { factorOf, turnsOf, unitOf } from './option-values.ts';
import type { Outcome } from './outcome.ts';
import { COVERAGE_HELP, HAND_HELP, SKETCH_HELP, STATE_HELP } from './shared-options.ts';

/** Engines of `rig serve`: the simulated board, or the sketch on one of the emulated benches. */
const ENGINES = `virtual: the simulated board; or the sketch on an emulated board: ${emulatedRigNames.join(', ')}`;

/** Adds the command `rig` and its commands. */
export function addRig(program: Command, outcome: Outcome): void {
  const rig = program.command('rig').description('serve, check or watch a rig');
  rig
    .command('serve')
    .description('serve a rig behind a port that any program can open, at wall speed')
    .requiredOption('--link <path>', 'stable name for the port')
    .option('--engine <engine>', ENGINES, 'virtual')
    .option('--unit <number>', 'unit number that the rig reports', unitOf, 1)
    .action(async (options) => {
      outcome.status = await (await import('../rig-serve.ts')).rigServe(options);
    });
  rig
    .command('check')
    .description(
      'find out whether verdicts from a rig can be trusted; takes about 40 s on a 28BYJ-48, and 20 s for each further turn. A board with the shipped unit number gets one of its own.',
    )
    .argument('<rig>', LINE_RIGS_IN_HELP)
    .option('--turns <count>', 'full turns each way', turnsOf, 1)
    .option('--state <folder>', STATE_HELP)
    .option('--coverage <file>', COVERAGE_HELP)
    .option('--sketch <file>', SKETCH_HELP)
    .option('--calibrate', 'measure the encoder first and store the result in the board', false)
    .option('--json', 'print one object and nothing else', false)
    .action(async (name: string, options) => {
      outcome.status = await (await import('../rig-check.ts')).rigCheck(name, options);
    });
  addMonitor(rig, outcome);
}

function addMonitor(rig: Command, outcome: Outcome): void {
  rig
    .command('monitor')
    .description('show field, shaft, counter, stall mode and events of a rig, live; nothing turns')
    .argument('<rig>', LINE_RIGS_IN_HELP)
    .option('--seconds <number>', 'end after this time; without it, end with Ctrl-C', factorOf)
    .option('--pump <product>', 'pump whose rotor the field would hold', 'synchromed-ii')
    .option('--hand <hand>', HAND_HELP)
    .option('--json', 'print one object per line and nothing else', false)
    .action(async (name: string, options) => {
      outcome.status = await (await import('../rig-monitor.ts')).rigMonitor(name, options);
    });
}
