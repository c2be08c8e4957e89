import type { Words } from './language.ts';

/** What the page says about its connection to a rig. */
export const connectionTexts = {
  serialPort: { en: 'the serial port', de: 'der serielle Anschluss' },
  /** Introduces a reason that the server gives in English. */
  rigGone: (reason: string): Words => ({
    en: `The server has no connection to its rig. Plug the rig in, then connect here. The server says: ${reason}`,
    de: `Der Server hat keine Verbindung zu seinem Prüfstand. Stecken Sie ihn an und verbinden Sie dann hier. Der Server meldet: ${reason}`,
  }),
  serverEnded: { en: 'The server has ended.', de: 'Der Server ist beendet.' },
  serverGone: (code: number): Words => ({
    en: `The connection to the server is gone (code ${code}): the server was killed, or the browser put this tab to sleep.`,
    de: `Die Verbindung zum Server ist abgebrochen (Code ${code}): Der Server wurde getötet, oder der Browser hat diesen Tab schlafen gelegt.`,
  }),
  /** Introduces a reason that the server gives in English. */
  serverSays: (reason: string): Words => ({
    en: `The server ended the connection: ${reason}`,
    de: `Der Server hat die Verbindung beendet. Er meldet: ${reason}`,
  }),
  refused: {
    en: 'The server refuses this page: it has ended, or the address has an old token. Open the address that it prints now.',
    de: 'Der Server lehnt diese Seite ab: Er ist beendet, oder die Adresse hat ein altes Kennwort. Öffnen Sie die Adresse, die er jetzt ausgibt.',
  },
  strange: {
    en: 'The server does not answer as this page expects.',
    de: 'Der Server antwortet nicht so, wie diese Seite es erwartet.',
  },
  wrongToken: {
    en: 'The address of this page was cut or changed: its token is wrong. Open the whole address that the server has printed.',
    de: 'Die Adresse dieser Seite wurde abgeschnitten oder verändert: Ihr Kennwort ist falsch. Öffnen Sie die ganze Adresse, die der Server ausgegeben hat.',
  },
  serialGone: (reason: string): Words => ({
    en: `The serial port is gone: it was unplugged, or the board has lost its power (${reason}).`,
    de: `Der serielle Anschluss ist weg: Er wurde abgezogen, oder die Platine hat keinen Strom mehr (${reason}).`,
  }),
  serialRefused: (reason: string): Words => ({
    en: `The serial port does not open. End other programs that use it, or choose another port. The browser says: ${reason}`,
    de: `Der serielle Anschluss öffnet sich nicht. Beenden Sie andere Programme, die ihn benutzen, oder wählen Sie einen anderen. Der Browser sagt: ${reason}`,
  }),
} as const;
