import { readFileSync } from 'node:fs';
import { scenarioFile, scenarioNames, scenariosNamed } from '../scenario/library.ts';
import { keepReading } from '../scenario/sources/kept-reading.ts';

/** Keeps the runs of all shipped scenarios beside a bundled command line, which then need not be parsed. */
export function keepReadings(bundle: string): void {
  for (const name of scenarioNames()) {
    const text = readFileSync(scenarioFile(name), 'utf8');
    keepReading(bundle, { name, text, runs: scenariosNamed(name) });
  }
}
