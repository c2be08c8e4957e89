import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { packagePath } from '../base/package-root.ts';

/** Code and style of a page, minified. */
export interface PageBundle {
  readonly script: string;
  readonly style: string;
  /** Source files whose code is in the bundle, relative to the package's root, each once. */
  readonly inputs: readonly string[];
}

/** Browsers of the last three years: all have `light-dark()`, `DecompressionStream` and nested CSS. */
const TARGET = ['chrome123', 'firefox120', 'safari17.5'];

/** Bundles an entry with all it imports for the browser. Throws on a warning of esbuild and on an import of Node. */
export async function pageBundle(entry: string): Promise<PageBundle> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: packagePath('.'),
    entryPoints: [entry],
    outdir: 'page',
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  const [warning] = warnings;
  if (warning !== undefined) throw new Error(`esbuild warns: ${warning.text} (${warning.location?.file ?? 'no file'})`);
  const textOf = (suffix: string): string => outputFiles.find(({ path }) => path.endsWith(suffix))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css'), inputs: Object.keys(metafile.inputs) };
}

/** Parts of a page that is one file. `bodyHtml` is trusted: its caller has escaped all text in it. */
export interface Page {
  readonly language: string;
  readonly title: string;
  readonly bodyHtml: string;
  readonly script: string;
  readonly style: string;
}

/**
 * Returns a page as one file of HTML. Its content security policy allows this script and this style by their hashes, workers
 * from blobs, pictures from the page itself, and connections to the page's own server.
 */
export function pageHtml({ language, title, bodyHtml, script, style }: Page): string {
  const policy = [
    "default-src 'none'",
    `script-src ${sourceHash(script)}`,
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
${bodyHtml}
<script>${script}</script>
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
