import type { Words } from './language.ts';

/** What the page says if it, or its simulator, cannot start. */
export const startTexts = {
  /** Said before the rest of the page exists. */
  noPage: (reason: string): Words => ({
    en: `The trainer cannot start: ${reason}. Open a whole copy of the page in a browser of 2024 or later.`,
    de: `Der Trainer kann nicht starten: ${reason}. Öffnen Sie eine vollständige Kopie der Seite in einem Browser von 2024 oder später.`,
  }),
  noWorker: (reason: string): Words =>
    withRemedy({
      en: `The simulator of this page cannot start: ${reason}.`,
      de: `Der Simulator dieser Seite kann nicht starten: ${reason}.`,
    }),
  failed: (reason: string): Words =>
    withRemedy({
      en: `The simulator of this page has failed: ${reason || 'no reason given'}.`,
      de: `Der Simulator dieser Seite ist ausgefallen: ${reason || 'kein Grund genannt'}.`,
    }),
  silent: (seconds: number): Words =>
    withRemedy({
      en: `The simulator of this page has not answered for ${seconds} s.`,
      de: `Der Simulator dieser Seite hat seit ${seconds} s nicht geantwortet.`,
    }),
  notStarted: {
    en: 'The simulator of this page has not started.',
    de: 'Der Simulator dieser Seite ist nicht gestartet.',
  },
} as const;

function withRemedy({ en, de }: Words): Words {
  return {
    en: `${en} Reload the page, or open a whole copy of it in a browser of 2024 or later.`,
    de: `${de} Laden Sie die Seite neu, oder öffnen Sie eine vollständige Kopie in einem Browser von 2024 oder später.`,
  };
}
