import { deflateSync } from 'node:zlib';
import { denseText } from '../base/dense-text.ts';
import { packagePath } from '../base/package-root.ts';
import { engineBundle } from './engine-bundle.ts';
import { licencesText, packageFolders } from './licences.ts';
import { type PageBundle, pageBundle } from './page-bundle.ts';
import { pageHtml } from './page-html.ts';

const ENTRY = 'hil/trainer/page/trainer.tsx';
/** Entry of the script that inflates and runs that of the page. */
const UNPACK_ENTRY = 'hil/trainer/page/unpack.ts';
/** A page without a script cannot know the language of its reader. */
const NO_SCRIPT = `<noscript>
<div class="card">
<h1>Rollerloop trainer</h1>
<p>The trainer needs JavaScript, which this browser does not run. Allow scripts for this page, then reload it.</p>
<p lang="de">Der Trainer braucht JavaScript, das dieser Browser nicht ausführt. Erlauben Sie Skripte für diese Seite, und laden Sie sie neu.</p>
</div>
</noscript>`;
/** Ids under which the page looks for its parts; a test of the built page finds out if the two sides differ. */
const ELEMENTS = { script: 'rollerloop-page', engine: 'rollerloop-engine', licences: 'licences' } as const;
/** Sources of the viewer: its components and the packages that they need. */
const VIEWER_SOURCE = /^(?:hil\/viewer|node_modules)\//;

/** Limits of the page in bytes. A page is copied by mail and by stick, and opens on old computers. */
const TRAINER_LIMITS = { pageBytesMax: 600_000, engineBytesMax: 1_200_000, viewerBytesMax: 150_000 } as const;

export interface TrainerPage {
  readonly html: string;
  /** Source files whose code is in the page, relative to the package's root, each once. */
  readonly inputs: readonly string[];
  /** Bytes of the engine, minified. */
  readonly engineBytes: number;
  /** Bytes of script and style, minified. */
  readonly scriptBytes: number;
  /** Bytes of the viewer's components in script and style, minified. */
  readonly viewerBytes: number;
}

/**
 * Returns the trainer as one file of HTML: page, style, engine and licences. Script, engine and licences are deflated. Throws if
 * the page is larger than its limits.
 */
export async function trainerPage(): Promise<TrainerPage> {
  const [bundle, unpack, engine] = await Promise.all([pageBundle(ENTRY), pageBundle(UNPACK_ENTRY), engineBundle()]);
  const inputs = [...new Set([...bundle.inputs, ...unpack.inputs, ...engine.inputs])].sort();
  const licences = licencesText(packageFolders(inputs).map(packagePath));
  const bodyHtml = [
    NO_SCRIPT,
    packedElement(ELEMENTS.script, bundle.script),
    packedElement(ELEMENTS.engine, engine.script),
    packedElement(ELEMENTS.licences, licences),
  ].join('\n');
  const html = pageHtml({
    language: 'en',
    title: 'Rollerloop trainer',
    bodyHtml,
    script: unpack.script,
    style: bundle.style,
    addedScript: bundle.script,
  });
  const page: TrainerPage = {
    html,
    inputs,
    engineBytes: bytesOf(engine.script),
    scriptBytes: bytesOf(bundle.script) + bytesOf(bundle.style),
    viewerBytes: viewerBytesOf(bundle),
  };
  mustFit('page', bytesOf(html), TRAINER_LIMITS.pageBytesMax);
  mustFit('engine of the page', page.engineBytes, TRAINER_LIMITS.engineBytesMax);
  mustFit('viewer in the page', page.viewerBytes, TRAINER_LIMITS.viewerBytesMax);
  return page;
}

function viewerBytesOf({ bytesOf: bytesBySource }: PageBundle): number {
  let bytes = 0;
  for (const [path, sourceBytes] of bytesBySource) if (VIEWER_SOURCE.test(path)) bytes += sourceBytes;
  return bytes;
}

/** Returns an element that holds a text deflated; the browser neither shows nor runs it. */
function packedElement(id: string, text: string): string {
  return `<script type="text/plain" id="${id}">${denseText(deflateSync(text, { level: 9 }))}</script>`;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function mustFit(what: string, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) throw new Error(`The ${what} of the trainer has ${bytes} bytes; allowed: at most ${bytesMax}.`);
}
