import { readFileSync, writeFileSync } from 'node:fs';
import { cHeader } from '../protocol/c-header.ts';
import { rigVocabulary } from '../protocol/rig-vocabulary.ts';
import { freshWireDocument } from '../protocol/wire-document.ts';

interface Generated {
  readonly path: string;
  readonly fresh: (current: string) => string;
}

/** Everything that is written from the table; paths from the project's root. */
const generated: readonly Generated[] = [
  { path: 'protocol/WIRE.md', fresh: (current) => freshWireDocument(current, rigVocabulary) },
  { path: 'hil/rig/protocol.gen.h', fresh: () => cHeader(rigVocabulary) },
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

/** Those whose text is not what the table says. */
function staleFiles(): readonly Generated[] {
  return generated.filter(({ path, fresh }) => {
    const current = currentText(path);
    return fresh(current) !== current;
  });
}

function main(args: readonly string[]): number {
  const stale = staleFiles();
  if (args.includes('--check')) {
    for (const { path } of stale) process.stderr.write(`${path} is stale: run npx tsx hil/generate.ts\n`);
    return stale.length === 0 ? 0 : 1;
  }
  for (const { path, fresh } of stale) {
    writeFileSync(urlOf(path), fresh(currentText(path)));
    process.stdout.write(`${path} written\n`);
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
