/** Runs `npm run check` and the tests at the same time. Device tests wait much of their time, and the checks use it. */
import { type StdioOptions, spawn } from 'node:child_process';

interface Ended {
  readonly isGood: boolean;
  readonly output: string;
}

/** Resolves with the output when the script of package.json has ended. */
function ended(script: string, stdio: StdioOptions): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { stdio });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    child.on('error', (error) => resolve({ isGood: false, output: `${output}${error.message}\n` }));
    child.on('close', (status) => resolve({ isGood: status === 0, output }));
  });
}

const checking = ended('check', ['ignore', 'pipe', 'pipe']).then((check) => {
  process.stdout.write(check.output);
  return check;
});
const [check, tests] = await Promise.all([checking, ended('test:run', 'inherit')]);
if (!check.isGood) process.stderr.write(`\nnpm run check failed:\n${check.output}`);
process.exitCode = check.isGood && tests.isGood ? 0 : 1;
