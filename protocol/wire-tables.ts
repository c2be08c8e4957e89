import { hex } from './ascii.ts';
import { tableHash } from './table-hash.ts';
import type { Field, Vocabulary } from './vocabulary.ts';

function limitsOf(field: Field): string {
  if (field.kind === 'number')
    return `${field.min} to ${field.max}${field.decimals > 0 ? `, ${field.decimals} decimal` : ''}`;
  if (field.kind === 'choice') return field.choices.join(' ');
  const bits = field.bits?.map((name, bit) => `${bit} ${name}`).join(', ');
  return `${field.digits} hex digits${bits === undefined ? '' : `; bits: ${bits}`}`;
}

function fieldText(field: Field): string {
  return `\`${field.key}=\` ${field.name} (${limitsOf(field)})${field.doc === undefined ? '' : ` ${field.doc}`}`;
}

const fieldsText = (fields: readonly Field[]): string => fields.map(fieldText).join('<br>') || '-';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function verbTable(vocabulary: Vocabulary): string {
  const rows = Object.entries(vocabulary.verbs).map(([name, row]) => {
    const narrowed = row.whenStopped;
    const stopped = narrowed === undefined ? '' : ` (stopped: only ${narrowed.name} ${narrowed.values.join(', ')})`;
    return [name, row.doc, fieldsText(row.args), fieldsText(row.reply), `${row.allowedIn.join(' ')}${stopped}`];
  });
  return table(['verb', 'what it does', 'arguments', 'reply, before the report', 'allowed when'], rows);
}

/** The part of the wire document that the table says; ends in no LF. */
export function wireTables(vocabulary: Vocabulary): string {
  const events = Object.entries(vocabulary.events).map(([name, row]) => [name, row.doc, fieldsText(row.fields)]);
  const errors = Object.entries(vocabulary.errors).map(([name, row]) => {
    return [String(row.number), name, row.doc, fieldsText(row.fields), row.bare ? 'no' : 'yes'];
  });
  const report = vocabulary.report.map((field) => [`\`${field.key}=\``, field.name, limitsOf(field), field.doc ?? '-']);
  const counters = vocabulary.counters.map((name, index) => `${index} ${name}`).join(', ');
  return [
    `Vocabulary \`${vocabulary.title}\`, protocol ${vocabulary.version}, table hash \`${hex(tableHash(vocabulary), 8)}\`. ` +
      `Requests at most ${vocabulary.requestBytesMax} bytes, replies and events at most ${vocabulary.replyBytesMax}, LF included.`,
    `### Report\n\n${table(['key', 'name', 'values', 'meaning'], report)}`,
    `### Verbs\n\n${verbTable(vocabulary)}`,
    `### Events\n\n${table(['event', 'meaning', 'fields, before the report'], events)}`,
    `### Errors\n\n${table(['number', 'error', 'meaning', 'fields', 'report follows'], errors)}`,
    `### Counters\n\n${counters}.`,
  ].join('\n\n');
}
