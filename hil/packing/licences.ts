import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the files that state the terms of a package. */
const LICENCE_FILE = /^(?:licen[cs]e|copying|copyright|notice)/i;
/** Pattern of a package's folder. The greedy match finds the innermost package. */
const PACKAGE_FOLDER = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//;
const RULE = '-'.repeat(80);

interface LicensedPackage {
  /** Name, version and licence, as in `zod 4.6.7 (MIT)`. */
  readonly title: string;
  readonly texts: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Returns the folders of the packages that own the files, each once, sorted. Files outside `node_modules` belong to this one. */
export function packageFolders(files: readonly string[]): readonly string[] {
  const folders = files.map((file) => PACKAGE_FOLDER.exec(file)?.[1]).filter((folder) => folder !== undefined);
  return [...new Set(folders)].sort();
}

/**
 * Returns names, versions and licence texts of packages, by their folders. Packages with the same text share it. Of a text that
 * continues another one, such as a licence with attributions, only the continuation is printed again. Throws for a package
 * without a licence file, since its code must not be distributed.
 */
export function licencesText(folders: readonly string[]): string {
  const packages = folders.map(licensedPackage);
  const texts = [...new Set(packages.flatMap((one) => one.texts))];
  const titlesByPart = new Map<string, string[]>();
  for (const { title, texts: own } of packages) {
    for (const part of own.flatMap((text) => partsOf(text, texts)))
      titlesByPart.set(part, [...(titlesByPart.get(part) ?? []), title]);
  }
  const sections = [...titlesByPart].map(([part, titles]) => `${RULE}\n${titles.join('\n')}\n${RULE}\n\n${part}\n`);
  return ['This program contains code of these packages, under these licences.\n', ...sections].join('\n');
}

/** Splits a text after the longest other text with which it begins. */
function partsOf(text: string, texts: readonly string[]): readonly string[] {
  const begins = texts.filter((other) => other.length < text.length && text.startsWith(`${other}\n`));
  const [longest] = begins.sort((a, b) => b.length - a.length);
  return longest === undefined ? [text] : [longest, text.slice(longest.length).trim()];
}

function licensedPackage(folder: string): LicensedPackage {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(manifest) as Manifest;
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  if (files.length === 0) throw new Error(`"${name}" ${version}: no licence file in ${folder}. Do not bundle it.`);
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { title: `${name} ${version} (${license})`, texts };
}
