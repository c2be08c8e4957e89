const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for one line of XML. Characters that XML forbids (controls, surrogates, U+FFFE, U+FFFF) become question marks. */
export function xmlText(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] as string).replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '?');
}

/** Escapes several lines for XML, and keeps each on its own line. */
export function xmlLines(lines: readonly string[]): string {
  return lines.map(xmlText).join('\n');
}
