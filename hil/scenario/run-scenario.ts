import { mustBeFactor, type OptionNames, refuseUnknownOptions } from '../base/call-options.ts';
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

const optionNames: OptionNames<RunOptions> = {
  rig: true,
  product: true,
  seed: true,
  speed: true,
  faults: true,
  signal: true,
  onTurn: true,
  rebaseSteps: true,
  allowsRigSlip: true,
  hand: true,
  forgetsRecords: true,
  probe: true,
  sketch: true,
  invariants: true,
  laws: true,
  fieldScaleRatio: true,
  continuesAfterRefusal: true,
  firmware: true,
  insight: true,
  onRecord: true,
  onBench: true,
  onEnd: true,
  stateFolder: true,
  tool: true,
  command: true,
  host: true,
  traceFile: true,
};

/**
 * Runs a scenario with the files and the ports of this machine, and judges the trace. Throws `HilError` if rig, link or bench
 * fail, and OPTION_UNKNOWN or OPTION_INVALID (usage) for an unknown option or a number out of range.
 */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<RunResult> {
  refuseUnknownOptions('runScenario', options, optionNames);
  mustBeFactor('fieldScaleRatio', options.fieldScaleRatio);
  const { traceFile, tool, command, host, stateFolder: folder, ...choice } = options;
  const head = {
    ...(tool === undefined ? {} : { tool }),
    ...(command === undefined ? {} : { command }),
    ...(host === undefined ? {} : { host }),
  };
  return playScenario(scenario, choice, {
    productNamed: pumpNamed,
    openBench: Bench.forRun,
    rigCheckOf: (identity) => checkStateOf(identity, stateFolder(folder)),
    digestOf: nativeDigestOf,
    prepareForeign: async (...asked) => (await import('../firmware/opening/open-firmware.ts')).prepareForeign(...asked),
    ...(traceFile === undefined ? {} : { sink: new TraceFile(traceFile, head) }),
  });
}
