import { ERRORS_QUEUED_MAX } from '../../protocol/device/error-queue.ts';
import { Codec } from '../../protocol/line/codec.ts';
import { sequenceOf } from '../../protocol/line/frame.ts';
import { hex } from '../../protocol/tables/ascii.ts';
import { rigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import { type CheckRow, factRow } from './check-row.ts';
import type { CheckedRig } from './checked-rig.ts';
import type { Conversation } from './conversation.ts';
import { boardCounters } from './line-checks.ts';

/** Longest wait for the reply to a line beside the requests. */
const REPLY_US = 500_000;
/** Silence after which a damaged line counts as unanswered. */
const SILENCE_US = 200_000;
/** A poor line may lose a reply. No line here changes the board, so each may be sent again. */
const TRIES_MAX = 3;
/** Distance of the wrong sequence from the live one. Any but 0 and 1 is out of turn. */
const SEQUENCE_OFF = 7;
const TIMED_MS = 1000;
/** CONF has no item of this number. */
const NO_ITEM = 255;
const LF_BYTES = 1;
const COUNTER_VALUES = [-1, -2_000_000_000, 2_000_000_000];

type ErrorName = keyof typeof rigVocabulary.errors;

/** A request that the board has to refuse, and the error. */
interface Refused {
  readonly error: ErrorName;
  readonly ask: () => Promise<string | undefined>;
}

const codec = new Codec(rigVocabulary);

/** Checks that wrong requests are refused by name, change nothing, and are kept in order for ERRS. */
export async function checkRefusals(rig: CheckedRig): Promise<CheckRow> {
  const { talk } = rig;
  const name = 'refusals, and their queue';
  const limits = 'refused, and kept in order';
  const before = await emptied(talk);
  const kinds = refusedRequests(rig, before.counterSteps);
  // One more than the queue holds: the last one is lost, and the board has to say so.
  const requestCount = Math.max(ERRORS_QUEUED_MAX + 1, kinds.length);
  const requests = Array.from({ length: requestCount }, (_, i) => kinds[i % kinds.length] as Refused);
  for (const { error, ask } of requests) {
    const answer = (await ask()) ?? 'ok';
    if (answer !== error) return factRow(name, `${answer} in place of ${error}`, limits, false);
  }
  const kept: number[] = [];
  const first = (await talk.ask('ERRS', {})).reply;
  kept.push(first.errorNumber);
  for (let i = 0; i < ERRORS_QUEUED_MAX; i += 1) kept.push((await talk.ask('ERRS', {})).reply.errorNumber);
  const wanted = [...requests.slice(0, ERRORS_QUEUED_MAX).map(({ error }) => numberOf(error)), 0];
  const { counterSteps } = await talk.report();
  if (counterSteps !== before.counterSteps)
    return factRow(name, `the counter went from ${before.counterSteps} to ${counterSteps}`, limits, false);
  if (kept.join() !== wanted.join())
    return factRow(name, `kept ${kept.join(' ')} in place of ${wanted.join(' ')}`, limits, false);
  if (first.overflowed !== 1) return factRow(name, 'a lost refusal is not announced', limits, false);
  return factRow(name, `${requests.length} refused, ${ERRORS_QUEUED_MAX} kept`, limits, true);
}

/** Takes all refusals that the board keeps, and returns its report. */
async function emptied(talk: Conversation) {
  for (let i = 0; i <= ERRORS_QUEUED_MAX; i += 1) await talk.ask('ERRS', {});
  return await talk.report();
}

/** Requests that every board refuses; the first and the third of them need no part. */
function refusedRequests(rig: CheckedRig, at: number): readonly Refused[] {
  const { talk, facts } = rig;
  const durationMs = Math.min(TIMED_MS, facts.segmentMsMax);
  const tooMany = Math.floor((durationMs * facts.stepsPerSecondMax) / 1000) + 1;
  return [
    { error: 'FROM', ask: () => talk.refusal('MOVE', { fromSteps: at + 1, toSteps: at + 1, durationMs }) },
    { error: 'TOOFAST', ask: () => talk.refusal('MOVE', { fromSteps: at, toSteps: at + tooMany, durationMs }) },
    { error: 'RANGE', ask: () => talk.refusal('STALL', { mode: 'none', bySteps: 1 }) },
    { error: 'STATE', ask: () => talk.refusal('ARM', { cause: 'bytes' }) },
    ...refusedByParts(rig),
  ];
}

/** Requests that a board refuses because of the parts that CAPS lists or lacks. */
function refusedByParts({ talk, facts }: CheckedRig): readonly Refused[] {
  const lacks = { error: 'UNSUPPORTED' } as const;
  const refused: Refused[] = [];
  if (facts.can('conf')) refused.push({ error: 'RANGE', ask: () => talk.refusal('CONF', { item: NO_ITEM, value: 0 }) });
  if (facts.can('home')) refused.push({ error: 'TOOFAST', ask: () => talk.refusal('HOME', { durationMs: 1 }) });
  else refused.push({ ...lacks, ask: () => talk.refusal('HOME', { durationMs: TIMED_MS }) });
  if (!facts.can('brake')) refused.push({ ...lacks, ask: () => talk.refusal('STALL', { mode: 'brake', bySteps: 0 }) });
  if (!facts.can('trip')) refused.push({ ...lacks, ask: () => talk.refusal('FIELD', { tripMt: 1, mode: 'none' }) });
  if (!facts.can('sound'))
    refused.push({ ...lacks, ask: () => talk.refusal('SOUND', { toneHz: 1000, durationMs: 1 }) });
  return refused;
}

function numberOf(error: ErrorName): number {
  return rigVocabulary.errors[error].number;
}

/**
 * Checks that the same bytes get the same reply and no second execution. A host repeats a request whose reply was lost,
 * and a step that is made twice would falsify every angle. ERRS shows it, because each execution takes one refusal.
 */
export async function checkRepeated(rig: CheckedRig): Promise<CheckRow> {
  const { talk } = rig;
  const name = 'repeated request, executed once';
  const { counterSteps } = await emptied(talk);
  const [one, , other] = refusedRequests(rig, counterSteps) as readonly [Refused, Refused, Refused];
  for (const { ask } of [one, other]) await ask();
  await talk.ask('ERRS', {});
  const sent = talk.lastSent;
  const again = await replyTo(talk, sent, headerOf(talk.session, sequenceOf(sent)));
  const next = (await talk.ask('ERRS', {})).reply.errorNumber;
  const isSame = again?.includes(` ok err=${numberOf(one.error)} `) === true;
  if (!isSame) return factRow(name, again ?? 'no answer', 'the same reply again', false);
  return factRow(
    name,
    next === numberOf(other.error) ? 'yes' : 'executed twice',
    'yes',
    next === numberOf(other.error),
  );
}

/** Checks that lines out of turn, of another host, and damaged ones change nothing and are answered as the wire says. */
export async function checkStrangers({ talk }: CheckedRig): Promise<CheckRow> {
  const name = 'lines of others, and damaged ones';
  const { session } = talk;
  const other = (session % 0xff) + 1;
  const sequence = sequenceOf(talk.lastSent);
  const off = (sequence + SEQUENCE_OFF) & 0xff;
  const { tableHash, vocabulary } = codec;
  const hello = { protocolVersion: vocabulary.version, tableHash };
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['a sequence out of turn', codec.encodeRequest(session, off, 'PING', {}), ' err SEQ '],
    ['another session', codec.encodeRequest(other, off, 'PING', {}), ' err NOSESSION '],
    ['STAT of another session', codec.encodeRequest(other, off, 'STAT', {}), ` ok live=${hex(session, 2)} `],
    ['a host with another table', helloOf(other, { ...hello, tableHash: ~tableHash >>> 0 }), ' err TABLE '],
    [
      'a host of another version',
      helloOf(other, { ...hello, protocolVersion: hello.protocolVersion + 1 }),
      ' err VERSION ',
    ],
  ];
  const wrong: string[] = [];
  for (const [what, line, wanted] of cases) {
    const reply = await replyTo(talk, line, headerOf(line === cases[0]?.[1] ? session : other, sequenceOf(line)));
    if (reply?.includes(wanted) !== true) wrong.push(what);
  }
  if (!(await isUnanswered(talk, damaged(codec.encodeRequest(session, off, 'PING', {}))))) wrong.push('a damaged line');
  return factRow(name, wrong.length === 0 ? 'refused' : wrong.join(', '), 'refused', wrong.length === 0);
}

function helloOf(session: number, args: { readonly protocolVersion: number; readonly tableHash: number }): Uint8Array {
  return codec.encodeRequest(session, 0, 'HELLO', args);
}

/** Checks that the counter takes and shows every number that the wire allows, negative ones too. ZERO moves nothing. */
export async function checkCounter({ talk }: CheckedRig): Promise<CheckRow> {
  const name = 'counter at its limits';
  const { counterSteps: before } = await talk.report();
  const wrong: string[] = [];
  for (const counterSteps of COUNTER_VALUES) {
    await talk.ask('ZERO', { counterSteps });
    const shown = (await talk.report()).counterSteps;
    if (shown !== counterSteps) wrong.push(`${shown} in place of ${counterSteps}`);
  }
  await talk.ask('ZERO', { counterSteps: before });
  return factRow(name, wrong.length === 0 ? 'yes' : wrong.join(', '), 'shown as set', wrong.length === 0);
}

function headerOf(session: number, sequence: number): string {
  return `<${hex(session, 2)}.${hex(sequence, 2)} `;
}

/** Sends a line until its reply comes. Undefined: no reply. */
async function replyTo(talk: Conversation, line: Uint8Array, header: string): Promise<string | undefined> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const lines = await talk.beside(line, REPLY_US, (heard) => heard.some((one) => one.startsWith(header)));
    const reply = lines.find((one) => one.startsWith(header));
    if (reply !== undefined) return reply;
  }
  return undefined;
}

/** Returns a copy whose CRC is wrong in its last digit. */
function damaged(line: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(line);
  const last = copy.length - 1 - LF_BYTES;
  copy[last] = copy[last] === 0x30 ? 0x31 : 0x30;
  return copy;
}

/** The board has to count a damaged line and stay silent, because it cannot know whose line it was. */
async function isUnanswered(talk: Conversation, line: Uint8Array): Promise<boolean> {
  const before = (await boardCounters(talk)).crcBad ?? 0;
  const heard = await talk.beside(line, SILENCE_US, (lines) => lines.length > 0);
  const after = (await boardCounters(talk)).crcBad ?? 0;
  return after > before && !heard.some((one) => one.startsWith('<'));
}
