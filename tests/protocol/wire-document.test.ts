import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../protocol/ascii.ts';
import { cHeader } from '../../protocol/c-header.ts';
import { PaperRig } from '../../protocol/paper-rig.ts';
import { rigVocabulary } from '../../protocol/rig-vocabulary.ts';
import { freshWireDocument } from '../../protocol/wire-document.ts';
import { framed, text } from './bench-pair.ts';

const fileText = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const wire = fileText('protocol/WIRE.md');
const transcript = /generated -->\n\n```text\n(.*?)\n```/s.exec(wire)?.[1]?.split('\n') ?? [];

describe('the wire document', () => {
  test('says what the table says', () => {
    expect(freshWireDocument(wire, rigVocabulary)).toBe(wire);
  });

  test('names every verb, event, error and report field', () => {
    const names = [rigVocabulary.verbs, rigVocabulary.events, rigVocabulary.errors].flatMap(Object.keys);
    for (const name of [...names, ...rigVocabulary.report.map((field) => field.name)])
      expect(wire).toMatch(new RegExp(`| ${name} +|`));
  });

  test('its conversation is what a board says, byte by byte', () => {
    const heard: string[] = [];
    const rig = new PaperRig((bytes) => heard.push(text(bytes)));
    const expected: string[] = [];
    for (const line of transcript) {
      const said = line.slice(6);
      if (line.startsWith('board ')) expected.push(said);
      else if (line.startsWith('host  ')) rig.receive(bytesOf(`${said.replaceAll('\\x18', '\x18')}\n`));
      else if (said === 'the board starts') rig.boot();
      else rig.advance(1000 * Number(/^(\d+) ms pass$/.exec(said)?.[1] ?? 0));
    }
    expect(expected.length).toBeGreaterThan(20);
    expect(heard).toEqual(expected);
  });

  test('every framed line in it carries the length and CRC that its own prose defines', () => {
    const lines = transcript.map((line) => line.slice(6)).filter((line) => /^[<>!]/.test(line));
    expect(lines.length).toBeGreaterThan(30);
    for (const line of lines) expect(`${line}\n`).toBe(framed(line.slice(0, line.lastIndexOf('*'))));
  });

  test('a document without its markers is refused', () => {
    expect(() => freshWireDocument('# nothing', rigVocabulary)).toThrow(/markers of its tables/);
  });
});

test('the C header is what the table says', () => {
  expect(fileText('hil/rig/protocol.gen.h')).toBe(cHeader(rigVocabulary));
});
