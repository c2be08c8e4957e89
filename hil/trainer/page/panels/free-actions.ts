import type { Words } from '../texts/language.ts';

/** A number of an action, with its unit in the label. */
export interface ActionNumber {
  readonly label: Words;
  readonly first: number;
}

/** Action of free play. `text` is its entry as a scenario writes it, with `#` in place of each number. */
export interface FreeAction {
  readonly title: Words;
  readonly text: string;
  readonly numbers: readonly ActionNumber[];
}

/** Direction that holds the rotor of a shipped pump best. */
const angle: ActionNumber = { label: { en: 'Direction, deg', de: 'Richtung, Grad' }, first: 40 };
const rate: ActionNumber = { label: { en: 'Rate, mL/day', de: 'Rate, mL/Tag' }, first: 0.5 };

function fixed(en: string, de: string, text: string): FreeAction {
  return { title: { en, de }, text, numbers: [] };
}

/** Actions that a trainer needs most. */
export const freeActions: readonly FreeAction[] = [
  {
    title: { en: 'Field of a scanner', de: 'Feld eines MRT' },
    text: 'field: # T, azimuth: # deg',
    numbers: [{ label: { en: 'Strength, T', de: 'Stärke, T' }, first: 1.5 }, angle],
  },
  {
    title: { en: 'Hand magnet', de: 'Handmagnet' },
    text: 'field: hand magnet, distance: # mm, azimuth: # deg',
    numbers: [{ label: { en: 'From the skin, mm', de: 'Von der Haut, mm' }, first: 0 }, angle],
  },
  fixed('Field off', 'Kein Feld', 'field: off'),
  fixed('Stop the pump', 'Pumpe stoppen', 'stop: pump'),
  {
    title: { en: 'Start the pump with a rate', de: 'Pumpe mit einer Rate starten' },
    text: 'program: { mode: simple continuous, rate: # mL/day }',
    numbers: [rate],
  },
  {
    title: { en: 'Bolus', de: 'Bolus' },
    text: 'bolus: # uL, over: # min',
    numbers: [
      { label: { en: 'Volume, uL', de: 'Volumen, uL' }, first: 50 },
      { label: { en: 'Over, min', de: 'Dauer, min' }, first: 10 },
    ],
  },
  {
    title: { en: 'Refill', de: 'Nachfüllen' },
    text: 'refill: # mL',
    numbers: [{ label: { en: 'Volume, mL', de: 'Volumen, mL' }, first: 18 }],
  },
  fixed('Block the catheter', 'Katheter verstopfen', 'catheter: occlude'),
  {
    title: { en: 'Kink the catheter', de: 'Katheter knicken' },
    text: 'catheter: kink # %',
    numbers: [{ label: { en: 'Closed, %', de: 'Verschlossen, %' }, first: 90 }],
  },
  fixed('Repair the catheter', 'Katheter reparieren', 'catheter: repair'),
  fixed('Interrogate twice', 'Zweimal abfragen', 'interrogate: twice'),
];

/** Writes an action with its numbers as a scenario does. */
export function freeActionText({ text }: FreeAction, numbers: readonly string[]): string {
  let index = -1;
  return text.replace(/#/g, () => {
    index += 1;
    return numbers[index] ?? '';
  });
}
