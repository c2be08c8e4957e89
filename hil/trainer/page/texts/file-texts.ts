import type { Words } from './language.ts';

/** What the page says about files that are dropped on it. */
export const fileTexts = {
  unknown: (file: string): Words => ({
    en: `"${file}" is none of the files that the page reads; allowed: a scenario (.yaml), a pump file (.json) or a trace (.ndjson).`,
    de: `"${file}" ist keine Datei, die diese Seite liest; erlaubt: ein Szenario (.yaml), eine Pumpendatei (.json) oder eine Aufzeichnung (.ndjson).`,
  }),
  tooLarge: (file: string, bytes: number, bytesMax: number): Words => ({
    en: `"${file}" has ${bytes} bytes; allowed: at most ${bytesMax}.`,
    de: `"${file}" hat ${bytes} Bytes; erlaubt: höchstens ${bytesMax}.`,
  }),
  unreadable: (file: string, reason: string): Words => ({
    en: `"${file}" cannot be read. It is a folder, or the file was moved or removed. Drop the files themselves. The browser says: ${reason}`,
    de: `"${file}" lässt sich nicht lesen. Es ist ein Ordner, oder die Datei wurde verschoben oder gelöscht. Ziehen Sie die Dateien selbst hierher. Der Browser sagt: ${reason}`,
  }),
  several: (files: readonly string[]): Words => ({
    en: `${files.length} files at once (${shortList(files)}); allowed: one file, or one scenario (.yaml) with the files that it names.`,
    de: `${files.length} Dateien auf einmal (${shortList(files)}); erlaubt: eine Datei, oder ein Szenario (.yaml) mit den Dateien, die es nennt.`,
  }),
  opened: {
    en: 'A run from a file. An action begins another course.',
    de: 'Ein Lauf aus einer Datei. Ein Eingriff beginnt einen neuen Verlauf.',
  },
  pumpOpened: {
    en: 'The pump of a file in this run. The lesson was left: its captions would not fit.',
    de: 'Die Pumpe einer Datei in diesem Lauf. Die Lektion ist verlassen: Ihre Texte würden nicht passen.',
  },
} as const;

/** Most names in a message. */
const NAMES_MAX = 3;

function shortList(files: readonly string[]): string {
  const names = files.slice(0, NAMES_MAX).map((file) => `"${file}"`);
  return [...names, ...(files.length > NAMES_MAX ? ['...'] : [])].join(', ');
}
