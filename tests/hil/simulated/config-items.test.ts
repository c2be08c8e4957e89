import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { configItems } from '../../../hil/simulated/config-items.ts';
import { TalkedBoard } from '../rigs/talked-board.ts';

describe('CONF at the board in TypeScript', () => {
  test.each([22, 63, 80, 255])('of an item that the sketch lacks is refused: %i', (item) => {
    const talk = new TalkedBoard();
    expect(talk.asked('CONF', { item, value: 1 })).toMatchObject({
      ok: false,
      error: 'RANGE',
      fields: { argumentIndex: 0 },
    });
  });

  test.each([
    [0, -1],
    [6, 0],
    [79, 128],
  ])('of item %i is refused with %i, and releases nothing', (item, value) => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    expect(talk.asked('CONF', { item, value })).toMatchObject({
      ok: false,
      error: 'RANGE',
      fields: { argumentIndex: 1 },
      report: { stallMode: 'hold' },
    });
  });

  test('that is accepted releases first and returns the value', () => {
    const talk = new TalkedBoard();
    talk.told('STALL', { mode: 'hold', bySteps: 0 });
    const answer = talk.asked('CONF', { item: 64, value: -127 });
    expect(answer).toMatchObject({ ok: true, reply: { value: -127 }, report: { stallMode: 'none' } });
  });
});

describe('the table of CONF items and the sketch', () => {
  const sketchText = (name: string): string =>
    readFileSync(new URL(`../../../hil/sketch/${name}`, import.meta.url), 'utf8');

  test('give each number the same field', () => {
    const fields = [...sketchText('config.h').matchAll(/ (\w+); *\/\/ +\d+ +\[(\d+)\]/g)];
    expect(fields.map(([, name, item]) => [name, Number(item)])).toEqual(
      configItems.map(({ name }, item) => [name, item]),
    );
  });

  test('ship the same values', () => {
    const words: Readonly<Record<string, number>> = {
      DRIVE_FOUR_WIRE: 1,
      PART_ENCODER: 1,
      PART_FIELD: 4,
      PART_PIEZO: 32,
    };
    const factor = (word: string): number => words[word] ?? Number(word.replace(/UL?$/, ''));
    const value = (text: string): number =>
      text
        .split('|')
        .reduce((bits, part) => bits | part.split('*').reduce((product, one) => product * factor(one.trim()), 1), 0);
    const defaults = /Config defaults PROGMEM = \{(.*?)\{/s.exec(sketchText('config.cpp'))?.[1] ?? '';
    const shipped = defaults
      .replace(/\/\/.*/g, '')
      .split(',')
      .slice(3, -1)
      .map(value);
    expect(shipped).toEqual(configItems.map((item) => item.shipped));
  });
});
