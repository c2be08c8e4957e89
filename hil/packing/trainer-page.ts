import { deflateSync } from 'node:zlib';
import { packagePath } from '../base/package-root.ts';
import { engineBundle } from './engine-bundle.ts';
import { licencesText, packageFolders } from './licences.ts';
import { pageBundle } from './page-bundle.ts';
import { pageHtml } from './page-html.ts';

const ENTRY = 'hil/trainer/page/trainer.tsx';
/** Id under which the page looks for its engine; a test of the built page finds out if the two differ. */
const ENGINE_ELEMENT = 'rollerloop-engine';
/** Id under which the page looks for the licences of its parts. */
const LICENCES_ELEMENT = 'licences';

/** Limits of the page in bytes. A page is copied by mail and by stick, and opens on old computers. */
const TRAINER_LIMITS = { pageBytesMax: 600_000, engineBytesMax: 1_200_000, viewerBytesMax: 150_000 } as const;

export interface TrainerPage {
  readonly html: string;
  /** Source files whose code is in the page, relative to the package's root, each once. */
  readonly inputs: readonly string[];
  readonly engineBytes: number;
  readonly viewerBytes: number;
}

/** Returns the trainer as one file of HTML: page, style, engine and licences. Throws if it is larger than its limits. */
export async function trainerPage(): Promise<TrainerPage> {
  const [{ script, style, inputs: pageInputs }, engine] = await Promise.all([pageBundle(ENTRY), engineBundle()]);
  const inputs = [...new Set([...pageInputs, ...engine.inputs])].sort();
  const licences = licencesText(packageFolders(inputs).map(packagePath));
  const bodyHtml = [
    `<script type="text/plain" id="${ENGINE_ELEMENT}">${deflated(engine.script)}</script>`,
    `<script type="text/plain" id="${LICENCES_ELEMENT}">${deflated(licences)}</script>`,
  ].join('\n');
  const html = pageHtml({ language: 'en', title: 'Rollerloop trainer', bodyHtml, script, style });
  const page = { html, inputs, engineBytes: bytesOf(engine.script), viewerBytes: bytesOf(script) };
  const { pageBytesMax, engineBytesMax, viewerBytesMax } = TRAINER_LIMITS;
  mustFit('page', bytesOf(html), pageBytesMax);
  mustFit('engine of the page', page.engineBytes, engineBytesMax);
  mustFit('script of the page', page.viewerBytes, viewerBytesMax);
  return page;
}

/** Text as the page holds it: deflated, in base64. */
function deflated(text: string): string {
  return deflateSync(text, { level: 9 }).toString('base64');
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function mustFit(what: string, bytes: number, bytesMax: number): void {
  if (bytes > bytesMax) throw new Error(`The ${what} of the trainer has ${bytes} bytes; allowed: at most ${bytesMax}.`);
}
