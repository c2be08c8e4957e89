import type { HilError } from '../base/hil-error.ts';
import { errColour } from './colour.ts';

const LINES_SHOWN_MAX = 8;

const whose: Readonly<Record<HilError['fault'], string>> = {
  pump: 'the pump',
  rig: 'the rig',
  link: 'the link',
  bench: 'the bench itself',
  usage: 'what was asked for',
};

/** One message for somebody whose rig is on fire: what, whose, what to do, and the last lines of both directions. */
export function printFailure(error: HilError): void {
  const isOurOutput = error.code.endsWith('_UNWRITABLE');
  const lines = [
    `${errColour.red('error')} ${error.message}`,
    ...(error.fault === 'usage' || isOurOutput ? [] : [`  whose failure: ${whose[error.fault]} (${error.code})`]),
    ...(error.hint === undefined ? [] : [`  ${error.hint}`]),
    ...(error.lastLines.length === 0
      ? []
      : ['  last lines:', ...error.lastLines.slice(-LINES_SHOWN_MAX).map((line) => `    ${line}`)]),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}
