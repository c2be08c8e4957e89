import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Slowest test files, the slowest first. Vitest orders the files of a new checkout by size. A slow file that starts
 * last leaves the other cores idle. A renamed or missing entry only costs time.
 */
const LONGEST_FILES = [
  'programmer/programmer.slow.test.ts',
  'firmware/native/native-firmware.device.test.ts',
  'reference/agreement.device.test.ts',
  'gdb/gdb.device.test.ts',
  'board/served.slow.test.ts',
  'coverage/coverage.device.test.ts',
  'commands/run-jobs.device.test.ts',
  'ports/virtual-line.device.test.ts',
  'mutants/rig-suite.slow.test.ts',
  'init/firmware/walk-through.slow.test.ts',
  'trainer/page.browser.test.ts',
  'rig/served.browser.test.ts',
  'html/report-pages.browser.test.ts',
  'page/trainer.browser.test.ts',
  'commands/port.slow.test.ts',
  'commands/host-paused.slow.test.ts',
  'commands/rig-serve.slow.test.ts',
  'commands/rig-monitor.slow.test.ts',
  'rigs/every-rig.device.test.ts',
  'sketch/pc-board.device.test.ts',
  'demo/study-show.slow.test.ts',
  'rigs/python-rig.slow.test.ts',
  'commands/bursts.slow.test.ts',
  'files/full-disk.device.test.ts',
  'rigs/every-rig-emulated.slow.test.ts',
  'check/rig-check.test.ts',
  'trainer/worker/rig-follower.test.ts',
  'patterns/margins-in-time.test.ts',
  'judge/judge-trace.test.ts',
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

/** Place of a test file in the queue. Device tests come first, while the processes that start others are small. */
function placeOf({ project, moduleId }: TestSpecification): number {
  return 2 * project.config.sequence.groupOrder + (moduleId.endsWith('.device.test.ts') ? 0 : 1);
}

/**
 * Starts the longest files of each project first. The others keep vitest's order. Files of a project follow one another:
 * vitest ends a process when the next file is of another project.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => placeOf(a) - placeOf(b) || rankOf(a) - rankOf(b));
  }
}
