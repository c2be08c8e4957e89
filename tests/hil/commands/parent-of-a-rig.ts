/** Serves a rig in a child, prints the child's pid and waits to be killed: a test process that is interrupted. */
import { startedNode } from './lifeline.ts';

const [program, link] = process.argv.slice(2) as [string, string];
const child = startedNode([program, 'rig', 'serve', '--link', link]);
child.stdout.once('data', () => process.stdout.write(`${child.pid}\n`));
