import type { Lesson } from './lesson.ts';

const TEXT = `scenario: magnet-in-the-hand
says: A hand magnet comes near a pump that runs at the rate of a roller study, and goes again.
pump: { product: synchromed-ii, mode: simple continuous, rate: 24 mL/day }
timeline: []
ends at: 5 min
`;

/** A magnet on the skin holds the rotor. The pump goes on counting, and notices after 6 uL (assumed): some 22 s at this rate. */
export const magnetInTheHand: Lesson = {
  id: 'magnet',
  title: { en: 'A magnet in the hand', de: 'Ein Magnet in der Hand' },
  parts: [
    {
      source: { kind: 'text', text: TEXT, file: 'magnet-in-the-hand.yaml' },
      isOpen: true,
      tools: ['magnet', 'study', 'alarms'],
      cues: [
        {
          id: 'runs',
          at: 'start',
          speed: 1,
          says: {
            en: 'The pump commands each step, and its rotor follows. Drag the magnet onto the skin beside the pump.',
            de: 'Die Pumpe gibt jeden Schritt vor, und der Rotor folgt. Ziehen Sie den Magneten an die Haut neben der Pumpe.',
          },
        },
        {
          id: 'held',
          isTruth: true,
          at: { event: 'true.rotor', where: { state: 'held' } },
          speed: 1,
          act: [{ field: 'hand magnet', distance: '0 mm', azimuth: '80 deg' }],
          says: {
            en: 'The magnet holds the rotor. The pump goes on counting, because it has not noticed.',
            de: 'Der Magnet hält den Rotor. Die Pumpe zählt weiter, denn sie bemerkt es nicht.',
          },
        },
        {
          id: 'noticed',
          at: { event: 'pump.log', where: { entry: 'motor stall' } },
          speed: 1,
          says: {
            en: 'Now the pump logs a stall and sounds. Take the magnet away: does the pump deliver the missing drug later?',
            de: 'Jetzt protokolliert die Pumpe den Stillstand und alarmiert. Nehmen Sie den Magneten weg: Holt sie die Menge nach?',
          },
          predict: {
            choices: [
              { en: 'It catches up', de: 'Sie holt sie nach' },
              { en: 'It stays missing', de: 'Sie fehlt weiterhin' },
            ],
            right: 1,
          },
        },
        {
          id: 'free',
          isTruth: true,
          at: { event: 'true.rotor', where: { state: 'turning' } },
          speed: 1,
          act: [{ field: 'off' }],
          says: {
            en: 'The rotor turns on from where it stood. The missing drug stays missing.',
            de: 'Der Rotor dreht dort weiter, wo er stand. Die fehlende Menge wird nicht nachgeholt.',
          },
        },
        {
          id: 'recovered',
          at: { event: 'pump.log', where: { entry: 'motor stall recovery' } },
          speed: 1,
          says: {
            en: 'The log now shows the stall and the recovery. It does not show how much drug is missing.',
            de: 'Das Protokoll zeigt Stillstand und Wiederanlauf, aber nicht die fehlende Menge.',
          },
        },
      ],
    },
  ],
};
