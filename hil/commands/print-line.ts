import { forTerminal } from '../base/terminal-text.ts';
import { errColour } from './colour.ts';

/** Prints text on stdout, wrapped at the width of the terminal. */
export function printOut(text: string, hangColumns?: number): void {
  process.stdout.write(`${forTerminal(text, process.stdout, hangColumns)}\n`);
}

/** Prints text on stderr, wrapped at the width of the terminal. */
export function printErr(text: string): void {
  process.stderr.write(`${forTerminal(text, process.stderr)}\n`);
}

/** Prints an error. Every error of the command line begins with `error: `. */
export function printError(text: string): void {
  printErr(`${errColour.red('error:')} ${text}`);
}

/** Prints a warning, which does not change the exit status. */
export function printWarning(text: string): void {
  printErr(`${errColour.yellow('warning:')} ${text}`);
}
