import { join } from 'node:path';
import { HilError } from '../../base/hil-error.ts';
import type { ToolIdentity } from '../../base/tool-identity.ts';
import { wallDateIso, wallNowUs } from '../../base/wall-clock.ts';
import type { Bench } from '../../bench.ts';
import type { CsvFile } from '../../report/csv-file.ts';
import type { ScenarioFiles } from '../../report/out-folder.ts';
import type { QuarantineEntry } from '../../report/quarantine.ts';
import type { RanFacts } from '../../scenario/outcome.ts';
import { type RunOptions, runScenario } from '../../scenario/run-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { sensitivityOf } from '../../scenario/sensitivity.ts';
import { writeReports } from './report-file.ts';
import { failuresOf } from './run-outputs.ts';
import type { RunEnd } from './scenario-series.ts';

/** Choices for all runs of a call, as plain data that can be sent to another process. */
export interface RunPlan {
  readonly choice: RunOptions;
  readonly tool?: ToolIdentity;
  readonly command: readonly string[];
  readonly host: string;
  /** File of `--trace`. */
  readonly traceFile?: string;
  /** Folder of `--out`, and the signals of its CSV files. */
  readonly out?: {
    readonly folder: string;
    readonly signals: readonly string[];
    /** Runs of which the folder gets a report. */
    readonly reports: 'all' | 'not passed' | 'none';
  };
  /** File of `--html`. */
  readonly htmlFile?: string;
  /** Checks that may fail until a date, for the reports. */
  readonly quarantine?: { readonly entries: readonly QuarantineEntry[]; readonly startedAt: string };
}

/** A scenario to run, with the names of its output files. */
export interface RunJob {
  readonly scenario: Scenario;
  /** Files in the folder of `--out`. */
  readonly files?: ScenarioFiles;
  /** Command line that runs the scenario alone, for its report. */
  readonly repeat?: string;
}

type Hooks = Pick<RunOptions, 'signal' | 'onBench' | 'onRecord' | 'onTurn' | 'onEnd' | 'probe' | 'insight' | 'sketch'>;

/** Runs a scenario, writes its files, and finds the unpublished facts that its verdicts depend on. */
export async function runJob(job: RunJob, plan: RunPlan, hooks: Hooks): Promise<RunEnd> {
  const { choice, out } = plan;
  const [startedAt, beganUs] = [wallDateIso(), wallNowUs()];
  const files = out === undefined ? undefined : job.files;
  const stop = new StopOfOneRun(hooks.signal);
  let bench: Bench | undefined;
  const ran = (html?: string): RanFacts => ({
    startedAt,
    durationS: (wallNowUs() - beganUs) / 1e6,
    ...(bench?.underTest === undefined ? {} : { firmware: bench.underTest.host.firmware.identity }),
    ...(bench === undefined || files === undefined ? {} : { trace: files.trace, csv: files.csv }),
    ...(html === undefined ? {} : { html }),
  });
  const unwritten: HilError[] = [];
  const withReports = async (end: RunEnd): Promise<RunEnd> => {
    if (bench === undefined) return { ...end, ran: ran(), unwritten };
    const ended = { bench, end, startedAt, durationS: ran().durationS };
    const html = await writeReports(job, plan, ended).catch((error: unknown) => {
      unwritten.push(mustBeUnwritten(error));
      return undefined;
    });
    return { ...end, ran: ran(html), unwritten };
  };
  try {
    const csv = await openCsv(job, plan, startedAt);
    const options = { ...choice, ...tracing(job, plan), ...hooks, signal: stop.signal };
    const onUnwritten = (failure: HilError): unknown => unwritten.push(failure);
    const result = await withCsv(csv, { options, onUnwritten }, (opened) =>
      runScenario(job.scenario, {
        ...opened,
        onBench: (begun) => {
          bench = begun;
          opened.onBench?.(begun);
        },
      }),
    );
    return await withReports({ result, sensitivity: await sensitivityOf(job.scenario, result, choice.product) });
  } catch (error) {
    if (!(error instanceof HilError)) throw error;
    return await withReports({ failure: error });
  } finally {
    stop.release();
  }
}

/** Returns the failure of an output file, which leaves the verdicts of its run as they are. Throws any other error. */
function mustBeUnwritten(error: unknown): HilError {
  if (error instanceof HilError && error.code.endsWith('_UNWRITABLE')) return error;
  throw error;
}

/**
 * Passes the abort of a whole call on to one run. `release` removes its listener, so that listeners do not pile up over
 * many runs.
 */
class StopOfOneRun {
  readonly #controller = new AbortController();
  readonly #ofAll: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#controller.abort(this.#ofAll?.reason);

  constructor(ofAll: AbortSignal | undefined) {
    this.#ofAll = ofAll;
    if (ofAll?.aborted === true) this.#onAbort();
    ofAll?.addEventListener('abort', this.#onAbort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  release(): void {
    this.#ofAll?.removeEventListener('abort', this.#onAbort);
  }
}

type TraceOptions = Pick<RunOptions, 'traceFile' | 'tool' | 'command' | 'host'>;

function tracing({ files }: RunJob, { traceFile, out, tool, command, host }: RunPlan): TraceOptions {
  const path = out === undefined || files === undefined ? traceFile : join(out.folder, files.trace);
  return { command, host, ...(path === undefined ? {} : { traceFile: path }), ...(tool === undefined ? {} : { tool }) };
}

async function openCsv({ scenario, files }: RunJob, plan: RunPlan, startedAt: string): Promise<CsvFile | undefined> {
  const { out, tool, choice, command, host } = plan;
  if (out === undefined || files === undefined) return undefined;
  const head = {
    tool: `rollerloop ${tool?.version ?? ''}${tool?.commit == null ? '' : ` commit ${tool.commit}`}`.trim(),
    command: command.join(' '),
    host,
    startedAt,
    scenario: scenario.name,
    file: scenario.file,
    scenarioHash: scenario.textHash,
    seed: choice.seed ?? 1,
    speed: choice.speed ?? 'auto',
    faults: choice.faults === undefined ? 'none' : JSON.stringify(choice.faults),
  };
  const { CsvFile: File } = await import('../../report/csv-file.ts');
  return new File(join(out.folder, files.csv), out.signals, head);
}

interface CsvRun {
  readonly options: RunOptions;
  /** Receives the failure of a file that is incomplete. */
  readonly onUnwritten: (failure: HilError) => void;
}

/** Writes the records of a run to its CSV file. Ends the file after a failure of the run too. */
async function withCsv<T>(
  csv: CsvFile | undefined,
  { options, onUnwritten }: CsvRun,
  run: (options: RunOptions) => Promise<T>,
): Promise<T> {
  if (csv === undefined) return run(options);
  let endUs = 0;
  const { onBench, onRecord } = options;
  try {
    return await run({
      ...options,
      onBench: (bench) => {
        csv.begin(bench);
        onBench?.(bench);
      },
      onRecord: (record) => {
        endUs = record.t;
        csv.hear(record);
        onRecord?.(record);
      },
    });
  } finally {
    for (const failure of failuresOf(() => csv.end(endUs))) onUnwritten(failure);
  }
}
