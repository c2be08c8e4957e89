import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files by which authors say under which terms their package may be passed on. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|copyright|notice)/i;
/** Greedy, so that it names the innermost package. */
const PACKAGE_FOLDER = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;
const RULE = '-'.repeat(80);

interface LicensedPackage {
  /** `zod 4.6.7 (MIT)`. */
  readonly title: string;
  readonly text: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Folders of the packages that files belong to, each once, sorted; files outside of `node_modules` are ours. */
export function packageFolders(files: readonly string[]): readonly string[] {
  const folders = files.map((file) => PACKAGE_FOLDER.exec(file)?.[1]).filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

/**
 * Names, versions and licence texts of packages, from their folders; packages with the same text share it.
 * Throws for a package without a licence file: its code may not be passed on.
 */
export function licencesText(folders: readonly string[]): string {
  const byText = new Map<string, string[]>();
  for (const { title, text } of folders.map(licensedPackage)) byText.set(text, [...(byText.get(text) ?? []), title]);
  const sections = [...byText].map(([text, titles]) => `${RULE}\n${titles.join('\n')}\n${RULE}\n\n${text}\n`);
  return ['This program contains code of these packages, under these licences.\n', ...sections].join('\n');
}

function licensedPackage(folder: string): LicensedPackage {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(manifest) as Manifest;
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  if (files.length === 0) throw new Error(`"${name}" ${version}: no licence file in ${folder}. Do not bundle it.`);
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}
