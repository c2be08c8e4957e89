import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of bytecode that a function executes before V8 considers compiling it again. Derived: V8's own 67,584 made two of
 * three seconds of a run of all scenarios on `model` compilation in the background. With 600,000 one process takes as long,
 * and two take a tenth less than with 300,000. With more the main thread waits for compiled code.
 */
const BUDGET_BYTES = 600_000;
/** Major version of Node whose V8 was measured. Others keep their own value. */
const MEASURED = 'v20.';

/**
 * Lets V8 optimise only functions that run for long. Runs in several processes need the processors for themselves. To be called
 * after the program is loaded, because V8 rejects compiled code that was kept under other flags.
 */
export function optimiseLater(): void {
  if (process.version.startsWith(MEASURED)) setFlagsFromString(`--interrupt-budget=${BUDGET_BYTES}`);
}
