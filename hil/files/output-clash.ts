import { HilError } from '../base/hil-error.ts';
import { type FileIdentity, fileIdentityOf, isSameFile, openFileIdentityOf } from './file-identity.ts';

/** A file that a command reads or writes, with its name in messages: `--trace t.ndjson`. */
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
 * Refuses an output that is also an input or another output. Stdout and stderr count as outputs if they are redirected into
 * a file; they may share one. Throws `HilError` OUTPUT_CLASH (usage).
 */
export function refuseClashes(inputs: readonly NamedFile[], outputs: readonly NamedFile[]): void {
  const read = inputs.map(known);
  const written = outputs.map(known);
  for (const [index, output] of written.entries()) {
    refuseSame(output, read, 'an input');
    // A character device such as `/dev/null` may take several outputs.
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
  const message = `${output.name} leads to the same file as ${other.name}, ${what}. Nothing was run. Name a file of its own for the output.`;
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
