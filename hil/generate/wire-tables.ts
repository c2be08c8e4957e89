import { hex } from '../../protocol/tables/ascii.ts';
import { tableHash } from '../../protocol/tables/table-hash.ts';
import type { Field, Verb, Vocabulary } from '../../protocol/tables/vocabulary.ts';

function limitsOf(field: Field): string {
  if (field.kind === 'number')
    return `${field.min} to ${field.max}${field.decimals > 0 ? `, ${field.decimals} decimal` : ''}`;
  if (field.kind === 'choice') return field.choices.join(' ');
  const bits = field.bits?.map((name, bit) => `${bit} ${name}`).join(', ');
  return `${field.digits} hex digits${bits === undefined ? '' : `; bits: ${bits}`}`;
}

/** Writes a table with the padding of the formatter. Otherwise formatting would make the document outdated. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const fieldCells = (field: Field): readonly string[] => [
  `\`${field.key}=\``,
  field.name,
  limitsOf(field),
  field.doc ?? '-',
];

function fieldRows(of: string, part: string, fields: readonly Field[]): readonly (readonly string[])[] {
  return fields.map((field) => [of, part, ...fieldCells(field)]);
}

function verbCells([name, row]: [string, Verb]): readonly string[] {
  const narrowed = row.whenStopped;
  const stopped = narrowed === undefined ? '' : ` (stopped: ${narrowed.name} ${narrowed.values.join(', ')} only)`;
  return [name, `${row.allowedIn.join(' ')}${stopped}`, row.doc];
}

function allFieldRows(vocabulary: Vocabulary): readonly (readonly string[])[] {
  return [
    ...Object.entries(vocabulary.verbs).flatMap(([name, row]) => [
      ...fieldRows(name, 'argument', row.args),
      ...fieldRows(name, 'reply', row.reply),
    ]),
    ...Object.entries(vocabulary.events).flatMap(([name, row]) => fieldRows(name, 'event', row.fields)),
    ...Object.entries(vocabulary.errors).flatMap(([name, row]) => fieldRows(name, 'error', row.fields)),
  ];
}

/** Returns the tables of a vocabulary for the wire document, without a final LF. */
export function wireTables(vocabulary: Vocabulary): string {
  const verbs = Object.entries(vocabulary.verbs).map(verbCells);
  const events = Object.entries(vocabulary.events).map(([name, row]) => [name, row.doc]);
  const errors = Object.entries(vocabulary.errors).map(([name, row]) => {
    return [name, String(row.number), row.bare ? 'no' : 'yes', row.doc];
  });
  const counters = vocabulary.counters.map((name, index) => `${index} ${name}`).join(', ');
  const hash = hex(tableHash(vocabulary), 8);
  return [
    `Vocabulary \`${vocabulary.title}\`, protocol ${vocabulary.version}, table hash \`${hash}\`. ` +
      `Requests at most ${vocabulary.requestBytesMax} bytes, replies and events at most ${vocabulary.replyBytesMax}, LF included.`,
    `### Report\n\n${table(['key', 'name', 'values', 'meaning'], vocabulary.report.map(fieldCells))}`,
    `### Verbs\n\n${table(['verb', 'allowed when', 'what it does'], verbs)}`,
    `### Events\n\n${table(['event', 'meaning'], events)}`,
    `### Errors\n\n${table(['error', 'number', 'report follows', 'meaning'], errors)}`,
    `### Fields, in the order of the line\n\n${table(['of', 'part', 'key', 'name', 'values', 'meaning'], allFieldRows(vocabulary))}`,
    `### Counters\n\n${counters}.`,
  ].join('\n\n');
}
