import { traceDocument } from '../report/trace-document.ts';
import { unknownDocument } from './unknown-document.ts';

const FILES: readonly string[] = ['trace'];

/** Prints the description of a file in Markdown. Returns the exit status. Throws `HilError` (usage) for an unknown name. */
export function doc(name: string): number {
  if (!FILES.includes(name)) throw unknownDocument('doc', name, FILES);
  process.stdout.write(traceDocument());
  return 0;
}
