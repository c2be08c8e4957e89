import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarioText } from '../scenario/language/scenario-text.ts';

/** Writes a scenario whose only check, `wrong`, fails. Returns its path. */
export function wrongScenario(folder: string, name: string): string {
  const path = join(folder, `${name}.yaml`);
  const text = scenarioText({
    timeline: ['{ at: 1 min, roller study: take, name: study }'],
    expect: ['{ name: wrong, outcome: fail, of: study }'],
  });
  writeFileSync(path, text.replace(/^scenario: .*$/m, `scenario: ${name}`));
  return path;
}
