/** Declaration of a signal. Every signal is declared once; a record of an undeclared signal is a programming error. */
export interface SignalDeclaration {
  readonly name: `${Namespace}.${string}`;
  /** `step` holds its value, `line` continues with its slope, `curve` is a line or approaches a value, `event` is a moment. */
  readonly kind: 'step' | 'line' | 'curve' | 'event';
  readonly unit: string;
  /** Largest distance between the recorded line and the truth, in the signal's unit. */
  readonly errorMax?: number;
  /** Size of the steps in which the truth moves. The line is their mean, and a reader can compute the steps from both. */
  readonly quantum?: number;
  /** Lower bound of the truth. A mean line may cross it before its next record, so readers clamp there. */
  readonly min?: number;
  /** Largest change of the signal per mL through the pump, or the signal whose largest value that is. Default: 1 for a volume, 0 for anything else. */
  readonly perMl?: number | string;
  readonly doc: string;
}

export type Namespace = 'in' | 'true' | 'pump' | 'rig' | 'wire' | 'bench';

/** Namespaces that are equal byte by byte on all rigs in virtual time. */
export const fingerprinted: readonly Namespace[] = ['in', 'true', 'pump'];

export function namespaceOf(name: string): Namespace {
  return name.slice(0, name.indexOf('.')) as Namespace;
}
