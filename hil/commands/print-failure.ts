import type { HilError } from '../base/hil-error.ts';
import { printError } from './print-line.ts';

const LINES_SHOWN_MAX = 8;
/** A sanitizer's report with its first stack fits. */
const STDERR_LINES_SHOWN_MAX = 30;

const whose: Readonly<Record<HilError['fault'], string>> = {
  pump: 'the pump',
  firmware: 'the firmware under test',
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
    ...shownLines('last lines', error.lastLines, LINES_SHOWN_MAX),
    ...shownLines('its standard error', error.stderrLines, STDERR_LINES_SHOWN_MAX),
  ];
  printError(lines.join('\n'));
}

function shownLines(title: string, lines: readonly string[], countMax: number): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.slice(-countMax).map((line) => `    ${line}`)];
}
