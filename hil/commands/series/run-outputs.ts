import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { HilError } from '../../base/hil-error.ts';
import { quotedPath } from '../../base/quoted-text.ts';
import type { ToolIdentity } from '../../base/tool-identity.ts';
import { OlderFile } from '../../files/older-file.ts';
import type { NamedFile } from '../../files/output-clash.ts';
import { OutputFile } from '../../files/output-file.ts';
import type { Comparison } from '../../report/comparison.ts';
import { OutFolder } from '../../report/out-folder.ts';
import type { Asked, Call, Results, ScenarioResult } from '../../report/results.ts';
import type { RanFacts } from '../../scenario/outcome.ts';
import type { RunCommandOptions } from './run-options.ts';

/** Trace or waves of an earlier call. */
interface OlderRecord {
  readonly option: string;
  readonly path: string;
  readonly file: OlderFile;
}

/** Files that `--out` and `--junit` write, and the earlier results that `--against` reads. */
export class RunOutputs {
  readonly folder: OutFolder | undefined;
  readonly #options: RunCommandOptions;
  #olderHtml: OlderFile | undefined;
  #olderRecords: readonly OlderRecord[] = [];

  /** Plans the files; writes nothing. */
  constructor(options: RunCommandOptions, labels: readonly string[]) {
    this.#options = options;
    this.folder = options.out === undefined ? undefined : new OutFolder(options.out, labels);
  }

  /** Files that the call will write. They must not replace an input. */
  get files(): { readonly inputs: readonly NamedFile[]; readonly outputs: readonly NamedFile[] } {
    const { against } = this.#options;
    const earlier = against === undefined ? [] : [new OutFolder(against, []).pathOf('results.json')];
    return {
      inputs: earlier.map((path) => ({ name: `--against ${path}`, path })),
      outputs: this.folder?.outputs ?? [],
    };
  }

  /** Makes the folder and checks that the files can be written. Throws `HilError` (usage) if they cannot. */
  async prepare(): Promise<void> {
    const { junit, html, trace, vcd } = this.#options;
    this.folder?.prepare();
    if (html !== undefined) {
      new OutputFile(html, { option: '--html', code: 'HTML_UNWRITABLE' }).close();
      this.#olderHtml = new OlderFile(html);
    }
    this.#olderRecords = Object.entries({ trace, vcd }).flatMap(([name, path]) =>
      path === undefined ? [] : [{ option: `--${name}`, path, file: new OlderFile(path) }],
    );
    if (junit !== undefined) (await import('../../report/report-junit.ts')).mustBeWritable(junit);
  }

  /**
   * Returns a sentence about each file of an earlier call that this call did not replace, as when the run never began. An older
   * report is removed. Older traces and waves stay, because they are data that this call cannot make again.
   */
  dropStaleFiles(): readonly string[] {
    const html = this.#olderHtml?.removeUnlessReplaced() === true ? [this.#options.html ?? ''] : [];
    const kept = this.#olderRecords.filter(({ file }) => file.isStillThere);
    return [
      ...html.map((path) => `\`--html\` ${quotedPath(path)}: this call wrote no report, so the older one was removed.`),
      ...kept.map(
        ({ option, path }) =>
          `\`${option}\` ${quotedPath(path)}: this call wrote nothing, so the older file is still there.`,
      ),
    ];
  }

  /** Removes the files of a run whose outcome the list does not use. */
  discard(ran: RanFacts | undefined): void {
    const names = [ran?.trace, ran?.csv, ran?.html].filter((name) => name !== undefined);
    for (const name of names) if (this.folder !== undefined) rmSync(this.folder.pathOf(name), { force: true });
  }

  /** Writes the files of the whole call. Returns the failures. */
  async write(results: Results): Promise<readonly HilError[]> {
    const { junit } = this.#options;
    if (this.folder === undefined && junit === undefined) return [];
    const { junitOf, writeJunit } = await import('../../report/report-junit.ts');
    const { folder } = this;
    const call = results.identity;
    const text = junitOf(results.scenarios, folder === undefined ? { call } : { call, folder: folder.path });
    const failures = junit === undefined ? [] : failuresOf(() => writeJunit(junit, text));
    if (folder === undefined) return failures;
    const [{ summaryOf }, { indexOf }, { indexViewOf }, { indexPage }] = await Promise.all([
      import('../../report/summary.ts'),
      import('../../report/index-data.ts'),
      import('../../report/html/index-view-of.ts'),
      import('../../report/html/report-pages.ts'),
    ]);
    const page = await indexPage(indexViewOf(results));
    return [
      ...failures,
      ...failuresOf(() => folder.write('results', `${JSON.stringify(results, null, 1)}\n`)),
      ...failuresOf(() => folder.write('junit', text)),
      ...failuresOf(() => folder.write('summary', summaryOf(results))),
      ...failuresOf(() => folder.write('index', `${JSON.stringify(indexOf(results), null, 1)}\n`)),
      ...failuresOf(() => folder.write('page', page)),
    ];
  }
}

/** Returns the `HilError` for an output that could not be written. */
export function failuresOf(write: () => void): readonly HilError[] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof HilError) return [error];
    throw error;
  }
}

/** Returns the choices that apply to all scenarios of a call. */
export function askedOf({ rig, pump, firmware, seed, speed, faults, hand, fieldScale }: RunCommandOptions): Asked {
  return {
    rig,
    pump: pump ?? null,
    firmware: firmware ?? null,
    seed,
    speed,
    faults: faults ?? null,
    hand: hand ?? null,
    fieldScale: fieldScale ?? null,
  };
}

/** Returns the facts that identify a call. */
export function callOf(command: readonly string[], tool: ToolIdentity, startedAt: string, asked: Asked): Call {
  const { platform, arch, version } = process;
  return { tool, command, startedAt, host: { name: hostname(), platform, arch, node: version }, asked };
}

/** Returns the comparison with the results of an earlier call; null without `--against`. */
export async function comparedWith(
  earlier: Results | undefined,
  { against, shrunk }: RunCommandOptions,
  now: readonly ScenarioResult[],
): Promise<Comparison | null> {
  if (earlier === undefined || against === undefined) return null;
  const { comparisonOf, SHRUNK_SHARE_DEFAULT } = await import('../../report/comparison.ts');
  return comparisonOf(against, earlier, now, shrunk ?? SHRUNK_SHARE_DEFAULT);
}
