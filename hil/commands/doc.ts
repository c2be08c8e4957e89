import { traceDocument } from '../report/trace-document.ts';

/** Prints the description of the trace in Markdown. Returns the exit status. */
export function doc(): number {
  process.stdout.write(traceDocument());
  return 0;
}
