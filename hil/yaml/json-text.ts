import { parseYaml, YAML_FAULT } from './parse-yaml.ts';
import type { Refuse } from './problem.ts';
import type { Tree } from './tree.ts';

/** Returns JSON as YAML, so that the YAML reader can report places. Only tabs at the start of a line differ. */
function jsonAsYaml(text: string): string {
  return text.replace(/^\t+/gm, (tabs) => ' '.repeat(tabs.length));
}

/**
 * Parses JSON to a tree with places; undefined after a refusal. A damaged text gets the message of the JSON parser, since its
 * author wrote no YAML. Messages name the text `what`.
 */
export function parseJson(text: string, refuse: Refuse, what: string): Tree | undefined {
  const refuseAsJson: Refuse = (place, found, ...rest) => {
    if (!found.startsWith(YAML_FAULT) || isJson(text, refuse)) refuse(place, found, ...rest);
  };
  return parseYaml(jsonAsYaml(text), refuseAsJson, what);
}

/** Checks that the text is JSON. YAML also allows a trailing comma and text without quotes. */
export function isJson(text: string, refuse: Refuse): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    // A text that ends too early has no position in the message.
    const [, why = message, position = text.length] = /^(.*) in JSON at position (\d+)/s.exec(message) ?? [];
    const before = text.slice(0, Number(position)).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    refuse(place, `a JSON error, ${why.replace(/, .*is not valid JSON$/s, '')}`, 'well-formed JSON');
    return false;
  }
}
