/** Languages of the page. */
export type Language = 'en' | 'de';

/** A text in each language of the page. */
export type Words = Readonly<Record<Language, string>>;
