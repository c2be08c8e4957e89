import { spawnSync } from 'node:child_process';
import { framed } from '../../protocol/bench-pair.ts';
import { keptImage } from './kept-image.ts';

const HELLO = 'HELLO v=1 t=ED12C908';

/** An event at a board, in the words of `pc-board.cpp`. */
export type Happening =
  | { readonly send: Uint8Array | string }
  | { readonly flood: string }
  | { readonly waitUs: number }
  | { readonly fieldTenths: number }
  | { readonly encoder: boolean | 'stuck' }
  | { readonly clamp: boolean }
  | { readonly lineTakesTime: boolean }
  | { readonly index: true }
  | { readonly outputs: true };

/** A board whose clock does not begin at 0. */
export interface PcBoardOptions {
  readonly image?: string;
  readonly startUs?: number;
}

const hexOf = (bytes: Uint8Array | string): string =>
  Buffer.from(bytes as string, 'latin1')
    .toString('hex')
    .toUpperCase();

function command(happening: Happening): string {
  if ('send' in happening) return `send ${hexOf(happening.send)}`;
  if ('flood' in happening) return `flood ${hexOf(happening.flood)}`;
  if ('waitUs' in happening) return `wait ${happening.waitUs}`;
  if ('fieldTenths' in happening) return `field ${happening.fieldTenths}`;
  if ('encoder' in happening) return `encoder ${happening.encoder === 'stuck' ? 2 : Number(happening.encoder)}`;
  if ('lineTakesTime' in happening) return `line ${Number(happening.lineTakesTime)}`;
  if ('index' in happening) return 'index';
  if ('outputs' in happening) return 'outputs';
  return `clamp ${happening.clamp ? 1 : 0}`;
}

/**
 * Runs all events on the sketch's portable files. Returns first the lines of its start, then the lines after each
 * event. `out ...` has the outputs. Throws for a sanitizer's finding.
 */
export function saidBy(
  program: string,
  happenings: readonly Happening[],
  { image = keptImage(), startUs = 0 }: PcBoardOptions = {},
): readonly string[][] {
  const input = `${happenings.map(command).join('\n')}\n`;
  const args = [image, `${startUs}`];
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'latin1', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the sketch on this PC ended with ${status}: ${stderr}`);
  const answers: string[][] = [[]];
  for (const line of stdout.split('\n')) {
    if (line === 'ready') answers.push([]);
    else if (line.startsWith('out ')) answers.at(-1)?.push(line);
    else if (line !== '') answers.at(-1)?.push(textOf(line.split(' ')[2] ?? ''));
  }
  return answers.slice(0, -1);
}

/**
 * Runs events in a session. A text is the body of the next request. Other events are passed on unchanged. Returns the
 * lines after each of them.
 */
export function told(
  program: string,
  happenings: readonly (string | Happening)[],
  options: PcBoardOptions = {},
): readonly string[][] {
  let sequence = -1;
  const asked = [HELLO, ...happenings].map((one): Happening => {
    if (typeof one !== 'string') return one;
    sequence += 1;
    return { send: framed(`>A3.${(sequence & 0xff).toString(16).toUpperCase().padStart(2, '0')} ${one}`) };
  });
  return saidBy(program, asked, options).slice(2);
}

/** Removes the LF. */
const textOf = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1').slice(0, -1);
