import { createHash } from 'node:crypto';

/** Parts of a page that is one file. `bodyHtml` is trusted: its caller has escaped all text in it. */
export interface Page {
  readonly language: string;
  readonly title: string;
  readonly bodyHtml: string;
  readonly script: string;
  readonly style: string;
  /** True to run the script before the browser lays out the body. The script then waits for the body itself. */
  readonly isScriptFirst?: boolean;
  /** Script that the page's script adds. The policy allows it by its hash too. */
  readonly addedScript?: string;
}

/**
 * Returns a page as one file of HTML. Its content security policy allows this script and this style by their hashes, workers
 * from blobs, pictures from the page itself, and connections to the page's own server.
 */
export function pageHtml({
  language,
  title,
  bodyHtml,
  script,
  style,
  isScriptFirst = false,
  addedScript,
}: Page): string {
  const code = `<script>${script}</script>`;
  const policy = [
    "default-src 'none'",
    `script-src ${[script, ...(addedScript === undefined ? [] : [addedScript])].map(sourceHash).join(' ')}`,
    `style-src ${sourceHash(style)}`,
    'worker-src blob:',
    'img-src data: blob:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${isScriptFirst ? `${code}\n${bodyHtml}` : `${bodyHtml}\n${code}`}
</body>
</html>
`;
}

/** Escapes text for the content and for quoted attributes of HTML. */
function escapedHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function sourceHash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}
