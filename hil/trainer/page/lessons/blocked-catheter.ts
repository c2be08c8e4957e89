import type { Lesson } from './lesson.ts';

/** A roller study shows the rotor, not the drug. */
export const blockedCatheter: Lesson = {
  id: 'blocked',
  title: { en: 'A study that passes with a blocked catheter', de: 'Bestandene Studie, verstopfter Katheter' },
  parts: [
    {
      source: { kind: 'shipped', name: 'roller-study-blocked-catheter-passes' },
      tools: ['study', 'alarms'],
      cues: [
        {
          id: 'start',
          at: 'start',
          speed: 100,
          says: {
            en: 'A pump delivers drug through a catheter, at its lowest rate.',
            de: 'Eine Pumpe fördert ein Medikament durch einen Katheter, mit ihrer kleinsten Rate.',
          },
        },
        {
          id: 'shut',
          isTruth: true,
          at: { event: 'true.catheter', where: { state: 'occluded' } },
          speed: 100,
          says: {
            en: 'The catheter is blocked. From now on nothing arrives, and pressure builds up behind the block.',
            de: 'Der Katheter ist verstopft. Ab jetzt kommt nichts an, und vor dem Verschluss steigt der Druck.',
          },
        },
        {
          id: 'film 1',
          isTruth: true,
          at: { event: 'true.film', where: { number: 1 } },
          speed: 5,
          says: {
            en: 'A roller study with the catheter blocked. Does it pass?',
            de: 'Eine Rotorstudie bei verstopftem Katheter. Wird sie bestanden?',
          },
          predict: {
            choices: [
              { en: 'It passes', de: 'Bestanden' },
              { en: 'It fails', de: 'Nicht bestanden' },
            ],
            right: 0,
          },
        },
        {
          id: 'passes',
          isTruth: true,
          at: { event: 'bench.study', where: { name: 'first' } },
          speed: 200,
          says: {
            en: 'It passes: the rotor turned by 120 deg and pressed 10 uL more into the blocked catheter.',
            de: 'Bestanden: Der Rotor drehte um 120 Grad und presste 10 uL mehr in den verstopften Katheter.',
          },
        },
        {
          id: 'second',
          at: { event: 'bench.study', where: { name: 'second' } },
          speed: 200,
          says: { en: 'The second study passes too.', de: 'Auch die zweite Studie wird bestanden.' },
        },
        {
          id: 'stops',
          isTruth: true,
          at: { event: 'true.rotor', where: { state: 'blocked' } },
          speed: 5,
          says: {
            en: 'In the third study the pressure stops the rotor in mid-turn.',
            de: 'In der dritten Studie hält der Druck den Rotor mitten in der Drehung an.',
          },
        },
        {
          id: 'third',
          isTruth: true,
          at: { event: 'bench.study', where: { name: 'third' } },
          speed: 200,
          says: {
            en: 'Films and log show a fault only in the third study after the block.',
            de: 'Erst in der dritten Studie nach dem Verschluss zeigen Aufnahmen und Protokoll einen Fehler.',
          },
        },
        {
          id: 'end',
          at: 'end',
          says: {
            en: 'A study that passes shows that the rotor turns. It never shows that drug arrives.',
            de: 'Eine bestandene Studie zeigt, dass der Rotor dreht. Ob das Medikament ankommt, zeigt sie nicht.',
          },
        },
      ],
    },
  ],
};
