import { readFileSync } from 'node:fs';
import { packagePath } from '../base/package-root.ts';

/** Schema files, by the name that the command takes. */
const FILES = {
  results: 'hil/report/results.schema.gen.json',
  trace: 'hil/report/trace.schema.gen.json',
  scenario: 'hil/scenario/scenario.schema.gen.json',
  pump: 'hil/pump-file/pump.schema.gen.json',
  invariants: 'hil/invariants/invariants.schema.gen.json',
  requirements: 'hil/requirements/requirements.schema.gen.json',
} as const;

/** Prints a JSON Schema. Returns the exit status. */
export function schema(name: keyof typeof FILES): number {
  process.stdout.write(readFileSync(packagePath(FILES[name]), 'utf8'));
  return 0;
}
