import type { Lesson } from './lesson.ts';

/** Pumps without rollers in a scanner: valves that open, and a throttle that the field does not change. */
export const otherDrives: Lesson = {
  id: 'other-drives',
  title: { en: 'Prometra, Prometra II and Siromedes', de: 'Prometra, Prometra II und Siromedes' },
  parts: [
    {
      source: { kind: 'shipped', name: 'prometra-scan-with-drug' },
      tools: ['reservoir', 'alarms'],
      cues: [
        {
          id: 'one',
          at: 'start',
          speed: 600,
          says: {
            en: 'Prometra meters with two valves and a chamber. A scan begins with a full reservoir. What happens?',
            de: 'Prometra dosiert mit zwei Ventilen und einer Kammer. Vor einem MRT ist das Reservoir voll. Was geschieht?',
          },
          predict: {
            choices: [
              { en: 'Delivery stops', de: 'Sie fördert nicht mehr' },
              { en: 'The reservoir empties into the patient', de: 'Das Reservoir leert sich in den Patienten' },
            ],
            right: 1,
          },
        },
        {
          id: 'one open',
          isTruth: true,
          at: { event: 'true.valves', where: { state: 'open' } },
          speed: 60,
          says: {
            en: 'The field opens both valves. The gas presses the drug straight through.',
            de: 'Das Feld öffnet beide Ventile. Das Treibgas drückt das Medikament ungehindert hindurch.',
          },
        },
        {
          id: 'one empty',
          isTruth: true,
          at: { event: 'true.reservoir', where: { state: 'empty' } },
          speed: 600,
          says: {
            en: 'After nine minutes 18 mL are in the patient. The pump still calculates a full reservoir.',
            de: 'Nach neun Minuten sind 18 mL im Patienten. Die Pumpe rechnet noch mit einem vollen Reservoir.',
          },
        },
        {
          id: 'one refill',
          at: { event: 'true.refill' },
          says: {
            en: 'No alarm and no log entry. Its reservoir must be emptied before a scan.',
            de: 'Kein Alarm und kein Eintrag im Protokoll. Vor einem MRT muss das Reservoir geleert werden.',
          },
        },
      ],
    },
    {
      source: { kind: 'shipped', name: 'prometra-ii-scan-with-drug' },
      tools: ['reservoir', 'alarms'],
      cues: [
        {
          id: 'two',
          at: 'start',
          speed: 600,
          says: {
            en: 'Prometra II has one more valve, which shuts when too much flows.',
            de: 'Prometra II hat ein weiteres Ventil, das bei zu viel Fluss schließt.',
          },
        },
        {
          id: 'two shut',
          isTruth: true,
          at: { event: 'true.valves', where: { state: 'shut' } },
          speed: 3000,
          says: {
            en: 'It shuts after 10 uL. Now nothing flows at all, and the pump counts on.',
            de: 'Es schließt nach 10 uL. Jetzt fließt gar nichts, und die Pumpe zählt weiter.',
          },
        },
        {
          id: 'two reset',
          isTruth: true,
          at: { event: 'true.valves', where: { state: 'metering' } },
          speed: 1000,
          says: {
            en: 'Only a reset of the valve, a day later, restores the flow.',
            de: 'Erst nach dem Zurücksetzen des Ventils einen Tag später fließt wieder Medikament.',
          },
        },
      ],
    },
    {
      source: { kind: 'shipped', name: 'siromedes-in-a-scanner' },
      tools: ['reservoir'],
      cues: [
        {
          id: 'three',
          at: 'start',
          speed: 600,
          says: {
            en: 'Siromedes: gas presses drug through a throttle. It has no motor and no valve.',
            de: 'Siromedes: Treibgas drückt das Medikament durch eine Drossel. Kein Motor, kein Ventil.',
          },
        },
        {
          id: 'three in',
          isTruth: true,
          at: { event: 'in.field' },
          speed: 10_000,
          says: {
            en: 'A scanner of 3 T does not affect it (assumed: no effect is published).',
            de: 'Ein MRT mit 3 T verändert sie nicht (angenommen: Es ist keine Wirkung veröffentlicht).',
          },
        },
        {
          id: 'three end',
          isTruth: true,
          at: 'end',
          says: {
            en: 'A day in the scanner, and the dose is right. Three drives behave differently in the same field.',
            de: 'Ein Tag im MRT, und die Dosis stimmt. Drei Antriebe verhalten sich im selben Feld verschieden.',
          },
        },
      ],
    },
  ],
};
