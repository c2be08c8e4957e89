import type { Language } from './language.ts';

interface FreePlayTexts {
  readonly drug: string;
  readonly noDrug: string;
  /** Names of drugs that differ from those of a scenario. */
  readonly drugs: Readonly<Record<string, string>>;
  /** Introduces what the language of scenarios says of a choice. */
  readonly problem: string;
  readonly concentration: string;
  readonly catheter: string;
  readonly catheters: Readonly<Record<'none' | 'open' | 'occluded' | 'kinked', string>>;
  readonly kink: string;
  readonly field: string;
  readonly fields: Readonly<Record<'none' | 'magnet' | 'scanner', string>>;
  readonly strength: string;
  readonly distance: string;
  readonly range: (from: number, to: number) => string;
  readonly atMost: (most: number) => string;
  readonly atTip: string;
}

/** Texts of the choices of free play. */
export const freePlayTexts: Readonly<Record<Language, FreePlayTexts>> = {
  en: {
    drug: 'Drug',
    noDrug: 'none',
    drugs: {},
    problem: 'This cannot run:',
    concentration: 'Concentration, mg/mL',
    catheter: 'Catheter',
    catheters: { none: 'not modelled', open: 'open', occluded: 'blocked', kinked: 'kinked' },
    kink: 'Closed, %',
    field: 'Field',
    fields: { none: 'none', magnet: 'hand magnet', scanner: 'scanner' },
    strength: 'Strength, T',
    distance: 'From the skin, mm',
    range: (from, to) => `${from} to ${to}`,
    atMost: (most) => `at most ${most}`,
    atTip: 'Drug out of the tip',
  },
  de: {
    drug: 'Wirkstoff',
    noDrug: 'keiner',
    drugs: { morphine: 'Morphin', hydromorphone: 'Hydromorphon', baclofen: 'Baclofen', ziconotide: 'Ziconotid' },
    problem: 'So läuft das nicht. Die Prüfung meldet auf Englisch:',
    concentration: 'Konzentration, mg/mL',
    catheter: 'Katheter',
    catheters: { none: 'nicht modelliert', open: 'offen', occluded: 'verstopft', kinked: 'geknickt' },
    kink: 'Verschlossen, %',
    field: 'Feld',
    fields: { none: 'keines', magnet: 'Handmagnet', scanner: 'MRT' },
    strength: 'Stärke, T',
    distance: 'Von der Haut, mm',
    range: (from, to) => `${from} bis ${to}`.replaceAll('.', ','),
    atMost: (most) => `höchstens ${most}`.replaceAll('.', ','),
    atTip: 'Wirkstoff aus der Spitze',
  },
};
