import type { Role } from '../lane-view.ts';

/** Colours as attributes, for a lane without the style sheet. The style sheet overrides them by class. */
export const roleColours: Readonly<Record<Role, string>> = {
  truth: '#6a4c93',
  belief: '#0b7a75',
  command: '#0b7a75',
  rig: '#7a5b00',
  input: '#1d2528',
};

/** Dashes of each role, so that lines keep apart in grey. */
export const roleDashes: Readonly<Record<Role, string>> = {
  truth: '',
  belief: '6 4',
  command: '2 3',
  rig: '1 2',
  input: '',
};

/** Attributes of text on a lane. */
export const INK = { fill: '#1d2528', 'font-size': 11 } as const;
