import { dirname } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import { keptChecks, stateFolder } from '../../check/check-store.ts';
import { type NamedFile, refuseClashes } from '../../files/output-clash.ts';
import { boardWavesPath } from '../../report/board-waves-path.ts';
import { isEmulated, isPort } from '../../rigs/rig-names.ts';
import { pathFrom } from '../../scenario/sources/file-sources.ts';
import type { ListEntry } from './scenario-list.ts';

/** Options of `run` that take a file. */
export interface RunFiles {
  readonly rig: string;
  readonly pump?: string;
  readonly hand?: string;
  readonly state?: string;
  readonly trace?: string;
  readonly junit?: string;
  readonly vcd?: string;
  readonly coverage?: string;
  readonly gdb?: string;
  readonly sketch?: string;
  readonly firmware?: string;
  readonly html?: string;
  readonly quarantine?: string;
  readonly invariants?: string;
}

/** Further files of a call that no option names one by one. */
export interface MoreFiles {
  readonly inputs?: readonly NamedFile[];
  readonly outputs?: readonly NamedFile[];
}

/** Refuses one trace file or one wave file for several scenarios, because each file holds one run. */
export function refuseSeveral(entries: readonly ListEntry[], { trace, vcd, html, gdb }: RunFiles): void {
  const count = entries.length;
  if (count <= 1) return;
  if (trace !== undefined)
    throw new HilError('ONE_TRACE', 'usage', `\`--trace\` with ${count} scenarios; allowed: one scenario.`);
  if (vcd !== undefined)
    throw new HilError('ONE_VCD', 'usage', `\`--vcd\` with ${count} scenarios; allowed: one scenario.`);
  if (gdb !== undefined)
    throw new HilError('ONE_GDB', 'usage', `\`--gdb\` with ${count} scenarios; allowed: one scenario.`);
  if (html !== undefined) {
    const message = `\`--html\` with ${count} scenarios; allowed: one scenario, or \`--out FOLDER\`, which writes a report of each.`;
    throw new HilError('ONE_HTML', 'usage', message);
  }
}

/** Refuses an output file that is also an input of this run, another output, or a stored rig check. */
export function refuseSharedFiles(entries: readonly ListEntry[], options: RunFiles, more: MoreFiles = {}): void {
  const { rig, pump, hand, trace, junit, vcd, html, state, quarantine, invariants, coverage, sketch, firmware } =
    options;
  const inputs = [
    ...entries.map(({ file }) => ({ name: `the scenario ${file}`, path: file })),
    ...entries.flatMap(filesOf),
    ...namedFile('--pump', pump),
    ...namedFile('--hand', hand),
    ...namedFile('--quarantine', quarantine),
    ...namedFile('--sketch', sketch),
    ...namedFile('--firmware', firmware?.replace(/^native:/, '')),
    ...namedFile('--invariants', invariants),
    ...(more.inputs ?? []),
    ...(isPort(rig) ? namedFile('--rig', rig) : []),
    ...keptChecks(stateFolder(state)).map((path) => ({ name: `the rig check ${path}`, path })),
  ];
  refuseClashes(inputs, [
    ...namedFile('--trace', trace),
    ...namedFile('--junit', junit),
    ...namedFile('--vcd', vcd),
    ...namedFile('--html', html),
    ...namedFile('--coverage', coverage),
    ...boardWaves(rig, vcd),
    ...(more.outputs ?? []),
  ]);
}

/** Returns the files that a scenario names, with paths relative to the scenario. */
function filesOf({ file, read }: ListEntry): readonly NamedFile[] {
  if (read instanceof HilError) return [];
  return (read.files ?? []).map((one) => ({ name: `the file ${one.file}`, path: pathFrom(dirname(file), one.path) }));
}

function namedFile(option: string, path: string | undefined): readonly NamedFile[] {
  return path === undefined ? [] : [{ name: `${option} ${path}`, path }];
}

/**
 * Returns the wave file of an emulated board's pins. A device as `--vcd` takes the waves of pump and pins, so it has no
 * second file.
 */
function boardWaves(rig: string, vcd: string | undefined): readonly NamedFile[] {
  if (vcd === undefined || !isEmulated(rig)) return [];
  const path = boardWavesPath(vcd);
  return path === vcd ? [] : [{ name: `the waves of the board ${path}`, path }];
}
