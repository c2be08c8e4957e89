import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const SPECIFIER = /\b(?:from|import)\s*\(?\s*['"]([\w.:@/-]+)['"]/g;
const PACKAGE = /^(?:@[^/]+\/)?[^/]+/;

/**
 * Copies a declaration file, and those it imports, from one folder to another; `entry` is relative to both.
 * Throws for an import from a package that is not `installed`, or from Node, whose types are a package too: a consumer's
 * compiler would not find it.
 */
export function copyDeclarations(entry: string, from: string, to: string, installed: readonly string[]): void {
  for (const file of reachable(entry, from, installed)) cpSync(join(from, file), join(to, file));
}

function reachable(entry: string, folder: string, installed: readonly string[]): ReadonlySet<string> {
  const files = new Set([entry]);
  // The set grows while it is walked, and the walk sees what was added.
  for (const file of files) {
    for (const specifier of specifiersOf(join(folder, file))) {
      if (specifier.startsWith('.')) files.add(declarationOf(join(dirname(file), specifier)));
      else mustBeInstalled(specifier, file, installed);
    }
  }
  return files;
}

function specifiersOf(path: string): readonly string[] {
  return [...readFileSync(path, 'utf8').matchAll(SPECIFIER)].map((match) => match[1] ?? '');
}

/** The compiler leaves `./bench.ts` in what it declares, and finds `./bench.d.ts` for it. */
function declarationOf(module: string): string {
  return normalize(module).replace(/\.[jt]s$/, '.d.ts');
}

function mustBeInstalled(specifier: string, file: string, installed: readonly string[]): void {
  const [name = ''] = PACKAGE.exec(specifier) ?? [];
  if (installed.includes(name)) return;
  throw new Error(
    `${file} imports types from "${specifier}"; allowed are packages in \`dependencies\`. Export types of our own.`,
  );
}
