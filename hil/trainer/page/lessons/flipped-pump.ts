import type { Lesson } from './lesson.ts';

/** A pump that lies back to front turns the other way on films. */
export const flippedPump: Lesson = {
  id: 'flipped',
  title: { en: 'A flipped pump', de: 'Eine umgedrehte Pumpe' },
  parts: [
    {
      source: { kind: 'shipped', name: 'roller-study-of-a-flipped-pump' },
      tools: ['study', 'alarms'],
      cues: [
        {
          id: 'start',
          isTruth: true,
          at: 'start',
          speed: 100,
          says: {
            en: 'The pump has turned over in its pocket. It works as programmed, and films show it mirrored.',
            de: 'Die Pumpe hat sich in ihrer Tasche umgedreht. Sie arbeitet wie programmiert. Aufnahmen zeigen sie gespiegelt.',
          },
        },
        {
          id: 'film 1',
          isTruth: true,
          at: { event: 'true.film', where: { number: 1 } },
          speed: 3,
          says: {
            en: 'A study of 120 deg. Which turn will two films of a mirrored pump fit?',
            de: 'Eine Studie von 120 Grad. Zu welcher Drehung passen zwei Aufnahmen einer gespiegelten Pumpe?',
          },
          predict: {
            choices: [
              { en: '120 deg', de: '120 Grad' },
              { en: '60 deg or -120 deg', de: '60 Grad oder -120 Grad' },
            ],
            right: 1,
          },
        },
        {
          id: 'film 2',
          isTruth: true,
          at: { event: 'true.film', where: { number: 2 } },
          speed: 100,
          says: {
            en: 'The films fit 60 and -120 deg, and 120 deg for a flipped pump: ambiguous, although the rotor turned.',
            de: 'Die Aufnahmen passen zu 60 und -120 Grad, bei umgedrehter Pumpe zu 120 Grad: mehrdeutig, obwohl der Rotor drehte.',
          },
        },
        {
          id: 'live',
          at: { event: 'in.rollerStudy', where: { filmed: 'live' } },
          speed: 3,
          says: {
            en: 'Under fluoroscopy the rotor turns the other way. No broken pump does that: this one is flipped.',
            de: 'Unter Durchleuchtung dreht der Rotor andersherum. Das tut keine defekte Pumpe: Diese liegt umgedreht.',
          },
        },
        {
          id: 'end',
          at: 'end',
          says: {
            en: 'The direction tells a flipped pump from a failed one.',
            de: 'An der Richtung erkennen Sie, ob eine Pumpe umgedreht oder defekt ist.',
          },
        },
      ],
    },
  ],
};
