import type { Language } from '../texts/language.ts';

const en = {
  title: 'Rig',
  connect: 'Connect a rig by Web Serial',
  again: 'Connect again',
  served: 'Connect to the rig of the server',
  letGo: 'Let the rig go',
  hints: [
    'Web Serial shows real serial ports only: it cannot see the pseudo terminal of rig serve.',
    'Opening a port may reset an Uno, which then needs two seconds.',
  ],
  noSerial: 'This browser has no Web Serial. Use Chromium, Chrome or Edge, or start rollerloop trainer --rig RIG.',
  fromFile: 'A page from a file has no WebSocket. For any other rig start rollerloop trainer --rig RIG.',
  fromServer:
    'To use the rig of a server, open the whole address that rollerloop trainer --rig RIG has printed, with its token.',
  opening: 'The rig is being opened. Play waits.',
  aligning: (deg: number): string => `The shaft now turns by ${deg.toFixed(0)} deg to the rotor. Play waits.`,
  following: (name: string, unitNumber: number | undefined): string =>
    `Follows: ${name}, unit ${unitNumber ?? 'unknown'}.`,
  detached: 'The rig stands. It aligns and follows again from the latest moment on.',
  lost: 'The connection to the rig is lost. The scene stands, and the run is kept. Play goes on without the rig.',
  watching: (rig: string): string => `Another page drives ${rig}. This page shows what that page does.`,
  undriven: (rig: string): string =>
    `The page that drove ${rig} has left. Connect to drive it from here; the shaft then turns to this page's rotor.`,
  byPage:
    'This page carries the bytes of the port, because its Worker cannot tell the port. A page that stands still loses the rig: keep it in front.',
  shaft: (deg: number): string => `Shaft turned ${deg.toFixed(1)} deg`,
  field: (mt: number): string => `Field at the sensor ${mt.toFixed(1)} mT`,
  sensor: 'A magnet at the sensor of this rig acts on the pump.',
};

const de: typeof en = {
  title: 'Prüfstand',
  connect: 'Prüfstand über Web Serial verbinden',
  again: 'Erneut verbinden',
  served: 'Mit dem Prüfstand des Servers verbinden',
  letGo: 'Prüfstand freigeben',
  hints: [
    'Web Serial zeigt nur echte serielle Anschlüsse: Das Pseudoterminal von rig serve sieht es nicht.',
    'Das Öffnen eines Anschlusses kann einen Uno neu starten; er braucht dann zwei Sekunden.',
  ],
  noSerial:
    'Dieser Browser hat kein Web Serial. Nehmen Sie Chromium, Chrome oder Edge, oder starten Sie rollerloop trainer --rig RIG.',
  fromFile:
    'Eine Seite aus einer Datei hat keinen WebSocket. Für jeden anderen Prüfstand starten Sie rollerloop trainer --rig RIG.',
  fromServer:
    'Für den Prüfstand eines Servers öffnen Sie die ganze Adresse mit Kennwort, die rollerloop trainer --rig RIG ausgegeben hat.',
  opening: 'Der Prüfstand wird geöffnet. Der Ablauf wartet.',
  aligning: (deg) => `Die Welle dreht jetzt um ${deg.toFixed(0)} Grad, bis sie wie der Rotor steht. Der Ablauf wartet.`,
  following: (name, unitNumber) => `Folgt: ${name}, Gerät ${unitNumber ?? 'unbekannt'}.`,
  detached: 'Der Prüfstand steht. Er richtet sich aus und folgt wieder ab dem neuesten Zeitpunkt.',
  lost: 'Die Verbindung zum Prüfstand ist verloren. Die Szene steht, und der Verlauf bleibt. Ohne Prüfstand geht es mit „Abspielen“ weiter.',
  watching: (rig) => `Eine andere Seite steuert ${rig}. Diese Seite zeigt, was dort geschieht.`,
  undriven: (rig) =>
    `Die Seite, die ${rig} steuerte, ist weg. Verbinden Sie, um von hier zu steuern; die Welle dreht dann zum Rotor dieser Seite.`,
  byPage:
    'Diese Seite überträgt die Bytes des Anschlusses, weil ihr Worker ihn nicht erkennt. Eine Seite, die stillsteht, verliert den Prüfstand: Lassen Sie sie im Vordergrund.',
  shaft: (deg) => `Welle um ${deg.toFixed(1).replace('.', ',')} Grad gedreht`,
  field: (mt) => `Feld am Sensor ${mt.toFixed(1).replace('.', ',')} mT`,
  sensor: 'Ein Magnet am Sensor dieses Prüfstands wirkt auf die Pumpe.',
};

/** Texts of the rig, by language. */
export const rigTexts: Readonly<Record<Language, typeof en>> = { en, de };
export type RigTexts = typeof en;
