import { expect, test } from 'vitest';
import { bytesOf, hex } from '../../../protocol/tables/ascii.ts';
import { crc16 } from '../../../protocol/tables/crc16.ts';
import { BoardOnBench } from './board-on-bench.ts';

const BOOTED_US = 200_000;
const REPLY_US = 50_000;

/** A line with a right trailer, whatever it says. */
function sealed(body: string): string {
  return `${body}*${hex(body.length, 2)}${hex(crc16(bytesOf(body), body.length), 4)}\n`;
}

/** Says each body in a session of its own, and returns the answer. */
function answerTo(body: string): string {
  const bed = new BoardOnBench();
  bed.to(BOOTED_US);
  bed.heard.length = 0;
  bed.say(sealed(body));
  bed.to(BOOTED_US + REPLY_US);
  return bed.text;
}

test.each([
  ['an unknown verb', '>00.01 PONG', /^<00\.01 err VERB c=0 /],
  ['an argument too many', '>00.01 PING x=1', /^<00\.01 err ARG at=0 /],
  ['an argument behind the last one', '>00.01 ZERO c=5 ms=1', /^<00\.01 err ARG at=1 /],
  ['a missing argument', '>00.01 ZERO', /^<00\.01 err ARG at=0 /],
  ['a hex digit in lower case', '>00.01 EVTS from=0a', /^<00\.01 err ARG at=0 /],
  ['a plus before a number', '>00.01 ZERO c=+5', /^<00\.01 err ARG at=0 /],
  ['a decimal that no argument has', '>00.01 ZERO c=5.0', /^<00\.01 err ARG at=0 /],
  ['an unknown word', '>00.01 ARM cause=wind', /^<00\.01 err ARG at=0 /],
  ['a number out of its limits', '>00.01 SOUND hz=99 ms=1', /^<00\.01 err RANGE at=0 /],
])('%s is refused with its position, and nothing else is said', (_what, body, answer) => {
  const text = answerTo(body);
  expect(text).toMatch(answer);
  expect(text.split('\n')).toHaveLength(2);
});
