import { deflateSync } from 'node:zlib';
import { packedRun } from '../../viewer/report/packed-run.ts';
import type { RunView } from '../../viewer/run-view.ts';

/** Returns a run as text for a page, which inflates it. */
export function packedView(run: RunView): string {
  return deflateSync(packedRun(run)).toString('base64');
}
