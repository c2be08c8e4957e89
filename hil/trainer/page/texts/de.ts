import { de as viewer } from '../../../viewer/texts/de.ts';
import type { Texts } from './texts.ts';

const angle = (deg: number): string => {
  const turns = Math.floor(deg / 360);
  const rest = Math.floor(deg - turns * 360);
  return turns === 0 ? `${rest} Grad` : `${turns} ${turns === 1 ? 'Drehung' : 'Drehungen'} und ${rest} Grad`;
};

/** Texts of the page in German. */
export const de: Texts = {
  viewer,
  title: 'Rollerloop-Trainer',
  disclaimer: 'Simulator für die Lehre. Kein Medizinprodukt, nicht für Ihren Zweck validiert.',
  chooseLesson: 'Lektion wählen',
  scene: {
    title: 'Pumpe, Patient und Feld',
    scanner: 'MRT',
    skin: 'Haut',
    blocked: 'verstopft',
    commanded: (deg) => `befohlen ${angle(deg)}`,
    rotor: (deg, state) => `Rotor ${angle(deg)}, ${state}`,
    gap: (deg) => `es fehlen ${angle(deg)}`,
    field: {
      title: 'Feld an der Pumpe, mT',
      assumed: ['Schraffiert: ab einem Feld hierin steht der Rotor.', 'Angenommen: kein Hersteller nennt es.'],
      none: 'keines',
    },
    closed: 'Geschlossene Pumpe, von außen gesehen.',
  },
  magnet: {
    label: 'Magnet in der Hand',
    drag: 'an die Pumpe ziehen',
    away: 'fern von der Pumpe',
    at: ({ distanceMm, isFlat }) => `${distanceMm} mm von der Haut, ${isFlat ? 'flach' : 'hochkant'}`,
  },
  rotorStates: {
    turning: 'dreht',
    held: 'festgehalten',
    losing: 'verliert Umdrehungen',
    bound: 'Getriebe klemmt',
    blocked: 'durch Druck angehalten',
    seized: 'Motor beschädigt',
  },
  logEntries: {
    'motor stall': 'Motorstillstand',
    'motor stall recovery': 'Motor läuft wieder',
    'low reservoir': 'Reservoir niedrig',
    'empty reservoir': 'Reservoir leer',
  },
  readouts: {
    believes: 'Pumpe glaubt',
    delivered: 'Abgegeben',
    missing: 'Es fehlen',
    excess: 'Zu viel',
    hidden: 'von außen nicht zu sehen',
    calculated: 'Pumpe berechnet',
    reservoir: 'Im Reservoir',
    alarm: 'Alarm',
  },
  time: {
    play: 'Abspielen',
    pause: 'Anhalten',
    step: 'Schritt',
    previous: 'Voriges Ereignis',
    next: 'Nächstes Ereignis',
    line: 'Zeitleiste',
    speed: 'Tempo',
    working: 'Der Lauf wird berechnet',
  },
  caption: {
    next: 'Weiter',
    previous: 'Zurück',
    nextLesson: 'Nächste Lektion',
    predict: 'Was erwarten Sie?',
  },
  seeThrough: 'Durchblick',
  programmer: {
    title: 'Programmiergerät',
    interrogate: 'Abfragen',
    study: 'Rotorstudie',
    live: 'Studie mit Durchleuchtung',
    bolus: 'Bolus geben',
    volume: 'Bolus, uL',
    rate: 'Rate, mL/day',
    program: 'Programmieren',
    silence: 'Alarme stumm',
    log: 'Ereignisprotokoll der Pumpe',
    emptyLog: 'Kein Eintrag',
    notRead: 'Zum Lesen die Pumpe abfragen.',
    refused: 'Abgelehnt',
    scannerIn: 'Patient ins MRT (1,5 T)',
    scannerOut: 'Patient aus dem MRT',
    turnMagnet: 'Magnet umdrehen',
  },
  films: { title: 'Röntgenaufnahmen' },
  sound: {
    sound: 'Ton von Motor und Alarmen',
    on: 'Ton an',
    off: 'Ton aus',
    refused: 'Kein Ton: Der Browser lehnt ab',
  },
  freePlay: {
    title: 'Freies Spiel',
    product: 'Pumpe',
    rate: 'Rate, mL/day',
    reservoir: 'Reservoir, mL',
    begin: 'Mit dieser Pumpe beginnen',
    anyAction: 'Beliebiger Eingriff, wie in einem Szenario',
    act: 'Ausführen',
    noEntry: (text) => `"${text}": Schreiben Sie Schlüssel und Werte, wie in \`field: 1.5 T, azimuth: 40 deg\``,
    save: 'Sitzung speichern',
  },
  trouble: 'Das ging nicht. Der Lauf bleibt, wie er war.',
  close: 'Schließen',
  loading: 'Der Rechner startet.',
};
