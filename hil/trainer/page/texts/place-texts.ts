import type { Words } from './language.ts';

const START: Words = {
  en: 'The first lesson is shown instead.',
  de: 'Stattdessen wird die erste Lektion gezeigt.',
};

/** What the page says about the place to which it returns after a reload. */
export const placeTexts = {
  unreadable: withStart({
    en: 'The browser kept a place of this page that cannot be read: it was changed, or it came from another version.',
    de: 'Der Browser hat für diese Seite eine Stelle behalten, die sich nicht lesen lässt: Sie wurde verändert, oder sie stammt von einer anderen Version.',
  }),
  unknownLesson: withStart({
    en: 'The browser kept a place in a lesson that this version of the page does not have.',
    de: 'Der Browser hat eine Stelle in einer Lektion behalten, die diese Version der Seite nicht hat.',
  }),
  tooLarge: withStart({
    en: 'The run before the reload was too large for the browser to keep. Save a run as a file before you leave the page.',
    de: 'Der Lauf vor dem Neuladen war zu groß, als dass der Browser ihn behalten konnte. Speichern Sie einen Lauf als Datei, bevor Sie die Seite verlassen.',
  }),
  /** Said after several loads that did not reach the kept place. */
  neverReached: (times: number): Words =>
    withStart({
      en: `The page did not return to its place in ${times} attempts.`,
      de: `Die Seite ist in ${times} Versuchen nicht an ihre Stelle zurückgekehrt.`,
    }),
  notRun: withStart({
    en: 'The run before the reload cannot be shown again.',
    de: 'Der Lauf vor dem Neuladen lässt sich nicht wieder zeigen.',
  }),
  differs: {
    en: 'This run was simulated again, and it differs from the one before the reload: that one came from a trace, or from another version of the page.',
    de: 'Dieser Lauf wurde neu simuliert und weicht von dem vor dem Neuladen ab: Jener stammte aus einer Aufzeichnung oder von einer anderen Version der Seite.',
  },
} as const;

function withStart({ en, de }: Words): Words {
  return { en: `${en} ${START.en}`, de: `${de} ${START.de}` };
}
