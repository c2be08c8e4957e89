import type { Lesson } from './lesson.ts';

/** A roller study inside a scanner: the outcome is `fail`, as it has to be. */
export const studyInAScanner: Lesson = {
  id: 'scanner',
  title: { en: 'A roller study in a scanner', de: 'Eine Rotorstudie im MRT' },
  parts: [
    {
      source: { kind: 'shipped', name: 'roller-study-in-field' },
      tools: ['study', 'alarms'],
      cues: [
        {
          id: 'before',
          isTruth: true,
          at: 'start',
          speed: 60,
          says: { en: 'The pump delivers as programmed.', de: 'Die Pumpe fördert wie programmiert.' },
        },
        {
          id: 'inside',
          isTruth: true,
          at: { event: 'in.field' },
          speed: 60,
          says: {
            en: 'The patient moves into a scanner of 1.5 T. The field holds the rotor at once.',
            de: 'Der Patient fährt in ein MRT mit 1,5 T. Das Feld hält den Rotor sofort.',
          },
        },
        {
          id: 'film 1',
          at: { event: 'true.film', where: { number: 1 } },
          speed: 3,
          says: {
            en: 'A roller study is started in here. What will the films show?',
            de: 'Hier wird eine Rotorstudie gestartet. Was zeigen die Aufnahmen?',
          },
          predict: {
            choices: [
              { en: 'A turn of 120 deg', de: 'Eine Drehung um 120 Grad' },
              { en: 'No turn', de: 'Keine Drehung' },
            ],
            right: 1,
          },
        },
        {
          id: 'logged',
          at: { event: 'pump.log', where: { entry: 'motor stall' } },
          speed: 3,
          says: {
            en: 'The study commands steps so fast that the pump notices the stall within seconds. It logs the stall and sounds.',
            de: 'Die Studie gibt Schritte so schnell vor, dass die Pumpe den Stillstand in Sekunden bemerkt. Sie protokolliert ihn und alarmiert.',
          },
        },
        {
          id: 'film 2',
          at: { event: 'true.film', where: { number: 2 } },
          speed: 300,
          says: {
            en: 'Both films look alike: the study fails. A magnet and a broken pump look the same.',
            de: 'Beide Aufnahmen sind gleich: nicht bestanden. Ein Magnet und eine defekte Pumpe sehen darauf gleich aus.',
          },
        },
        {
          id: 'out',
          isTruth: true,
          at: { event: 'in.field', where: { fieldMt: 0 } },
          speed: 100,
          says: {
            en: 'Outside, the rotor turns again by itself. The log does not show it yet.',
            de: 'Draußen dreht der Rotor von selbst weiter. Das Protokoll zeigt es noch nicht.',
          },
        },
        {
          id: 'recovered',
          at: { event: 'pump.log', where: { entry: 'motor stall recovery' } },
          speed: 100,
          says: {
            en: 'Some 17 minutes later the pump logs the recovery. Repeat a failed study away from any magnet.',
            de: 'Gut 17 Minuten später protokolliert die Pumpe den Wiederanlauf. Wiederholen Sie eine nicht bestandene Studie fern von jedem Magneten.',
          },
        },
      ],
    },
  ],
};
