import { nativeDigestOf } from '../base/native-hash.ts';
import type { ToolIdentity } from '../base/tool-identity.ts';
import { Bench } from '../bench.ts';
import { checkStateOf, stateFolder } from '../check/check-store.ts';
import { pumpNamed } from '../pump-file/pump-named.ts';
import { type PlayOptions, playScenario } from './play-scenario.ts';
import type { RunResult } from './run-result.ts';
import type { Scenario } from './scenario.ts';
import { TraceFile } from './trace-file.ts';

/** Choices of a run that may keep its trace in a file. */
export interface RunOptions extends PlayOptions {
  /** Folder with the results of `rig check`. Default: the user's state folder. */
  readonly stateFolder?: string;
  /** Version and commit for the header of the trace. By default git is asked. */
  readonly tool?: ToolIdentity;
  /** Command line and host for the header of the trace. */
  readonly command?: readonly string[];
  readonly host?: string;
  /** File of the trace. It is written during the run. */
  readonly traceFile?: string;
}

/**
 * Runs a scenario with the files and the ports of this machine, and judges the trace. Throws `HilError` if rig, link or bench
 * fail.
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  const { traceFile, tool, command, host, stateFolder: folder, ...choice } = options;
  const head = {
    ...(tool === undefined ? {} : { tool }),
    ...(command === undefined ? {} : { command }),
    ...(host === undefined ? {} : { host }),
  };
  return playScenario(scenario, choice, {
    productNamed: pumpNamed,
    openBench: Bench.open,
    rigCheckOf: (identity) => checkStateOf(identity, stateFolder(folder)),
    digestOf: nativeDigestOf,
    prepareForeign: async (...asked) => (await import('../firmware/opening/open-firmware.ts')).prepareForeign(...asked),
    ...(traceFile === undefined ? {} : { sink: new TraceFile(traceFile, head) }),
  });
}
