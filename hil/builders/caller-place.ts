import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FilePlace } from '../yaml/place.ts';

/** A frame of a stack: `at name (FILE:LINE:COLUMN)`. Name and parentheses may be missing. */
const FRAME = /^\s*at (?:.*\()?(?<file>.+?):(?<line>\d+):(?<column>\d+)\)?$/;
/** Frame of the calling function and of its caller, below the message of the error. */
const ASKED_FRAME = 3;

/**
 * Returns the place from which the caller of the calling function was called; undefined without a stack. The path is
 * relative to the working folder if it lies in it.
 */
export function callerPlace(): FilePlace | undefined {
  const { stack = '' } = new Error('for its stack');
  const found = FRAME.exec(stack.split('\n')[ASKED_FRAME] ?? '')?.groups;
  if (found === undefined) return undefined;
  const { file = '', line, column } = found;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  const inFolder = relative(process.cwd(), path);
  return { file: inFolder.startsWith('..') ? path : inFolder, line: Number(line), column: Number(column) };
}
