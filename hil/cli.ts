/** Returns the exit status. Each command will be a dynamic import, so that `--help` loads nothing but this file. */
export async function main(_argv: readonly string[]): Promise<number> {
  process.stderr.write('rollerloop: no command yet\n');
  return 2;
}
