import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cHeader } from '../../../hil/generate/c-header.ts';
import { ConversingPump } from '../../../hil/generate/telemetry-conversation.ts';
import { freshWireDocument } from '../../../hil/generate/wire-document.ts';
import { wireSections } from '../../../hil/generate/wire-sections.ts';
import { ConversingBoard } from '../../../hil/generate/wire-transcript.ts';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { rigVocabulary } from '../../../protocol/tables/rig-vocabulary.ts';
import { telemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import type { Vocabulary } from '../../../protocol/tables/vocabulary.ts';
import { framed, text } from '../../protocol/bench-pair.ts';

const fileText = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const wire = fileText('protocol/WIRE.md');
const linesOf = (section: string): readonly string[] =>
  new RegExp(`<!-- ${section}: generated -->\n\n\`\`\`text\n(.*?)\n\`\`\``, 's').exec(wire)?.[1]?.split('\n') ?? [];
const transcript = linesOf('transcript');
const telemetry = linesOf('telemetry transcript');

describe('the wire document', () => {
  test('matches the tables', () => {
    expect(freshWireDocument(wire, wireSections())).toBe(wire);
  });

  test.each<Vocabulary>([rigVocabulary, telemetryVocabulary])('names every row and report field of $title', (table) => {
    const names = [table.verbs, table.events, table.errors].flatMap(Object.keys);
    for (const name of [...names, ...table.report.map((field) => field.name)])
      expect(wire).toMatch(new RegExp(`\\| ${name} +\\|`));
  });

  test('its telemetry conversation matches a pump, byte by byte', () => {
    const heard: string[] = [];
    const pump = new ConversingPump((line) => heard.push(line));
    for (const line of telemetry) {
      const said = line.slice(6);
      if (line.startsWith('host  ')) pump.receive(bytesOf(`${said}\n`));
      else if (said === 'the pump starts') pump.boot();
      else if (line.startsWith('note  ')) pump.pass(Number(/^(\d+) s pass$/.exec(said)?.[1] ?? 0));
    }
    const expected = telemetry.filter((line) => line.startsWith('pump  ')).map((line) => line.slice(6));
    expect(expected.length).toBeGreaterThan(30);
    expect(heard).toEqual(expected);
  });

  test('its conversation matches a board, byte by byte', () => {
    const heard: string[] = [];
    const board = new ConversingBoard((bytes) => heard.push(text(bytes)));
    const expected: string[] = [];
    for (const line of transcript) {
      const said = line.slice(6);
      if (line.startsWith('board ')) expected.push(said);
      else if (line.startsWith('host  ')) board.receive(bytesOf(`${said.replaceAll('\\x18', '\x18')}\n`));
      else if (said === 'the board starts') board.boot();
      else board.pass(Number(/^(\d+) ms pass$/.exec(said)?.[1] ?? 0));
    }
    expect(expected.length).toBeGreaterThan(20);
    expect(heard).toEqual(expected);
  });

  test('every framed line in it has the length and CRC that its prose defines', () => {
    const lines = [...transcript, ...telemetry].map((line) => line.slice(6)).filter((line) => /^[<>!]/.test(line));
    expect(lines.length).toBeGreaterThan(80);
    for (const line of lines) expect(`${line}\n`).toBe(framed(line.slice(0, line.lastIndexOf('*'))));
  });

  test('a document without its markers is refused', () => {
    expect(() => freshWireDocument('# nothing', wireSections())).toThrow(/no markers of "tables"/);
  });
});

test('the C header matches the table', () => {
  expect(fileText('hil/sketch/protocol.gen.h')).toBe(cHeader(rigVocabulary));
});
