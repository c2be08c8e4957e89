import type { Lesson } from './lesson.ts';

/** Stall and recovery are logged late, and the recovery may need a second interrogation. */
export const secondInterrogation: Lesson = {
  id: 'late-log',
  title: { en: 'MRI, late log, second interrogation', de: 'MRT, spätes Protokoll, zweite Abfrage' },
  parts: [
    {
      source: { kind: 'shipped', name: 'second-interrogation' },
      tools: ['alarms'],
      cues: [
        {
          id: 'start',
          at: 'start',
          speed: 600,
          says: { en: 'An hour before a scan.', de: 'Eine Stunde vor einem MRT.' },
        },
        {
          id: 'scan',
          isTruth: true,
          at: { event: 'in.field' },
          speed: 100,
          says: {
            en: 'The scan begins, and the rotor stands. The pump counts on.',
            de: 'Das MRT beginnt, und der Rotor steht. Die Pumpe zählt weiter.',
          },
        },
        {
          id: 'logged',
          at: { event: 'pump.log', where: { entry: 'motor stall' } },
          speed: 100,
          says: {
            en: '17 minutes later the pump logs a stall and sounds.',
            de: '17 Minuten später protokolliert die Pumpe einen Stillstand und alarmiert.',
          },
        },
        {
          id: 'out',
          isTruth: true,
          at: { event: 'in.field', where: { fieldMt: 0 } },
          speed: 200,
          says: {
            en: 'The scan is over and the rotor turns. The log still ends with the stall.',
            de: 'Das MRT ist vorbei, der Rotor dreht. Der letzte Eintrag im Protokoll ist noch der Stillstand.',
          },
        },
        {
          id: 'cleared',
          at: { event: 'pump.alarm', where: { phase: 'cleared' } },
          speed: 600,
          says: {
            en: 'The alarm has ended. A clinician will read the pump next: does the log show the recovery?',
            de: 'Der Alarm ist zu Ende. Nun wird die Pumpe abgefragt: Zeigt das Protokoll den Wiederanlauf?',
          },
          predict: {
            choices: [
              { en: 'Yes', de: 'Ja' },
              { en: 'Not at first', de: 'Zuerst nicht' },
            ],
            right: 1,
          },
        },
        {
          id: 'first',
          isTruth: true,
          at: { event: 'pump.interrogation', where: { number: 1 } },
          speed: 300,
          says: {
            en: 'First interrogation: a stall without a recovery, although the rotor has turned for an hour and a half.',
            de: 'Erste Abfrage: ein Stillstand ohne Wiederanlauf, obwohl der Rotor seit eineinhalb Stunden dreht.',
          },
        },
        {
          id: 'second',
          at: { event: 'pump.interrogation', where: { number: 2 } },
          says: {
            en: 'Second interrogation: now both are there. Read a pump twice before you call it broken.',
            de: 'Zweite Abfrage: Nun steht beides da. Fragen Sie zweimal ab, bevor Sie eine Pumpe für defekt halten.',
          },
        },
      ],
    },
  ],
};
