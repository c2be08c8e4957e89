import { readFileSync } from 'node:fs';
import { packagePath } from '../base/package-root.ts';
import { unknownDocument } from './unknown-document.ts';

/** Schema files, by the name that the command takes. */
const FILES: Readonly<Record<string, string>> = {
  results: 'hil/report/results.schema.gen.json',
  index: 'hil/report/index.schema.gen.json',
  trace: 'hil/report/trace.schema.gen.json',
  scenario: 'hil/scenario/scenario.schema.gen.json',
  firmware: 'hil/firmware/firmware.schema.gen.json',
  pump: 'hil/pump-file/pump.schema.gen.json',
  invariants: 'hil/invariants/invariants.schema.gen.json',
  requirements: 'hil/requirements/requirements.schema.gen.json',
};

/** Prints a JSON Schema. Returns the exit status. Throws `HilError` (usage) for an unknown name. */
export function schema(name: string): number {
  const path = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (path === undefined) throw unknownDocument('schema', name, Object.keys(FILES));
  process.stdout.write(readFileSync(packagePath(path), 'utf8'));
  return 0;
}
