import { readFileSync } from 'node:fs';
import { packagePath } from '../base/package-root.ts';
import { traceDocument } from '../report/trace-document.ts';
import { unknownDocument } from './unknown-document.ts';

/** Pages by the name that the command takes. */
const PAGES: Readonly<Record<string, () => string>> = {
  trace: traceDocument,
  checks: () => readFileSync(packagePath('hil/CHECKS.md'), 'utf8'),
};

/** Prints a page in Markdown. Returns the exit status. Throws `HilError` (usage) for an unknown name. */
export function doc(name: string): number {
  const page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
  if (page === undefined) throw unknownDocument('doc', name, Object.keys(PAGES));
  process.stdout.write(page());
  return 0;
}
