import { render, type VNode } from 'preact';

/** Returns a picture as text. Pages use it in place of `preact-render-to-string`, because a browser writes markup by itself. */
export function renderToString(picture: VNode): string {
  const host = document.createElement('div');
  render(picture, host);
  const root = host.firstElementChild;
  const text = root === null ? '' : new XMLSerializer().serializeToString(root);
  render(null, host);
  return text;
}
