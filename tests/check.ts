/** Runs all checks of `npm run check` at the same time. Prints the output of failed checks, and names them. */
import { spawn } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const checks: readonly Check[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings'] },
  { name: 'unused code', command: ['knip', '--cache', '--treat-config-hints-as-errors'] },
  { name: 'generated files', command: ['tsx', 'hil/generate.ts', '--check'] },
];

/** Resolves when the command has ended, with whether it succeeded. npm adds the tools to the path. */
function succeeds({ name, command: [tool, ...args] }: Check): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', (error) => {
      output += `${error.message}\n`;
    });
    child.on('close', (status) => {
      if (status !== 0) process.stderr.write(`check '${name}' failed (${[tool, ...args].join(' ')}):\n${output}`);
      resolve(status === 0);
    });
  });
}

const outcomes = await Promise.all(checks.map(succeeds));
const failed = checks.filter((_check, index) => outcomes[index] === false).map(({ name }) => name);
if (failed.length > 0) process.stderr.write(`checks that failed: ${failed.join(', ')}\n`);
else process.stdout.write(`checks passed: ${checks.map(({ name }) => name).join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
