import type { Lesson } from './lesson.ts';

/** Gears that stay bound after a scan delay the restart by hours. */
export const boundGears: Lesson = {
  id: 'bound-gears',
  title: { en: 'Bound gears and a delayed restart', de: 'Verklemmtes Getriebe, später Wiederanlauf' },
  parts: [
    {
      source: { kind: 'shipped', name: 'mri-bound-gears' },
      tools: ['study', 'alarms'],
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
          speed: 200,
          says: { en: 'The scan holds the rotor.', de: 'Das MRT hält den Rotor.' },
        },
        {
          id: 'out',
          isTruth: true,
          at: { event: 'true.rotor', where: { state: 'bound' } },
          speed: 600,
          says: {
            en: 'The scan is over. In this pump the gears stay bound: when will it deliver again?',
            de: 'Das MRT ist vorbei. In dieser Pumpe bleibt das Getriebe verklemmt: Wann fördert sie wieder?',
          },
          predict: {
            choices: [
              { en: 'At once', de: 'Sofort' },
              { en: 'Hours later', de: 'Stunden später' },
              { en: 'Never', de: 'Nie' },
            ],
            right: 1,
          },
        },
        {
          id: 'early',
          at: { event: 'bench.study', where: { name: 'early study' } },
          speed: 1000,
          says: {
            en: 'A study an hour after the scan fails, far from any magnet. The pump seems broken.',
            de: 'Eine Studie eine Stunde später wird nicht bestanden, obwohl kein Magnet nahe ist. Die Pumpe scheint defekt.',
          },
        },
        {
          id: 'free',
          isTruth: true,
          at: { event: 'true.rotor', where: { state: 'turning' } },
          speed: 200,
          says: {
            en: 'Six hours after the scan the gears come free, and the rotor turns.',
            de: 'Sechs Stunden nach dem MRT löst sich das Getriebe, und der Rotor dreht.',
          },
        },
        {
          id: 'recovered',
          at: { event: 'pump.log', where: { entry: 'motor stall recovery' } },
          speed: 1000,
          says: { en: 'The recovery is logged later still.', de: 'Der Wiederanlauf wird noch später protokolliert.' },
        },
        {
          id: 'late',
          at: { event: 'bench.study', where: { name: 'late study' } },
          says: {
            en: 'The late study passes. A delayed restart looks like a broken pump until it is over.',
            de: 'Die späte Studie wird bestanden. Bis zum Wiederanlauf sieht die Verzögerung wie ein Defekt aus.',
          },
        },
      ],
    },
  ],
};
