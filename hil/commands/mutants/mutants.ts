import { existsSync } from 'node:fs';
import { HilError } from '../../base/hil-error.ts';
import { Interrupt } from '../../base/interrupt.ts';
import { packagePath } from '../../base/package-root.ts';
import { toolIdentity } from '../../base/tool-identity.ts';
import { newWorkFolder, removeWorkFolder } from '../../mutants/build/work-folder.ts';
import { workshopOf } from '../../mutants/build/workshop.ts';
import { drawn, type ListedMutant, mutantsFor, withIds } from '../../mutants/catalogue.ts';
import type { MutatedFirmware } from '../../mutants/data/mutant.ts';
import { Hunt } from '../../mutants/hunt.ts';
import { mutationReport } from '../../mutants/report/mutation-report.ts';
import { reportJson, reportMarkdown, reportText, resultText } from '../../mutants/report/mutation-text.ts';
import type { MutantResult } from '../../mutants/run/mutant-result.ts';
import { checksFor, scenariosFor } from '../../mutants/run/scenario-order.ts';
import { printOut } from '../print-line.ts';

const UNEXPECTED_STATUS = 1;
/** A source file that a package lacks. */
const SOURCE = 'hil/mutants/run/runner.ts';

export interface MutantsOptions {
  readonly firmware: string;
  /** True to run all scenarios on every mutant. */
  readonly all: boolean;
  /** Number of mutants to draw by the commit. */
  readonly sample?: number;
  readonly list: boolean;
  readonly json: boolean;
  readonly markdown: boolean;
}

/**
 * Runs the scenario library on firmware with planted mistakes. Returns the exit status: 1 if a mutant survives without a
 * reason, or is killed although it has one.
 */
export async function mutants(ids: readonly string[], options: MutantsOptions): Promise<number> {
  refuseTwoForms(options);
  const chosen = sampled(withIds(mutantsFor(options.firmware), ids), options);
  if (options.list) return list(chosen, options);
  refuseWithoutSources();
  const interrupt = new Interrupt();
  const folder = newWorkFolder();
  try {
    const results = await resultsOf(chosen, folder, options, interrupt.signal);
    const report = mutationReport(results, options.all);
    if (options.json) process.stdout.write(`${JSON.stringify(reportJson(report))}\n`);
    else if (options.markdown) process.stdout.write(reportMarkdown(report));
    else printOut(reportText(report));
    return report.unexpected.length === 0 ? 0 : UNEXPECTED_STATUS;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    throw new HilError('INTERRUPTED', 'usage', 'Interrupted: the results so far are incomplete.');
  } finally {
    removeWorkFolder(folder);
    interrupt.dispose();
  }
}

async function resultsOf(
  chosen: readonly ListedMutant[],
  folder: string,
  { all: isAll, json, markdown }: MutantsOptions,
  signal: AbortSignal,
): Promise<readonly MutantResult[]> {
  const hunts = new Map<string, Hunt>();
  const results: MutantResult[] = [];
  for (const { firmware, mutant } of chosen) {
    const hunt = hunts.get(firmware) ?? huntOf(firmware, folder, isAll, signal);
    hunts.set(firmware, hunt);
    const result = await hunt.resultOf(mutant);
    if (!json && !markdown) printOut(resultText(result));
    results.push(result);
  }
  return results;
}

function huntOf(firmware: MutatedFirmware, folder: string, isAll: boolean, signal: AbortSignal): Hunt {
  const workshop = workshopOf(firmware, folder);
  const runs = { scenarios: scenariosFor(firmware), checks: checksFor(firmware) };
  return new Hunt({ firmware, workshop, ...runs, isAll, signal });
}

function sampled(listed: readonly ListedMutant[], { sample }: MutantsOptions): readonly ListedMutant[] {
  if (sample === undefined) return listed;
  const { commit } = toolIdentity();
  if (commit !== null) return drawn(listed, sample, commit);
  const message = '`--sample` without a commit; allowed: a checkout with git, since the commit draws the mutants.';
  throw new HilError('COMMIT_UNKNOWN', 'usage', message);
}

function list(chosen: readonly ListedMutant[], { json }: MutantsOptions): number {
  if (json)
    process.stdout.write(`${JSON.stringify(chosen.map(({ firmware, mutant }) => ({ firmware, ...mutant })))}\n`);
  else for (const { firmware, mutant } of chosen) printOut(`${firmware.padEnd(9)}  ${mutant.id}: ${mutant.says}`);
  return 0;
}

function refuseTwoForms({ json, markdown, list: isList }: MutantsOptions): void {
  const clash = json && markdown ? '`--json`' : isList ? '`--list`' : undefined;
  if (!markdown || clash === undefined) return;
  throw new HilError('OPTIONS_CLASH', 'usage', `\`--markdown\` and ${clash} together; allowed: one of the two.`);
}

/** A mutant is built from the sources, which only a checkout has. */
function refuseWithoutSources(): void {
  if (existsSync(packagePath(SOURCE))) return;
  throw new HilError(
    'SOURCES_MISSING',
    'usage',
    'A package has no sources to plant mistakes in; allowed: a checkout.',
    {
      hint: 'Clone the repository, run `npm ci`, and repeat the command there.',
    },
  );
}
