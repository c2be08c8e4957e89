import { BANNER_WAIT_US } from '../../protocol/host/opening.ts';
import { bytesOf } from '../../protocol/tables/ascii.ts';
import { type CheckRow, factRow } from './check-row.ts';
import type { Conversation } from './conversation.ts';

const ANSWER_US = 500_000;
/** The first banner may be one from before the reset that opening the port causes. */
const ROUNDS_MAX = 2;
const BANNER = /^# rollerloop rig /;
/** Counter of steps in the answer to `stat`. */
const COUNTER = /\b(?:counterSteps|c)=(-?\d+)\b/;

/** Texts with which the console of a board answered before the session. */
export interface ConsoleTexts {
  readonly help: readonly string[];
  readonly stat: readonly string[];
}

/** Types the commands for people. Returns undefined if no banner comes, since a board in a session has no console. */
export async function consoleTexts(talk: Conversation): Promise<ConsoleTexts | undefined> {
  let texts: ConsoleTexts | undefined;
  for (let round = 0; round < ROUNDS_MAX && !answers(texts); round += 1) {
    const heard = await talk.beside(new Uint8Array(0), BANNER_WAIT_US, (lines) => lines.some(isBanner));
    if (heard.some(isBanner)) texts = { help: await typed(talk, 'help'), stat: await typed(talk, 'stat') };
  }
  return texts;
}

async function typed(talk: Conversation, command: string): Promise<readonly string[]> {
  const heard = await talk.beside(bytesOf(`${command}\n`), ANSWER_US, () => false);
  return heard.filter((line) => line.startsWith('# ') && !isBanner(line));
}

function answers(texts: ConsoleTexts | undefined): boolean {
  return texts !== undefined && texts.help.length > 0 && texts.stat.length > 0;
}

function isBanner(line: string): boolean {
  return BANNER.test(line);
}

/** Checks that a person at a terminal reads the counter that a host reads from the first report. */
export function checkConsole(texts: ConsoleTexts | undefined, counterSteps: number): CheckRow {
  const name = 'console before a session';
  const limits = '`help` and `stat` are answered';
  if (texts === undefined) return factRow(name, 'not tried: the board has a session', limits, true);
  if (!answers(texts)) return factRow(name, 'no answer', limits, false);
  const shown = COUNTER.exec(texts.stat.join(' '))?.[1];
  if (Number(shown) === counterSteps) return factRow(name, 'answers', limits, true);
  return factRow(name, `shows counter ${shown ?? 'none'}, and a host reads ${counterSteps}`, limits, false);
}
