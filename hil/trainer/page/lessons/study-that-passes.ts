import type { Lesson } from './lesson.ts';

/** A roller study of a sound pump. */
export const studyThatPasses: Lesson = {
  id: 'study',
  title: { en: 'A roller study that passes', de: 'Eine bestandene Rotorstudie' },
  parts: [
    {
      source: { kind: 'shipped', name: 'roller-study' },
      tools: ['study', 'alarms'],
      cues: [
        {
          id: 'slow',
          at: 'start',
          speed: 100,
          says: {
            en: 'At its usual rate a turn of the rotor takes almost an hour and a half. That is too slow for films.',
            de: 'Bei üblicher Rate dauert eine Drehung des Rotors fast eineinhalb Stunden. Das ist zu langsam für Röntgenaufnahmen.',
          },
        },
        {
          id: 'film 1',
          at: { event: 'true.film', where: { number: 1 } },
          speed: 3,
          says: {
            en: 'A film is taken, and a programmer asks for 120 deg at the fastest rate. What will the second film show?',
            de: 'Eine Aufnahme wird gemacht, und das Programmiergerät gibt 120 Grad vor. Was zeigt die zweite Aufnahme?',
          },
          predict: {
            choices: [
              { en: 'The same rollers', de: 'Dieselben Rollen' },
              { en: 'Rollers turned by 120 deg', de: 'Rollen um 120 Grad gedreht' },
            ],
            right: 1,
          },
        },
        {
          id: 'film 2',
          at: { event: 'true.film', where: { number: 2 } },
          speed: 60,
          says: {
            en: 'The rollers stand 120 deg further. Motor and gears turned the rotor.',
            de: 'Die Rollen stehen 120 Grad weiter. Motor und Getriebe haben den Rotor gedreht.',
          },
        },
        {
          id: 'end',
          at: 'end',
          says: {
            en: 'The study passes. It says nothing about the catheter: films do not show whether drug arrives.',
            de: 'Die Studie ist bestanden. Über den Katheter sagt sie nichts: Ob das Medikament ankommt, zeigt keine Aufnahme.',
          },
        },
      ],
    },
  ],
};
