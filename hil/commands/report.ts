import { basename, join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { toolIdentity } from '../base/tool-identity.ts';
import { faultRatesText } from '../faults/fault-rates.ts';
import { makeFolder } from '../files/make-folder.ts';
import { OlderFile } from '../files/older-file.ts';
import { refuseClashes } from '../files/output-clash.ts';
import { OutputFile, type OutputName, writeOutput } from '../files/output-file.ts';
import { chosenInvariants } from '../invariants/invariant-files.ts';
import type { JudgeTraceOptions } from '../judge/judge-trace.ts';
import type { KeptHeader } from '../judge/kept-header.ts';
import { reportedTrace } from '../judge/reported-trace.ts';
import { traceFileSource } from '../judge/trace-file-source.ts';
import { indexOfReports, type WrittenReport } from '../report/html/index-of-reports.ts';
import { indexPage, reportPage } from '../report/html/report-pages.ts';
import { reportViewOf } from '../report/html/report-view-of.ts';
import { repeatLine } from '../report/repeat-line.ts';
import { scenarioNames } from '../scenario/library.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { failureStatus, worstStatus } from './exit-status.ts';
import { printFailure } from './print-failure.ts';
import { printOut, printWarning } from './print-line.ts';

const OUT: OutputName = { option: '--out', code: 'OUT_UNWRITABLE' };
const HTML: OutputName = { option: '--html', code: 'HTML_UNWRITABLE' };
const CUT_STATUS = 2;
const INDEX = 'index.html';

export interface ReportCommandOptions {
  readonly html?: string;
  readonly out?: string;
  /** `--invariants FILE`, and false for `--no-invariants`. */
  readonly invariants?: string;
  readonly shippedInvariants: boolean;
}

/** A trace and the file of its report. */
interface Planned {
  readonly trace: string;
  readonly path: string;
  readonly name: OutputName;
}

/**
 * Writes a report in HTML of each kept trace. A trace that cannot be read does not end the list. Returns the exit status: 0 if
 * all reports are written, 2 for a trace that cannot be read or is cut.
 */
export async function report(
  traces: readonly string[],
  options: ReportCommandOptions,
  command: readonly string[],
): Promise<number> {
  const { invariants: file, shippedInvariants: ships, out } = options;
  const planned = plannedFiles(traces, options);
  const index = out === undefined || traces.length === 1 ? undefined : join(out, INDEX);
  refuseClashes(
    [
      ...traces.map((path) => ({ name: `the trace ${path}`, path })),
      ...(file === undefined ? [] : [{ name: `--invariants ${file}`, path: file }]),
    ],
    [...planned.map(({ path }) => path), ...(index === undefined ? [] : [index])].map((path) => ({ name: path, path })),
  );
  const invariants = chosenInvariants({ file, ships });
  if (out !== undefined) makeOut(out);
  for (const { path, name } of planned) new OutputFile(path, name).close();
  const { written, unread, statuses } = await writeEach(planned, { invariants });
  if (index !== undefined) writeOutput(index, OUT, await indexPage(indexOfReports(written, unread, factsOf(command))));
  return worstStatus(statuses);
}

interface Written {
  readonly written: readonly WrittenReport[];
  /** Why a trace has no report, a sentence each. */
  readonly unread: readonly string[];
  readonly statuses: readonly number[];
}

async function writeEach(planned: readonly Planned[], options: JudgeTraceOptions): Promise<Written> {
  const statuses: number[] = [];
  const written: WrittenReport[] = [];
  const unread: string[] = [];
  for (const one of planned) {
    const older = new OlderFile(one.path);
    try {
      const made = await writeReport(one, options);
      written.push(made);
      statuses.push(made.cut === null ? 0 : CUT_STATUS);
    } catch (error) {
      if (!(error instanceof HilError)) throw error;
      printFailure(error);
      if (older.removeUnlessReplaced())
        printWarning(`${quotedPath(one.path)} was not written, so the older report there was removed.`);
      unread.push(`No report of ${quotedPath(one.trace)}: ${error.message}`);
      statuses.push(failureStatus(error));
    }
  }
  return { written, unread, statuses };
}

async function writeReport({ trace, path, name }: Planned, options: JudgeTraceOptions): Promise<WrittenReport> {
  const view = reportViewOf(reportedTrace(traceFileSource(trace), options, repeatOf));
  writeOutput(path, name, await reportPage(view));
  const { run, cut } = view;
  printOut(`${path}: ${run.identity.scenario}, ${run.verdict ?? 'no verdict, since the run ended early'}`);
  if (cut !== null) printWarning(`${trace}: ${cut}. The report says so.`);
  return { run, file: basename(path), trace, cut };
}

/** Returns the file of each report. Throws `HilError` (usage) for options that name none, or one for several traces. */
function plannedFiles(traces: readonly string[], { html, out }: ReportCommandOptions): readonly Planned[] {
  const allowed = '`--html FILE` for one trace, or `--out FOLDER` for any number';
  if ((html === undefined) === (out === undefined)) {
    const found = html === undefined ? 'neither `--html` nor `--out`' : '`--html` with `--out`';
    throw new HilError('OPTIONS_CONTRADICT', 'usage', `${found}; allowed: ${allowed}.`);
  }
  if (html !== undefined && traces.length > 1)
    throw new HilError('ONE_HTML', 'usage', `\`--html\` with ${traces.length} traces; allowed: ${allowed}.`);
  if (html !== undefined) return traces.map((trace) => ({ trace, path: html, name: HTML }));
  const taken = new Set([INDEX]);
  return traces.map((trace) => ({ trace, path: join(out ?? '', freeName(trace, taken)), name: OUT }));
}

/** Letters that a shell, a link, a terminal or a file system could take for something else. */
const UNSAFE = /[^\p{L}\p{N}._ ()+=@,-]+/gu;

/** Returns the name of a report: that of its trace in safe letters, with a number if an earlier trace has it. */
function freeName(trace: string, taken: Set<string>): string {
  const stem = basename(trace).replace(/(?:\.trace)?\.ndjson$/i, '');
  const base = stem.replaceAll(UNSAFE, '-').replace(/^[-.]+/, '') || 'trace';
  let name = `${base}.html`;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base}-${number}.html`;
  taken.add(name.toLowerCase());
  return name;
}

function makeOut(path: string): void {
  try {
    makeFolder(path);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
    throw new HilError(OUT.code, 'usage', `--out ${quotedPath(path)} cannot be made (${why}).`, { cause });
  }
}

/** Returns the command line that repeats a run, or null for a scenario that a program built. */
function repeatOf(header: KeptHeader, scenario: Scenario): string | null {
  if (header.scenarioText === '') return null;
  const shipped = header.scenarioFile.replace(/\.yaml$/, '');
  const asked = scenarioNames().includes(shipped) ? shipped : header.scenarioFile;
  const { rig, seed, speed, product, faults = null, scenarioParameters } = header;
  return repeatLine(
    asked,
    {
      rig: rig.name,
      pump: product === scenario.pump.product || scenario.ownProduct !== undefined ? null : product,
      firmware: null,
      seed,
      speed,
      faults: faults === null || Object.keys(faults).length === 0 ? null : faultRatesText(faults),
      hand: null,
      fieldScale: header.sensedField?.scaleRatio ?? null,
    },
    scenarioParameters ?? {},
  );
}

function factsOf(command: readonly string[]) {
  const { version, commit } = toolIdentity();
  const program = `rollerloop ${version}${commit === null ? '' : `, commit ${commit}`}`;
  return [
    { name: 'Command', text: ['rollerloop', ...command].join(' '), isCode: true },
    { name: 'Program', text: program, isCode: false },
  ];
}
