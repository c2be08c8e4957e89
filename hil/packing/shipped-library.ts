import { readFileSync } from 'node:fs';
import { toolVersion } from '../base/tool-version.ts';
import { namesForModel, scenarioFile, scenariosNamed } from '../scenario/library.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A scenario of the package as text, with what lists say of it and the files that it names. */
interface ScenarioTexts {
  readonly name: string;
  readonly says: string;
  readonly product: string;
  /** Values of each parameter. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Returns the version and the model's scenarios as plain data, for the engine of the trainer page. */
export function shippedLibrary(): { readonly version: string; readonly scenarios: readonly ScenarioTexts[] } {
  return { version: toolVersion(), scenarios: namesForModel().map(textsOf) };
}

function textsOf(name: string): ScenarioTexts {
  const runs = scenariosNamed(name);
  const [first] = runs;
  return {
    name,
    says: first?.says ?? '',
    product: first?.pump.product ?? '',
    parameters: valuesIn(runs),
    text: readFileSync(scenarioFile(name), 'utf8'),
    files: (first?.files ?? []).map(({ path, text }) => ({ path, text })),
  };
}

/** Returns the values of each parameter over all runs of a scenario. */
function valuesIn(runs: readonly Scenario[]): Readonly<Record<string, readonly string[]>> {
  const names = Object.keys(runs[0]?.parameters ?? {});
  const valuesOf = (parameter: string): readonly string[] => [
    ...new Set(runs.map(({ parameters = {} }) => parameters[parameter] ?? '')),
  ];
  return Object.fromEntries(names.map((parameter) => [parameter, valuesOf(parameter)]));
}
