import type { Words } from './language.ts';

/** What the page says about the link of a moment. */
export const linkTexts = {
  none: { en: 'The link names no moment.', de: 'Der Link nennt keinen Augenblick.' },
  nonsense: {
    en: 'The link holds no moment of the trainer.',
    de: 'Der Link enthält keinen Augenblick des Trainers.',
  },
  unknown: {
    en: 'The link holds a moment that this page does not understand.',
    de: 'Der Link enthält einen Augenblick, den diese Seite nicht versteht.',
  },
  cut: {
    en: 'The link is cut: the end of its moment is missing. Copy it again as a whole.',
    de: 'Der Link ist abgeschnitten: Das Ende seines Augenblicks fehlt. Kopieren Sie ihn noch einmal ganz.',
  },
  changed: {
    en: 'The link was changed on its way: its checksum is wrong. Copy it again.',
    de: 'Der Link wurde unterwegs verändert: Seine Prüfsumme ist falsch. Kopieren Sie ihn noch einmal.',
  },
  otherFormat: (theirs: string, ours: number): Words => ({
    en: `The link has a moment in format ${theirs}; this page reads format ${ours}. Open it with the version that made it.`,
    de: `Der Link hat einen Augenblick im Format ${theirs}; diese Seite liest Format ${ours}. Öffnen Sie ihn mit der Version, die ihn gemacht hat.`,
  }),
  tooLong: (chars: number, charsMax: number): Words => ({
    en: `This moment takes a link of ${chars} characters; allowed: at most ${charsMax}. Save the session as a file instead.`,
    de: `Dieser Augenblick braucht einen Link mit ${chars} Zeichen; erlaubt: höchstens ${charsMax}. Speichern Sie die Sitzung stattdessen als Datei.`,
  }),
  differs: (theirs: string, ours: string): Words =>
    theirs === ours
      ? {
          en: `This run differs from the one in the link: both pages have version ${ours}.`,
          de: `Dieser Lauf weicht von dem des Links ab: Beide Seiten haben Version ${ours}.`,
        }
      : {
          en: `This run differs from the one in the link: the link was made with version ${theirs}, this page has ${ours}.`,
          de: `Dieser Lauf weicht von dem des Links ab: Der Link stammt von Version ${theirs}, diese Seite hat ${ours}.`,
        },
  opened: {
    en: 'A moment from a link. An action begins another course.',
    de: 'Ein Augenblick aus einem Link. Ein Eingriff beginnt einen neuen Verlauf.',
  },
} as const;
