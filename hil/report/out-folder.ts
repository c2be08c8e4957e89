import { join } from 'node:path';
import { HilError } from '../base/hil-error.ts';
import { quotedPath } from '../base/quoted-text.ts';
import { makeFolder } from '../files/make-folder.ts';
import { OlderFile } from '../files/older-file.ts';
import type { NamedFile } from '../files/output-clash.ts';
import { OutputFile, type OutputName, writeOutput } from '../files/output-file.ts';

const NAME: OutputName = { option: '--out', code: 'OUT_UNWRITABLE' };
/** Longest file name made from a label. File systems allow 255 bytes. */
const SLUG_CHARS_MAX = 100;

/** Files of the whole call: their names in the folder. */
const CALL_FILES = {
  results: 'results.json',
  junit: 'junit.xml',
  summary: 'summary.md',
  index: 'index.json',
  page: 'index.html',
} as const;
export type CallFile = keyof typeof CALL_FILES;

/** Files of one scenario: their names in the folder. */
export interface ScenarioFiles {
  readonly trace: string;
  readonly csv: string;
  readonly html: string;
}

/** Folder that `run --out` fills with the files of each scenario and of the whole call. */
export class OutFolder {
  readonly path: string;
  readonly #files: ReadonlyMap<string, ScenarioFiles>;

  /** Plans the files for scenarios with these labels; writes nothing. */
  constructor(path: string, labels: readonly string[]) {
    this.path = path;
    this.#files = filesOf(labels);
  }

  /** Lists every file that the call may write, to compare them with inputs and other outputs. */
  get outputs(): readonly NamedFile[] {
    const names = [
      ...Object.values(CALL_FILES),
      ...[...this.#files.values()].flatMap(({ trace, csv, html }) => [trace, csv, html]),
    ];
    return names.map((name) => ({ name: `--out ${this.pathOf(name)}`, path: this.pathOf(name) }));
  }

  filesOf(label: string): ScenarioFiles {
    const files = this.#files.get(label);
    if (files === undefined) throw new Error(`no files were planned for "${label}"`);
    return files;
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** Makes the folder, checks that its files can be written, and removes older files of the same runs. Throws `HilError` OUT_UNWRITABLE (usage). */
  prepare(): void {
    try {
      makeFolder(this.path);
    } catch (error) {
      throw new HilError(NAME.code, 'usage', `\`--out\` ${quotedPath(this.path)} ${whyNoFolder(error)}.`, {
        cause: error,
      });
    }
    for (const name of Object.values(CALL_FILES)) new OutputFile(this.pathOf(name), NAME).close();
    this.#removeOlder();
  }

  /** Removes what an earlier call left: a run that fails early, or a call without reports, replaces none of it. */
  #removeOlder(): void {
    const names = [...this.#files.values()].flatMap(({ trace, csv, html }) => [trace, csv, html]);
    for (const name of names) new OlderFile(this.pathOf(name)).removeUnlessReplaced();
  }

  /** Writes a file of the call. Throws OUT_UNWRITABLE. */
  write(file: CallFile, text: string): void {
    writeOutput(this.pathOf(CALL_FILES[file]), NAME, text);
  }
}

/** Says why a path cannot be a folder, as the end of a sentence. */
function whyNoFolder(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return 'is a file; allowed: a folder, which is made if it does not exist';
  if (code === 'ENOTDIR') return 'lies below a file; allowed: a folder, which is made if it does not exist';
  return `cannot be made (${code ?? message})`;
}

function filesOf(labels: readonly string[]): ReadonlyMap<string, ScenarioFiles> {
  // The report of a scenario must not take the name of the index.
  const taken = new Set(['index']);
  return new Map(
    labels.map((label) => {
      const name = freeName(slugOf(label), taken);
      return [label, { trace: `${name}.trace.ndjson`, csv: `${name}.csv`, html: `${name}.html` }];
    }),
  );
}

/** Returns a file name for a label that every file system accepts. */
function slugOf(label: string): string {
  const slug = label.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^-+|-+$/g, '');
  return slug === '' ? 'scenario' : slug.slice(0, SLUG_CHARS_MAX);
}

/**
 * Returns the name, with a number added if an earlier label has the same name. Some file systems ignore upper and lower
 * case.
 */
function freeName(slug: string, taken: Set<string>): string {
  let name = slug;
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${slug}-${number}`;
  taken.add(name.toLowerCase());
  return name;
}
