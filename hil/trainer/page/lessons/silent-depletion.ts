import type { Lesson } from './lesson.ts';

/** Two faults that no log shows: a reservoir that runs empty early, and a stall of a pump that logs none. */
export const silentDepletion: Lesson = {
  id: 'silent',
  title: { en: 'Silent depletion, and a stall without a log', de: 'Leer ohne Alarm, Stillstand ohne Protokoll' },
  parts: [
    {
      source: { kind: 'shipped', name: 'over-infusion-runs-dry-silently' },
      tools: ['reservoir', 'alarms'],
      cues: [
        {
          id: 'start',
          isTruth: true,
          at: 'start',
          speed: 300_000,
          says: {
            en: 'This pump gives 14.5 % more than programmed. It calculates its level from steps and never measures it.',
            de: 'Diese Pumpe gibt 14,5 % zu viel. Sie berechnet ihren Füllstand aus Schritten und misst ihn nie.',
          },
          predict: {
            choices: [
              { en: 'The alarm comes before it is empty', de: 'Der Alarm kommt, bevor sie leer ist' },
              { en: 'It is empty first', de: 'Sie ist vorher leer' },
            ],
            right: 1,
          },
        },
        {
          id: 'empty',
          isTruth: true,
          at: { event: 'true.reservoir', where: { state: 'empty' } },
          speed: 30_000,
          says: {
            en: 'At day 34.9 the reservoir ran empty, while the pump calculated 2.5 mL. No alarm sounded.',
            de: 'Am Tag 34,9 war das Reservoir leer, während die Pumpe 2,5 mL berechnete. Kein Alarm ertönte.',
          },
        },
        {
          id: 'low',
          isTruth: true,
          at: { event: 'pump.alarm', where: { cause: 'low reservoir', phase: 'raised' } },
          speed: 60_000,
          says: {
            en: 'Day 36: only now the alarm for a low reservoir sounds, a day after the last drop.',
            de: 'Tag 36: Erst jetzt ertönt der Alarm für niedrigen Füllstand, einen Tag nach dem letzten Tropfen.',
          },
        },
        {
          id: 'refill',
          at: { event: 'true.refill' },
          says: {
            en: 'The refill withdraws nothing, although 1 mL was calculated. That difference alone shows the fault.',
            de: 'Beim Nachfüllen lässt sich nichts entnehmen, berechnet war 1 mL. Nur dieser Unterschied zeigt den Fehler.',
          },
        },
      ],
    },
    {
      source: { kind: 'shipped', name: 'el-rotor-test' },
      tools: ['study', 'alarms'],
      cues: [
        {
          id: 'el',
          at: 'start',
          speed: 100,
          says: {
            en: 'An older pump, SynchroMed EL. Its rotor test turns by 90 deg, and it passes.',
            de: 'Eine ältere Pumpe, SynchroMed EL. Ihr Rotortest dreht um 90 Grad und wird bestanden.',
          },
        },
        {
          id: 'el scan',
          isTruth: true,
          at: { event: 'in.field' },
          speed: 200,
          says: { en: 'A scan holds its rotor as well.', de: 'Ein MRT hält auch diesen Rotor.' },
        },
        {
          id: 'el fails',
          at: { event: 'bench.study', where: { name: 'in the field' } },
          speed: 300,
          says: {
            en: 'The test in the field fails. This pump does not detect stalls: its log stays empty.',
            de: 'Der Test im Feld wird nicht bestanden. Diese Pumpe erkennt Stillstände nicht: Ihr Protokoll bleibt leer.',
          },
        },
        {
          id: 'el after',
          isTruth: true,
          at: 'end',
          says: {
            en: 'After the scan the test passes again. Nothing in the pump shows the missing drug.',
            de: 'Nach dem MRT wird der Test wieder bestanden. Nichts in der Pumpe weist auf die fehlende Dosis hin.',
          },
        },
      ],
    },
  ],
};
