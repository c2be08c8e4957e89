import { spawnSync } from 'node:child_process';
import { keptImage } from './kept-image.ts';

/** What can happen to a board, in the words of `pc-board.cpp`. */
export type Happening =
  | { readonly send: Uint8Array | string }
  | { readonly flood: string }
  | { readonly waitUs: number }
  | { readonly fieldTenths: number }
  | { readonly encoder: boolean }
  | { readonly clamp: boolean }
  | { readonly index: true };

const hexOf = (bytes: Uint8Array | string): string =>
  Buffer.from(bytes as string, 'latin1')
    .toString('hex')
    .toUpperCase();

function command(happening: Happening): string {
  if ('send' in happening) return `send ${hexOf(happening.send)}`;
  if ('flood' in happening) return `flood ${hexOf(happening.flood)}`;
  if ('waitUs' in happening) return `wait ${happening.waitUs}`;
  if ('fieldTenths' in happening) return `field ${happening.fieldTenths}`;
  if ('encoder' in happening) return `encoder ${happening.encoder ? 1 : 0}`;
  if ('index' in happening) return 'index';
  return `clamp ${happening.clamp ? 1 : 0}`;
}

/**
 * Lets all of it happen to the sketch's portable files, and returns the lines it said: first those of its start, then
 * those after each happening. A sanitizer's finding throws.
 */
export function lived(program: string, happenings: readonly Happening[], image = keptImage()): readonly string[][] {
  const input = `${happenings.map(command).join('\n')}\n`;
  const { status, stdout, stderr } = spawnSync(program, [image], { input, encoding: 'latin1', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the sketch on this PC ended with ${status}: ${stderr}`);
  const answers: string[][] = [[]];
  for (const line of stdout.split('\n')) {
    if (line === 'ready') answers.push([]);
    else if (line !== '') answers.at(-1)?.push(textOf(line.split(' ')[2] ?? ''));
  }
  return answers.slice(0, -1);
}

/** Without its LF. */
const textOf = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1').slice(0, -1);
