import type { HilError } from '../base/hil-error.ts';
import { printError } from './print-line.ts';

const LINES_SHOWN_MAX = 8;

const whose: Readonly<Record<HilError['fault'], string>> = {
  pump: 'the pump',
  rig: 'the rig',
  link: 'the link',
  bench: 'the bench itself',
  usage: 'the request',
};

/** Prints a failure: the message, the part at fault, what to do, and the last lines of both directions. */
export function printFailure(error: HilError): void {
  const isOurOutput = error.code.endsWith('_UNWRITABLE');
  const lines = [
    error.message,
    ...(error.fault === 'usage' || isOurOutput ? [] : [`  whose failure: ${whose[error.fault]} (${error.code})`]),
    ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
    ...(error.lastLines.length === 0
      ? []
      : ['  last lines:', ...error.lastLines.slice(-LINES_SHOWN_MAX).map((line) => `    ${line}`)]),
  ];
  printError(lines.join('\n'));
}
