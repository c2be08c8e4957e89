import { forTerminal } from '../base/terminal-text.ts';
import { errColour } from './colour.ts';

/** Prints text for people on stdout, wrapped at the columns of a terminal. */
export function printOut(text: string, hangColumns?: number): void {
  process.stdout.write(`${forTerminal(text, process.stdout, hangColumns)}\n`);
}

/** Prints text for people on stderr, wrapped at the columns of a terminal. */
function printErr(text: string): void {
  process.stderr.write(`${forTerminal(text, process.stderr)}\n`);
}

/** Prints an error; every error of the command line begins with `error: `. */
export function printError(text: string): void {
  printErr(`${errColour.red('error:')} ${text}`);
}

/** Prints a warning, which does not change the exit status. */
export function printWarning(text: string): void {
  printErr(`${errColour.yellow('warning:')} ${text}`);
}
