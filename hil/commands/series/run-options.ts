import { HilError } from '../../base/hil-error.ts';
import type { Speed } from '../../rigs/rig.ts';
import { isPort } from '../../rigs/rig-names.ts';
import type { SetValues } from '../../scenario/parameters/combinations.ts';
import type { Shard } from './selection.ts';

/** Options of `run`, as the command line gives them. */
export interface RunCommandOptions {
  readonly rig: string;
  readonly pump?: string;
  /** Firmware in the pump's place. */
  readonly firmware?: string;
  /** Values of parameters, by parameter name. */
  readonly set: SetValues;
  readonly seed: number;
  readonly speed: Speed;
  readonly faults?: string;
  readonly hand?: string;
  readonly fieldScale?: number;
  readonly state?: string;
  readonly trace?: string;
  readonly junit?: string;
  readonly vcd?: string;
  /** Chip and port for GDB. */
  readonly gdb?: string;
  /** LCOV file of executed source lines. */
  readonly coverage?: string;
  /** Elf file of the sketch for the emulated rig. */
  readonly sketch?: string;
  readonly html?: string;
  readonly out?: string;
  readonly signals?: string;
  /** False for `--no-reports`. */
  readonly reports: boolean;
  readonly against?: string;
  readonly shrunk?: number;
  readonly quarantine?: string;
  /** Path given by `--invariants FILE`. */
  readonly invariants?: string;
  readonly shippedInvariants: boolean;
  readonly tag: readonly string[];
  readonly grep?: string;
  readonly shard?: Shard;
  readonly repeat: number;
  readonly failFast: boolean;
  readonly timeLimit?: number;
  readonly jobs: number;
  readonly watch: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
  readonly jsonLines: boolean;
}

interface Contradiction {
  readonly isGiven: boolean;
  readonly found: string;
  readonly allowed: string;
}

/** Refuses options that contradict each other. Throws `HilError` OPTIONS_CONTRADICT (usage). */
export function refuseContradictions(options: RunCommandOptions): void {
  const first = contradictionsIn(options).find(({ isGiven }) => isGiven);
  if (first === undefined) return;
  const message = `${first.found}; allowed: ${first.allowed}. Nothing was run.`;
  throw new HilError('OPTIONS_CONTRADICT', 'usage', message);
}

function contradictionsIn(options: RunCommandOptions): readonly Contradiction[] {
  const {
    rig,
    out,
    trace,
    signals,
    reports,
    against,
    shrunk,
    jobs,
    quiet,
    json,
    jsonLines,
    vcd,
    watch,
    coverage,
    sketch,
    gdb,
    timeLimit,
  } = options;
  const oneForm = 'one of `--quiet`, `--json`, `--json-lines`';
  return [
    { isGiven: json && jsonLines, found: '`--json` with `--json-lines`', allowed: oneForm },
    { isGiven: quiet && json, found: '`--quiet` with `--json`', allowed: oneForm },
    { isGiven: quiet && jsonLines, found: '`--quiet` with `--json-lines`', allowed: oneForm },
    ...Object.entries({ '--json': json, '--json-lines': jsonLines, '--quiet': quiet }).map(([name, isGiven]) => ({
      isGiven: watch && isGiven,
      found: `\`--watch\` with \`${name}\``,
      allowed: `\`--watch\`, which shows the run, or \`${name}\``,
    })),
    {
      isGiven: watch && jobs > 1,
      found: `\`--watch\` with \`--jobs ${jobs}\``,
      allowed: '`--jobs 1`, since a watched run is shown while it goes on',
    },
    {
      isGiven: trace !== undefined && out !== undefined,
      found: '`--trace` with `--out`',
      allowed: 'one of them, since `--out` writes a trace of each scenario',
    },
    {
      isGiven: signals !== undefined && out === undefined,
      found: '`--signals` without `--out`',
      allowed: '`--signals` with `--out`, which writes the CSV files',
    },
    {
      isGiven: !reports && out === undefined,
      found: '`--no-reports` without `--out`',
      allowed: '`--no-reports` with `--out`, which writes a report of each scenario',
    },
    {
      isGiven: shrunk !== undefined && against === undefined,
      found: '`--shrunk` without `--against`',
      allowed: '`--shrunk` with `--against`, which compares margins',
    },
    {
      isGiven: jobs > 1 && isPort(rig),
      found: `\`--jobs ${jobs}\` on the port "${rig}"`,
      allowed: '`--jobs 1`, since a board serves one run at a time',
    },
    {
      isGiven: gdb !== undefined && timeLimit !== undefined,
      found: '`--gdb` with `--time-limit`',
      allowed: 'one of them, since a person at a debugger takes time',
    },
    ...Object.entries({ '--gdb': gdb, '--coverage': coverage, '--sketch': sketch }).map(([name, path]) => ({
      isGiven: jobs > 1 && path !== undefined,
      found: `\`--jobs ${jobs}\` with \`${name}\``,
      allowed: '`--jobs 1`, since one process looks into its chips',
    })),
    {
      isGiven: jobs > 1 && vcd !== undefined,
      found: `\`--jobs ${jobs}\` with \`--vcd\``,
      allowed: '`--jobs 1`, since a wave file holds one run',
    },
  ];
}
