/** Choices of free play. Numbers are as the user typed them: the language checks them, like a scenario written by hand. */
export interface FreeChoice {
  readonly product: string;
  readonly rateMlPerDay: string;
  readonly reservoirMl: string;
  /** Name of the drug; empty for a liquid without one. */
  readonly drug: string;
  readonly concentrationMgPerMl: string;
  readonly catheter: CatheterState;
  readonly kinkPercent: string;
  readonly field: FieldSource;
  readonly scannerT: string;
  readonly magnetMm: string;
}

/** State of the catheter at the beginning; `none` for a pump whose catheter is not modelled. */
export type CatheterState = 'none' | 'open' | 'occluded' | 'kinked';
export const catheterStates: readonly CatheterState[] = ['none', 'open', 'occluded', 'kinked'];

/** What brings a field at the beginning. */
export type FieldSource = 'none' | 'magnet' | 'scanner';
export const fieldSources: readonly FieldSource[] = ['none', 'magnet', 'scanner'];

/** Drugs to choose from. A name only marks the drug: its concentration decides. */
export const drugNames: readonly string[] = ['morphine', 'hydromorphone', 'baclofen', 'ziconotide'];

/** Choice with which free play begins. */
export const firstChoice: FreeChoice = {
  product: 'synchromed-ii',
  rateMlPerDay: '24',
  reservoirMl: '18',
  drug: '',
  concentrationMgPerMl: '10',
  catheter: 'open',
  kinkPercent: '90',
  field: 'none',
  scannerT: '1.5',
  magnetMm: '0',
};

/** Returns a value as a choice; undefined if it is none. The language checks the numbers. */
export function freeChoiceIn(value: unknown): FreeChoice | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const areTexts = Object.keys(firstChoice).every((key) => typeof given[key] === 'string');
  const [catheter, field] = [catheterStates, fieldSources].map((all) => all as readonly unknown[]);
  if (!areTexts || !catheter?.includes(given.catheter) || !field?.includes(given.field)) return undefined;
  return given as unknown as FreeChoice;
}

/** Field of the form that a line of the scenario comes from. */
export type ChoiceKey = 'product' | 'rate' | 'reservoir' | 'drug' | 'catheter' | 'field';

interface Line {
  readonly text: string;
  readonly key?: ChoiceKey;
}

/** Direction that holds the rotor of a shipped pump best. */
const AZIMUTH = 'azimuth: 40 deg';

/** Returns the lines of the scenario that a choice makes. Each choice has a line of its own, so that a problem names it. */
function linesOf(choice: FreeChoice): readonly Line[] {
  const { product, rateMlPerDay, reservoirMl, drug, concentrationMgPerMl, catheter } = choice;
  const entries: readonly Line[] = [...catheterEntry(choice), ...fieldEntry(choice)];
  return [
    { text: 'scenario: free-play' },
    { text: 'says: Free play with the trainer.' },
    { text: 'pump:' },
    { text: `  product: ${product}`, key: 'product' },
    { text: '  mode: simple continuous', key: 'product' },
    { text: `  rate: ${rateMlPerDay} mL/day`, key: 'rate' },
    { text: `  reservoir: ${reservoirMl} mL`, key: 'reservoir' },
    ...(drug === '' ? [] : [{ text: `  drug: ${drug} ${concentrationMgPerMl} mg/mL`, key: 'drug' } as const]),
    ...(catheter === 'none' ? [] : [{ text: '  catheter: {}', key: 'catheter' } as const]),
    { text: entries.length === 0 ? 'timeline: []' : 'timeline:' },
    ...entries,
    { text: 'ends at: 5 min' },
  ];
}

function catheterEntry({ catheter, kinkPercent }: FreeChoice): readonly Line[] {
  if (catheter === 'none' || catheter === 'open') return [];
  const state = catheter === 'occluded' ? 'occlude' : `kink ${kinkPercent} %`;
  return [{ text: `  - { at: 0 s, catheter: ${state} }`, key: 'catheter' }];
}

function fieldEntry({ field, scannerT, magnetMm }: FreeChoice): readonly Line[] {
  if (field === 'none') return [];
  const source = field === 'scanner' ? `${scannerT} T` : `hand magnet, distance: ${magnetMm} mm`;
  return [{ text: `  - { at: 0 s, field: ${source}, ${AZIMUTH} }`, key: 'field' }];
}

/** Returns the scenario of a choice. */
export function freeText(choice: FreeChoice): string {
  return `${linesOf(choice)
    .map(({ text }) => text)
    .join('\n')}\n`;
}

/** Returns the choice that a line of its scenario comes from; lines count from 1. */
export function keyOfLine(choice: FreeChoice, line: number): ChoiceKey | undefined {
  return linesOf(choice)[line - 1]?.key;
}
