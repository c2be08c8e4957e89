/** Serves a rig in a child, prints the child's pid and waits to be killed: a test process that is interrupted. */
import { fileURLToPath } from 'node:url';
import { startedNode } from './lifeline.ts';

const BIN = fileURLToPath(new URL('../../../hil/rollerloop.js', import.meta.url));
const child = startedNode([BIN, 'rig', 'serve', '--link', process.argv[2] as string]);
child.stdout.once('data', () => process.stdout.write(`${child.pid}\n`));
