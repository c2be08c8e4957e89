import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Slowest test files, the slowest first. Vitest orders the files of a new checkout by size. A slow file that starts
 * last leaves the other cores idle. A renamed or missing entry only costs time.
 */
const LONGEST_FILES = [
  'commands/run-jobs.device.test.ts',
  'firmware/native/native-firmware.device.test.ts',
  'gdb/gdb.device.test.ts',
  'init/firmware/walk-through.device.test.ts',
  'reference/agreement.device.test.ts',
  'commands/port.slow.test.ts',
  'commands/host-paused.slow.test.ts',
  'commands/rig-serve.slow.test.ts',
  'commands/rig-monitor.slow.test.ts',
  'rigs/every-rig.device.test.ts',
  'sketch/pc-board.device.test.ts',
  'demo/study-show.slow.test.ts',
  'rigs/python-rig.slow.test.ts',
  'programmer/programmer.device.test.ts',
  'commands/bursts.slow.test.ts',
  'files/full-disk.device.test.ts',
  'rigs/every-rig-emulated.slow.test.ts',
  'judge/judge-trace.test.ts',
  'check/rig-check.test.ts',
  'rigs/every-rig.test.ts',
  'commands/run.test.ts',
  'scenario/patterns/one-question-two-forms.test.ts',
  'rigs/sensed-field.test.ts',
  'board/times.test.ts',
  'readings/true-course.test.ts',
] as const;

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST_FILES.findIndex((path) => moduleId.endsWith(`/${path}`));
  return rank < 0 ? LONGEST_FILES.length : rank;
}

/** Starts the longest files of each group of projects first. The others keep vitest's order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const inGroups = (a: TestSpecification, b: TestSpecification): number =>
      a.project.config.sequence.groupOrder - b.project.config.sequence.groupOrder;
    return (await super.sort(files)).toSorted((a, b) => inGroups(a, b) || rankOf(a) - rankOf(b));
  }
}
