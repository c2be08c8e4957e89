import type { Lesson } from './lesson.ts';

/** A phone near the pump, three times; then the same phone at 15 cm. */
export const phoneOnThePump: Lesson = {
  id: 'phone',
  title: { en: 'Extra: a phone on the pump', de: 'Zugabe: ein Telefon auf der Pumpe' },
  parts: [
    {
      source: { kind: 'shipped', name: 'phone-on-the-pump' },
      tools: ['alarms'],
      cues: [
        {
          id: 'start',
          at: 'start',
          speed: 600,
          says: { en: 'A phone contains small, strong magnets.', de: 'Ein Telefon enthält kleine, starke Magnete.' },
        },
        {
          id: 'near',
          at: { event: 'in.field', where: { magnet: 'phone' } },
          speed: 300,
          says: {
            en: 'It comes within two inches of the rotor for half an hour.',
            de: 'Für eine halbe Stunde ist es weniger als fünf Zentimeter vom Rotor entfernt.',
          },
        },
        {
          id: 'logged',
          at: { event: 'pump.log', where: { entry: 'motor stall' } },
          speed: 600,
          says: {
            en: 'The rotor is held, and the pump logs it late. The same phone at 15 cm: what will happen?',
            de: 'Der Rotor steht, und die Pumpe protokolliert es spät. Dasselbe Telefon in 15 cm Abstand: Was geschieht?',
          },
          predict: {
            choices: [
              { en: 'The same', de: 'Dasselbe' },
              { en: 'Nothing', de: 'Nichts' },
            ],
            right: 1,
          },
        },
        {
          id: 'clear',
          isTruth: true,
          at: { event: 'bench.entry', where: { name: 'clear' } },
          speed: 3000,
          says: {
            en: 'At 15 cm the field is 25 times weaker. The rotor turns.',
            de: 'In 15 cm Abstand ist das Feld 25-mal schwächer. Der Rotor dreht.',
          },
        },
        {
          id: 'end',
          at: 'end',
          says: {
            en: 'Distance helps: the field of a small magnet falls with the third power of the distance.',
            de: 'Abstand hilft: Das Feld eines kleinen Magneten nimmt mit der dritten Potenz des Abstands ab.',
          },
        },
      ],
    },
  ],
};
