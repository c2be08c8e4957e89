import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** Debian package of each tool that tests need beside Node. */
const debianPackages = {
  cc: 'gcc',
  'g++': 'g++',
  'avr-g++': 'gcc-avr',
  cppcheck: 'cppcheck',
  'avr-gdb': 'gdb-avr',
  genhtml: 'lcov',
  simavr: 'simavr',
  xmllint: 'libxml2-utils',
  'python3-serial': 'python3-serial',
  'sigrok-cli': 'sigrok-cli',
} as const;

export type NeededTool = keyof typeof debianPackages;

/** Debian's own interpreter. Only this one finds Debian's python3-serial. */
export const PYTHON = '/usr/bin/python3';

function isThere(tool: NeededTool): boolean {
  if (tool === 'python3-serial') return spawnSync(PYTHON, ['-c', 'import serial']).status === 0;
  return spawnSync(tool, ['--version']).error === undefined;
}

/**
 * A suite that is skipped if a tool is missing. The closing lines of the run then name the tool and its package. On the
 * build server the suite always runs, so that a missing tool is a failure.
 */
export function describeWith(tool: NeededTool, title: string, suite: () => void): void {
  const runs = process.env.CI === 'true' || isThere(tool);
  describe.skipIf(!runs)(runs ? title : `${title} (needs ${debianPackages[tool]})`, suite);
}
