import type { Lesson } from './lesson.ts';

const TEXT = `scenario: stills-against-fluoroscopy
says: The same study twice, first with two still films, then under live fluoroscopy.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 1 min, roller study: take, name: two films }
  - { at: 4 min, roller study: take, filmed: live, name: fluoroscopy }
ends at: 6 min
`;

/** Equal rollers look alike each half turn: two stills fit two angles, a live picture fits one. */
export const stillsAgainstFluoroscopy: Lesson = {
  id: 'fluoroscopy',
  title: { en: 'Two stills against fluoroscopy', de: 'Zwei Aufnahmen oder Durchleuchtung' },
  parts: [
    {
      source: { kind: 'text', text: TEXT, file: 'stills-against-fluoroscopy.yaml' },
      tools: ['study'],
      cues: [
        {
          id: 'start',
          at: 'start',
          speed: 10,
          says: {
            en: 'The rollers are equal. On a film, half a turn looks like no turn.',
            de: 'Die Rollen sind gleich. Auf einer Aufnahme sieht eine halbe Drehung aus wie keine.',
          },
        },
        {
          id: 'film 2',
          at: { event: 'true.film', where: { number: 2 } },
          speed: 10,
          says: {
            en: 'Two stills after a study of 120 deg. Which turns fit them?',
            de: 'Zwei Aufnahmen nach einer Studie von 120 Grad. Welche Drehungen passen dazu?',
          },
          predict: {
            choices: [
              { en: '120 deg alone', de: 'Nur 120 Grad' },
              { en: '120 deg and -60 deg', de: '120 Grad und -60 Grad' },
            ],
            right: 1,
          },
        },
        {
          id: 'live',
          at: { event: 'in.rollerStudy', where: { filmed: 'live' } },
          speed: 3,
          says: {
            en: 'Two angles fit the stills. Now the same study under fluoroscopy: the turn itself is seen.',
            de: 'Zwei Winkel passen zu den Aufnahmen. Nun dieselbe Studie unter Durchleuchtung: Die Drehung selbst ist zu sehen.',
          },
        },
        {
          id: 'end',
          at: 'end',
          says: {
            en: 'The live picture leaves one angle: 120 deg, and its direction.',
            de: 'Die Durchleuchtung lässt einen Winkel übrig: 120 Grad, samt Richtung.',
          },
        },
      ],
    },
  ],
};
