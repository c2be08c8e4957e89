/** Languages of the page. */
export type Language = 'en' | 'de';

/** Returns whether a value is a language of the page. */
export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'de';
}

/** A text in each language of the page. */
export type Words = Readonly<Record<Language, string>>;

/** A message: words of the page, or a text of the engine, the server or the browser, which is English. */
export type Said = string | Words;

/** Returns a message in a language, and the language that it is in. */
export function saidIn(said: Said, language: Language): { readonly text: string; readonly lang: Language } {
  return typeof said === 'string' ? { text: said, lang: 'en' } : { text: said[language], lang: language };
}

/** Returns the text of a message that a caught error carries. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
