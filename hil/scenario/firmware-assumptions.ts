import { stallLawNames } from './entry/stall-law-names.ts';

/** Facts about the inside of the model's firmware. A firmware under test has its own. */
const OF_MODEL: readonly string[] = [
  'detection law',
  'recovery law',
  'confirmed step',
  'stall log',
  'event log',
  'empty alarm',
  'low battery class',
  'low battery reset',
  'tones',
  'safe state',
  ...stallLawNames,
];

/** Sentence in place of the assumptions about the model's firmware. */
const OWN_LAWS = 'detection, recovery, alarms and log are those of the firmware under test';
const TONE_CLASS = 'the class of a tone = that of the alarm causes which the firmware states';

/** Returns the assumptions of a run with a firmware under test: those of the plant, and those of the bench about the firmware. */
export function assumedWithFirmware(assumed: readonly string[]): readonly string[] {
  const isOfModel = (text: string): boolean => OF_MODEL.some((name) => text.startsWith(`${name} = `));
  return [...assumed.filter((text) => !isOfModel(text)), OWN_LAWS, TONE_CLASS];
}
