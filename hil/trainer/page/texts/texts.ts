import { de } from './de.ts';
import { en } from './en.ts';
import type { Language } from './language.ts';

/** Texts of the page, the same in each language. */
export type Texts = typeof en;

/** Texts by language. */
export const texts: Readonly<Record<Language, Texts>> = { en, de };
