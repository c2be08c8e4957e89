import { HilError } from '../hil-error.ts';
import { type FileIdentity, fileIdentityOf, isSameFile, openFileIdentityOf } from './file-identity.ts';

/** A file that a command reads or writes, as a message names it: `--trace t.ndjson`. */
export interface NamedFile {
  readonly name: string;
  readonly path: string;
}

const STDOUT = 1;

interface Known extends FileIdentity {
  readonly name: string;
}

/**
 * Refuses an output that is an input or another output, before anything runs. Stdout counts as an output where it is
 * redirected into a file. Throws `HilError` OUTPUT_CLASH (usage).
 */
export function refuseClashes(inputs: readonly NamedFile[], outputs: readonly NamedFile[]): void {
  const read = inputs.map(known);
  const written = [...outputs.map(known), ...redirectedStdout()];
  for (const [index, output] of written.entries()) {
    const input = read.find((one) => isSameFile(one, output));
    if (input !== undefined) throw clash(output, input, 'an input');
    // `/dev/null` may take several.
    if (output.stats?.isCharacterDevice() === true) continue;
    const other = written.slice(0, index).find((one) => isSameFile(one, output));
    if (other !== undefined) throw clash(output, other, 'another output');
  }
}

function known({ name, path }: NamedFile): Known {
  return { name, ...fileIdentityOf(path) };
}

function redirectedStdout(): readonly Known[] {
  const identity = openFileIdentityOf(STDOUT);
  return identity.stats?.isFile() === true ? [{ name: 'stdout', ...identity }] : [];
}

function clash(output: Known, other: Known, what: string): HilError {
  const message = `${output.name} leads to the same file as ${other.name}, ${what}; an output needs a file of its own. Nothing was run.`;
  return new HilError('OUTPUT_CLASH', 'usage', message);
}
