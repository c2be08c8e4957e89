import { expect, test } from 'vitest';
import { lineOf, styled } from '../../../hil/demo/styled-text.ts';
import { terminalPicture } from '../../../hil/generate/terminal-picture.ts';

test('a terminal as an image: every run of text at its column, as wide as its columns', () => {
  const svg = terminalPicture([lineOf(' a b', styled('good', '   <ok>'))], 20, 'A & B');
  expect(svg.split('\n').slice(1)).toEqual([
    '<title>A &amp; B</title>',
    '<rect width="216" height="54" rx="8" fill="#12171d"/>',
    '<text x="27" y="32" textLength="27" lengthAdjust="spacingAndGlyphs" fill="#d7dde4">a b</text>',
    '<text x="81" y="32" textLength="36" lengthAdjust="spacingAndGlyphs" fill="#4cc26a" font-weight="600">&lt;ok&gt;</text>',
    '</svg>',
    '',
  ]);
});
