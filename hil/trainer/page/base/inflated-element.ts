/** Inflates the text of an element that holds it deflated and in base64. Undefined if the page has no such element. */
export async function inflatedOf(page: Document, id: string): Promise<ArrayBuffer | undefined> {
  const text = page.getElementById(id)?.textContent;
  if (text == null) return undefined;
  const deflated = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Response(stream).arrayBuffer();
}
