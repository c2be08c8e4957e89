import { bytesOfDenseText } from '../../../base/dense-text.ts';

/** Inflates the text of an element that holds it deflated, as dense text. Undefined if the page has no such element. */
export async function inflatedOf(page: Document, id: string): Promise<ArrayBuffer | undefined> {
  const text = page.getElementById(id)?.textContent;
  if (text == null) return undefined;
  const stream = new Blob([bytesOfDenseText(text)]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).arrayBuffer();
}
