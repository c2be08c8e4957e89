import type { RunView } from '../run-view.ts';
import { unpackedRun } from './packed-run.ts';

/** Returns the run that the page carries in an element; undefined without one. */
export async function runData(element: Element | null): Promise<RunView | undefined> {
  const packed = element?.textContent ?? '';
  if (packed === '') return undefined;
  const binary = atob(packed);
  const deflated = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) deflated[index] = binary.charCodeAt(index);
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'));
  return unpackedRun(new Uint8Array(await new Response(stream).arrayBuffer()));
}
