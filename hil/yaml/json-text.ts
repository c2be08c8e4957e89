import type { Refuse } from './problem.ts';

/** Returns JSON as YAML, so that the YAML reader can report places. Only tabs at the start of a line differ. */
export function jsonAsYaml(text: string): string {
  return text.replace(/^\t+/gm, (tabs) => ' '.repeat(tabs.length));
}

/** Checks that the text is JSON. YAML also allows a trailing comma and text without quotes. */
export function isJson(text: string, refuse: Refuse): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    const [, why = message, position = '0'] = /^(.*) in JSON at position (\d+)/s.exec(message) ?? [];
    const before = text.slice(0, Number(position)).split('\n');
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    refuse(place, `a JSON error, ${why.replace(/, .*is not valid JSON$/s, '')}`, 'well-formed JSON');
    return false;
  }
}
