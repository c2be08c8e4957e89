import { HilError } from '../base/hil-error.ts';
import { type FileIdentity, fileIdentityOf, isSameFile, openFileIdentityOf } from './file-identity.ts';

/** A file that a command reads or writes, as a message names it: `--trace t.ndjson`. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

const STREAMS = [
  { name: 'stdout', descriptor: 1 },
  { name: 'stderr', descriptor: 2 },
] as const;

interface Known extends FileIdentity {
  readonly name: string;
}

/**
 * Refuses an output that is an input or another output, before anything runs. Stdout and stderr count as outputs where they
 * are redirected into a file; both may go to the same one. Throws `HilError` OUTPUT_CLASH (usage).
 */
export function refuseClashes(inputs: readonly NamedFile[], outputs: readonly NamedFile[]): void {
  const read = inputs.map(known);
  const written = outputs.map(known);
  for (const [index, output] of written.entries()) {
    refuseSame(output, read, 'an input');
    // `/dev/null` may take several.
    if (output.stats?.isCharacterDevice() !== true) refuseSame(output, written.slice(0, index), 'another output');
  }
  for (const stream of redirected()) {
    refuseSame(stream, read, 'an input');
    refuseSame(stream, written, 'another output');
  }
}

function refuseSame(output: Known, others: readonly Known[], what: string): void {
  const other = others.find((one) => isSameFile(one, output));
  if (other === undefined) return;
  const message = `${output.name} leads to the same file as ${other.name}, ${what}; an output needs a file of its own. Nothing was run.`;
  throw new HilError('OUTPUT_CLASH', 'usage', message);
}

function known({ name, path }: NamedFile): Known {
  return { name, ...fileIdentityOf(path) };
}

function redirected(): readonly Known[] {
  return STREAMS.map(({ name, descriptor }) => ({ name, ...openFileIdentityOf(descriptor) })).filter(
    ({ stats }) => stats?.isFile() === true,
  );
}
