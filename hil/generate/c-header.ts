import { BANNER_INTERVAL_US } from '../../protocol/device/endpoint.ts';
import { ERRORS_QUEUED_MAX } from '../../protocol/device/error-queue.ts';
import { EVENTS_KEPT_MAX } from '../../protocol/device/event-ring.ts';
import { STOP_REPEAT_INTERVAL_US, STOP_REPEATS_MAX } from '../../protocol/device/event-speaker.ts';
import { STOP_BYTE } from '../../protocol/device/stop-detector.ts';
import { hex } from '../../protocol/tables/ascii.ts';
import { tableHash } from '../../protocol/tables/table-hash.ts';
import type { DeviceState, Field, Verb, Vocabulary } from '../../protocol/tables/vocabulary.ts';

const STATE_BITS: Readonly<Record<DeviceState, number>> = { ready: 1, moving: 2, stopped: 4 };

/** Returns a name as an identifier in capitals: `resetCause` and `reset-cause` give RESET_CAUSE. */
const upper = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();

function define(name: string, value: string | number): string {
  return `#define RL_${name} ${value}`;
}

function enumeration(name: string, entries: readonly (readonly [string, number])[]): string {
  const body = entries.map(([entry, value]) => `  RL_${upper(name)}_${upper(entry)} = ${value}`).join(',\n');
  return `enum rl_${upper(name).toLowerCase()} {\n${body}\n};`;
}

const scale = (decimals: number): number => (decimals === 0 ? 1 : 10 * scale(decimals - 1));

type Choice = Extract<Field, { readonly kind: 'choice' }>;

/** Names of types that the header itself declares. */
const OWN_TYPES = ['kind', 'field', 'verb', 'event', 'error', 'counter', 'words'];

/** Names a list of words after the first field that has it. A later list of the same name gets a number. */
function wordListOf(field: Choice, lists: readonly Choice[]): string {
  const words = field.choices.join(' ');
  const namesakes = lists.filter(({ name }) => name === field.name);
  const first = lists.find((list) => list.choices.join(' ') === words) ?? field;
  const index = namesakes.findIndex((list) => list.choices.join(' ') === words);
  const name = OWN_TYPES.includes(first.name) ? `${first.name}Word` : first.name;
  return upper(index > 0 ? `${name}${index + 1}` : name);
}

/** Writes the limits as integers that a board compares: a number times its power of ten, a choice by its position. */
function initialiser(field: Field, lists: readonly Choice[]): string {
  if (field.kind === 'hex') return `{ RL_HEX, ${field.digits}, 0, 0, "${field.key}" }`;
  if (field.kind === 'choice')
    return `{ RL_CHOICE, RL_WORDS_${wordListOf(field, lists)}, 0, ${field.choices.length - 1}, "${field.key}" }`;
  const [min, max] = [field.min, field.max].map((limit) => `${Math.round(limit * scale(field.decimals))}L`);
  return `{ RL_NUMBER, ${field.decimals}, ${min}, ${max}, "${field.key}" }`;
}

/** Placeholder of an empty list, since C has no empty arrays and an X-macro makes a table without gaps. */
const NOTHING = '{ RL_NUMBER, 0, 0, 0, "" }';

function fieldList(name: string, fields: readonly Field[], lists: readonly Choice[]): readonly string[] {
  const rows = fields.length === 0 ? [NOTHING] : fields.map((field) => initialiser(field, lists));
  return [define(`${name}_COUNT`, fields.length), define(name, `{ ${rows.join(', \\\n  ')} }`)];
}

/** Writes the argument values that a verb allows during a latched stop: choices by position, numbers scaled as above. */
function whenStopped(name: string, row: Verb): readonly string[] {
  const narrowed = row.whenStopped;
  if (narrowed === undefined) return [define(`${name}_WHEN_STOPPED_ARG`, 0), ...codeList(name, [])];
  const index = row.args.findIndex((field) => field.name === narrowed.name);
  const field = row.args[index];
  const codes = narrowed.values.map((value) =>
    field?.kind === 'choice' ? field.choices.indexOf(String(value)) : Number(value),
  );
  return [define(`${name}_WHEN_STOPPED_ARG`, index), ...codeList(name, codes)];
}

/** Writes a list of codes. An empty list allows every value. */
function codeList(name: string, codes: readonly number[]): readonly string[] {
  const values = codes.length === 0 ? [0] : codes;
  return [
    define(`${name}_WHEN_STOPPED_COUNT`, codes.length),
    define(`${name}_WHEN_STOPPED`, `{ ${values.join(', ')} }`),
  ];
}

function allFields(vocabulary: Vocabulary): readonly Field[] {
  return [
    ...vocabulary.report,
    ...Object.values(vocabulary.verbs).flatMap((row) => [...row.args, ...row.reply]),
    ...Object.values(vocabulary.events).flatMap((row) => row.fields),
    ...Object.values(vocabulary.errors).flatMap((row) => row.fields),
  ];
}

/** Writes one enum per list of words, and one define per named bit. */
function wordsAndBits(vocabulary: Vocabulary): readonly string[] {
  const lists = wordLists(vocabulary);
  const seen = new Set<string>();
  return allFields(vocabulary).flatMap((field) => {
    const words = field.kind === 'choice' ? field.choices : field.kind === 'hex' ? (field.bits ?? []) : [];
    const list = `${field.kind} ${words.join(' ')}`;
    if (words.length === 0 || seen.has(list)) return [];
    seen.add(list);
    if (field.kind === 'choice')
      return [
        enumeration(
          wordListOf(field, lists),
          words.map((word, code) => [word, code] as const),
        ),
      ];
    return words.map((word, bit) => define(`${upper(field.name)}_${upper(word)}`, `0x${hex(1 << bit, 4)}u`));
  });
}

/** Returns each list of words once, in the order of the table. */
function wordLists(vocabulary: Vocabulary): readonly Choice[] {
  const choices = allFields(vocabulary).filter((field) => field.kind === 'choice');
  const firsts = new Map(choices.toReversed().map((field) => [field.choices.join(' '), field]));
  return [...new Set(choices.map((field) => firsts.get(field.choices.join(' ')) as Choice))];
}

/** Writes the words of the choices as the wire spells them, each closed by a zero. */
function spelledWords(vocabulary: Vocabulary): string {
  const lists = wordLists(vocabulary);
  const entries = lists.map((list) => `  X(${wordListOf(list, lists)}, "${list.choices.join('\\0')}")`);
  const codes = lists.map((list, code) => [wordListOf(list, lists), code] as const);
  return `${enumeration('words', codes)}\n#define RL_EVERY_WORD_LIST(X) \\\n${entries.join(' \\\n')}`;
}

function rows(vocabulary: Vocabulary): readonly string[] {
  const lists = wordLists(vocabulary);
  const verbs = Object.entries(vocabulary.verbs).flatMap(([name, row]) => [
    define(
      `${name}_STATES`,
      row.allowedIn.reduce((sum, state) => sum | STATE_BITS[state], 0),
    ),
    ...whenStopped(name, row),
    ...fieldList(`${name}_ARGS`, row.args, lists),
    ...fieldList(`${name}_REPLY`, row.reply, lists),
  ]);
  const events = Object.entries(vocabulary.events).flatMap(([name, row]) =>
    fieldList(`EVENT_${name}_FIELDS`, row.fields, lists),
  );
  const errors = Object.entries(vocabulary.errors).flatMap(([name, row]) => [
    define(`ERROR_${name}_HAS_REPORT`, row.bare ? 0 : 1),
    ...fieldList(`ERROR_${name}_FIELDS`, row.fields, lists),
  ]);
  return [...fieldList('REPORT', vocabulary.report, lists), reportNames(vocabulary), ...verbs, ...events, ...errors];
}

/** Writes the names of the report's fields, which the console shows to people. */
const reportNames = (vocabulary: Vocabulary): string =>
  define('REPORT_NAMES', `"${vocabulary.report.map((field) => field.name).join('\\0')}"`);

/** Writes an X-macro, from which the sketch makes a table of words in flash or a switch. */
function everyOne(name: string, words: readonly string[]): string {
  return `#define RL_EVERY_${name}(X) \\\n${words.map((word) => `  X(${word})`).join(' \\\n')}`;
}

/** Largest number of arguments, or of fields of a reply or an error, without the report. */
function rowFieldsMax(vocabulary: Vocabulary): number {
  const verbs = Object.values(vocabulary.verbs).flatMap((row) => [row.args.length, row.reply.length]);
  const others = [...Object.values(vocabulary.events), ...Object.values(vocabulary.errors)];
  return Math.max(...verbs, ...others.map(({ fields }) => fields.length));
}

function limits(vocabulary: Vocabulary, hash: number): readonly string[] {
  return [
    define('PROTOCOL_VERSION', vocabulary.version),
    define('TABLE_HASH', `0x${hex(hash, 8)}UL`),
    define('TABLE_HASH_TEXT', `"${hex(hash, 8)}"`),
    define('ROW_FIELDS_MAX', rowFieldsMax(vocabulary)),
    define('REQUEST_BYTES_MAX', vocabulary.requestBytesMax),
    define('REPLY_BYTES_MAX', vocabulary.replyBytesMax),
    define('EVENTS_KEPT_MAX', EVENTS_KEPT_MAX),
    define('ERRORS_QUEUED_MAX', ERRORS_QUEUED_MAX),
    define('COUNTERS_COUNT', vocabulary.counters.length),
    define('STOP_BYTE', `0x${hex(STOP_BYTE, 2)}`),
    define('STOP_REPEATS_MAX', STOP_REPEATS_MAX),
    define('STOP_REPEAT_INTERVAL_MS', STOP_REPEAT_INTERVAL_US / 1000),
    define('BANNER_INTERVAL_MS', BANNER_INTERVAL_US / 1000),
    ...Object.entries(STATE_BITS).map(([state, bit]) => define(`STATE_BIT_${upper(state)}`, bit)),
  ];
}

/** Returns a vocabulary with these verbs alone. A device may implement a part of a table; the table keeps its hash. */
export function withVerbs(vocabulary: Vocabulary, verbs: readonly string[]): Vocabulary {
  const kept = Object.entries(vocabulary.verbs).filter(([name]) => verbs.includes(name));
  return { ...vocabulary, verbs: Object.fromEntries(kept) };
}

/**
 * Returns the text of the C header that a device's firmware includes: plain C, without Arduino.h. `hash` is that of the whole
 * table, of which the vocabulary may be a part.
 */
export function cHeader(vocabulary: Vocabulary, hash = tableHash(vocabulary)): string {
  const verbs = Object.keys(vocabulary.verbs);
  const events = Object.keys(vocabulary.events);
  const errors = Object.entries(vocabulary.errors);
  const numbered = (names: readonly string[]): readonly (readonly [string, number])[] =>
    names.map((name, code) => [name, code]);
  const parts = [
    `/* The ${vocabulary.title} vocabulary for a board's firmware. Written by hil/generate.ts: do not edit. */`,
    '#ifndef ROLLERLOOP_PROTOCOL_GEN_H\n#define ROLLERLOOP_PROTOCOL_GEN_H\n\n#include <stdint.h>',
    limits(vocabulary, hash).join('\n'),
    'enum rl_kind { RL_NUMBER = 0, RL_HEX = 1, RL_CHOICE = 2 };',
    '/* digits: decimals of a number, digits of a hex value, word list of a choice; min and max are times ten to the decimals. */\n' +
      'struct rl_field {\n  uint8_t kind;\n  uint8_t digits;\n  int32_t min;\n  int32_t max;\n  char key[7];\n};',
    enumeration('verb', numbered(verbs)),
    enumeration('event', numbered(events)),
    enumeration(
      'error',
      errors.map(([name, row]) => [name, row.number] as const),
    ),
    enumeration('counter', numbered(vocabulary.counters)),
    [
      everyOne('VERB', verbs),
      everyOne('EVENT', events),
      everyOne(
        'ERROR',
        errors.map(([name]) => name),
      ),
    ].join('\n\n'),
    spelledWords(vocabulary),
    wordsAndBits(vocabulary).join('\n'),
    rows(vocabulary).join('\n'),
    '#endif',
  ];
  return `${parts.join('\n\n')}\n`;
}
