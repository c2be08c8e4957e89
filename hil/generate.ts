import { readFileSync, writeFileSync } from 'node:fs';
import { rigVocabulary } from '../protocol/tables/rig-vocabulary.ts';
import { firmwareJsonSchemaText } from './firmware/firmware-file-schema.ts';
import { cHeader } from './generate/c-header.ts';
import { demoPicture } from './generate/demo-picture.ts';
import { scenarioJsonSchemaText } from './generate/json-schema.ts';
import { referenceHeader } from './generate/reference-header.ts';
import { freshWireDocument } from './generate/wire-document.ts';
import { wireSections } from './generate/wire-sections.ts';
import { unitTypes, writtenTypes } from './generate/written-types.ts';
import { invariantsJsonSchemaText } from './invariants/invariants-schema.ts';
import { shippedInvariantsText } from './invariants/shipped-text.ts';
import { pumpFileJsonSchemaText } from './pump-file/pump-file-schema.ts';
import { indexJsonSchemaText } from './report/index-schema.ts';
import { resultsJsonSchemaText } from './report/results-schema.ts';
import { traceDocument } from './report/trace-document.ts';
import { traceJsonSchemaText } from './report/trace-schema.ts';
import { requirementsJsonSchemaText } from './requirements/requirement-schema.ts';

interface Generated {
  readonly path: string;
  readonly fresh: (current: string) => string | Promise<string>;
}

/** Generated files, with paths from the project's root. */
const generated: readonly Generated[] = [
  { path: 'protocol/WIRE.md', fresh: (current) => freshWireDocument(current, wireSections()) },
  { path: 'hil/sketch/protocol.gen.h', fresh: () => cHeader(rigVocabulary) },
  { path: 'firmware-sim/reference/telemetry.gen.h', fresh: referenceHeader },
  { path: 'hil/demo/demo.svg', fresh: demoPicture },
  { path: 'hil/scenario/scenario.schema.gen.json', fresh: scenarioJsonSchemaText },
  { path: 'hil/firmware/firmware.schema.gen.json', fresh: firmwareJsonSchemaText },
  { path: 'hil/pump-file/pump.schema.gen.json', fresh: pumpFileJsonSchemaText },
  { path: 'hil/report/results.schema.gen.json', fresh: resultsJsonSchemaText },
  { path: 'hil/report/index.schema.gen.json', fresh: indexJsonSchemaText },
  { path: 'hil/report/trace.schema.gen.json', fresh: traceJsonSchemaText },
  { path: 'hil/builders/units.gen.ts', fresh: unitTypes },
  { path: 'hil/builders/written.gen.ts', fresh: writtenTypes },
  { path: 'hil/invariants/shipped.gen.ts', fresh: shippedInvariantsText },
  { path: 'hil/TRACE.md', fresh: traceDocument },
  { path: 'hil/invariants/invariants.schema.gen.json', fresh: invariantsJsonSchemaText },
  { path: 'hil/requirements/requirements.schema.gen.json', fresh: requirementsJsonSchemaText },
];

const urlOf = (path: string): URL => new URL(`../${path}`, import.meta.url);

function currentText(path: string): string {
  try {
    return readFileSync(urlOf(path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

interface Stale {
  readonly path: string;
  readonly text: string;
}

/** Returns the generated files whose text is out of date. */
async function staleFiles(): Promise<readonly Stale[]> {
  const stale: Stale[] = [];
  for (const { path, fresh } of generated) {
    const current = currentText(path);
    const text = await fresh(current);
    if (text !== current) stale.push({ path, text });
  }
  return stale;
}

async function main(args: readonly string[]): Promise<number> {
  const stale = await staleFiles();
  if (args.includes('--check')) {
    for (const { path } of stale) process.stderr.write(`"${path}" is out of date: run \`npm run generate\`\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const { path, text } of stale) {
    writeFileSync(urlOf(path), text);
    process.stdout.write(`${path} written\n`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
