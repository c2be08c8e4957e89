import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { packagePath } from '../base/package-root.ts';
import { trainerPage } from './trainer-page.ts';

/**
 * Writes the trainer page to the file that the first argument names, by default to `dist/trainer.html`. A second argument names a
 * file for the paths of its sources.
 */
async function main(): Promise<void> {
  const path = process.argv[2] ?? packagePath('dist/trainer.html');
  const sources = process.argv[3];
  const { html, inputs, engineBytes, scriptBytes, viewerBytes } = await trainerPage();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, html);
  if (sources !== undefined) writeFileSync(sources, JSON.stringify(inputs));
  const kB = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`;
  process.stdout.write(
    `${path} built: ${kB(Buffer.byteLength(html))}. Minified: engine ${kB(engineBytes)}; script and style ${kB(scriptBytes)}, of which viewer ${kB(viewerBytes)}.\n`,
  );
}

await main();
