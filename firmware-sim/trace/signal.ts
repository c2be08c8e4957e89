/** Every signal of a trace is declared once; a record of an undeclared signal is our own bug. */
export interface SignalDeclaration {
  readonly name: `${Namespace}.${string}`;
  /** `step` holds its value, `line` runs on with its slope, `curve` does so or nears a value, `event` is a moment. */
  readonly kind: 'step' | 'line' | 'curve' | 'event';
  readonly unit: string;
  /** Largest distance between the recorded line and the truth, in the signal's unit. */
  readonly errorMax?: number;
  /** The truth moves in steps of this and the line is their mean: whoever reads it can have the steps back. */
  readonly quantum?: number;
  /** The truth never falls below this, although a mean line may cross it before its next record: readers stop there. */
  readonly min?: number;
  /** How far a mL more or less through the pump moves it at most, or the signal whose largest value that is; absent: 1 for a volume, 0 for anything else. */
  readonly perMl?: number | string;
  readonly doc: string;
}

export type Namespace = 'in' | 'true' | 'pump' | 'rig' | 'wire' | 'bench';

/** What any rig in virtual time must agree on, byte by byte. */
export const fingerprinted: readonly Namespace[] = ['in', 'true', 'pump'];

export function namespaceOf(name: string): Namespace {
  return name.slice(0, name.indexOf('.')) as Namespace;
}
