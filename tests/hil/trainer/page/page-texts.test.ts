import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { texts } from '../../../../hil/trainer/page/texts/texts.ts';

const ROOT = 'hil/trainer/page';
/** The dictionary, lessons with both languages in each cue, and the engine, whose errors stay English. */
const ELSEWHERE = /^(?:engine|worker|lessons|texts)\/|^rig\/rig-texts\.ts/;

const shown = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !ELSEWHERE.test(path))
  .sort();

/** A quoted text that begins like a sentence, and a text between two tags. */
const QUOTED = /(['"`])\p{Lu}\p{Ll}*[,:]? \p{L}(?:(?!\1)[^\\]|\\.)*\1/gu;
const BETWEEN_TAGS = />\s*\p{L}{3,}[^<>{}=]*<\//gu;
/** A line of JSX that begins with a word and goes on with a value. */
const BEFORE_VALUE = /^\s*(?!return|export|else|try|do)\p{Ll}+ \{\w/gu;
const IS_COMMENT = /^\s*(?:\/?\*|\/\/)/;
const IS_IN_BOTH = /\b(?:en|de): |\bfixed\(/;
const IS_PROGRAMMERS_ERROR = /new Error\(/;

function strayTexts(path: string): readonly string[] {
  const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (IS_COMMENT.test(line) || IS_IN_BOTH.test(line) || IS_PROGRAMMERS_ERROR.test(line)) return [];
    const found = [...line.matchAll(QUOTED), ...line.matchAll(BETWEEN_TAGS), ...line.matchAll(BEFORE_VALUE)].map(
      ([text]) => text,
    );
    return found.map((text) => `${path}:${index + 1} ${text}`);
  });
}

describe('texts of the page', () => {
  test('come from its dictionary, in both languages', () => {
    expect(shown.flatMap(strayTexts)).toEqual([]);
  });

  test('differ between the languages wherever they are sentences', () => {
    const sentences = (value: unknown): readonly string[] => {
      if (typeof value === 'string') return value.includes(' ') ? [value] : [];
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [];
    };
    const german = new Set(sentences(texts.de));
    const areUnits = /, [um]?L(?:\/day)?$/;
    expect(sentences(texts.en).filter((text) => german.has(text) && !areUnits.test(text))).toEqual([]);
  });
});
