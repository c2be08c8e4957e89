import { HilError } from '../base/hil-error.ts';
import { type FileIdentity, fileIdentityOf, fileKeyOf, openFileIdentityOf } from './file-identity.ts';

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
 * a file; they may share one. Throws `HilError` OUTPUT_CLASH (usage). A call with thousands of files takes a second.
 */
export function refuseClashes(inputs: readonly NamedFile[], outputs: readonly NamedFile[]): void {
  const read = new Map<string, Known>();
  for (const input of new Map(inputs.map((one) => [one.path, one])).values()) remember(known(input), read);
  const written = new Map<string, Known>();
  for (const output of outputs.map(known)) {
    refuseSame(output, read, 'an input');
    // A character device such as `/dev/null` may take several outputs.
    if (output.stats?.isCharacterDevice() !== true) refuseSame(output, written, 'another output');
    remember(output, written);
  }
  for (const stream of redirected()) {
    refuseSame(stream, read, 'an input');
    refuseSame(stream, written, 'another output');
  }
}

function remember(file: Known, files: Map<string, Known>): void {
  const key = fileKeyOf(file);
  if (!files.has(key)) files.set(key, file);
}

function refuseSame(output: Known, others: ReadonlyMap<string, Known>, what: string): void {
  const other = others.get(fileKeyOf(output));
  if (other === undefined) return;
  const message = `${output.name} leads to the same file as ${other.name}, ${what}. Nothing was run. Name another file for the output.`;
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
