import { cpSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const SPECIFIER = /\b(?:from|import)\s*\(?\s*['"]([\w.:@/-]+)['"]/g;
const PACKAGE = /^(?:@[^/]+\/)?[^/]+/;

/**
 * Copies a declaration file and its imports from one folder to another; `entry` is relative to both. Throws for an import
 * from Node or from a package that is not `installed`: a consumer's compiler would not find its types.
 */
export function copyDeclarations(entry: string, from: string, to: string, installed: readonly string[]): void {
  for (const file of reachable(entry, from, installed)) cpSync(join(from, file), join(to, file));
}

function reachable(entry: string, folder: string, installed: readonly string[]): ReadonlySet<string> {
  const files = new Set([entry]);
  // The loop also visits files that are added to the set meanwhile.
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

/** Returns the declaration file of a module: a declaration imports `./bench.ts`, and the compiler finds `./bench.d.ts`. */
function declarationOf(module: string): string {
  return normalize(module).replace(/\.[jt]s$/, '.d.ts');
}

function mustBeInstalled(specifier: string, file: string, installed: readonly string[]): void {
  const [name = ''] = PACKAGE.exec(specifier) ?? [];
  if (installed.includes(name)) return;
  throw new Error(
    `${file} imports types from "${specifier}"; allowed: packages in \`dependencies\`. Export a type of this package instead.`,
  );
}
