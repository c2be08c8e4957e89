import { readFileSync } from 'node:fs';
import { toolVersion } from '../base/tool-version.ts';
import { namesForModel, scenarioFile, scenariosNamed } from '../scenario/library.ts';

/** A scenario of the package as text, with the files that it names. */
interface ScenarioTexts {
  readonly name: string;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Returns the version and the model's scenarios as plain data, for the engine of the trainer page. */
export function shippedLibrary(): { readonly version: string; readonly scenarios: readonly ScenarioTexts[] } {
  return { version: toolVersion(), scenarios: namesForModel().map(textsOf) };
}

function textsOf(name: string): ScenarioTexts {
  const files = scenariosNamed(name)[0]?.files ?? [];
  return {
    name,
    text: readFileSync(scenarioFile(name), 'utf8'),
    files: files.map(({ path, text }) => ({ path, text })),
  };
}
