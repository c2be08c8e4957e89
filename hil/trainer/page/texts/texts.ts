import { de } from './de.ts';
import { en } from './en.ts';
import type { Language, Words } from './language.ts';

/** Texts of the page, the same in each language. */
export type Texts = typeof en;

/** Texts by language. */
export const texts: Readonly<Record<Language, Texts>> = { en, de };

/** Returns a text of the dictionary in each language, for a message that outlives a change of the language. */
export function bothLanguages(of: (texts: Texts) => string): Words {
  return { en: of(en), de: of(de) };
}
