import { KPA_WRITTEN_MIN } from './plant/catheter.ts';
import { type CatheterShape, complianceOf } from './plant/catheter-shape.ts';
import type { SignalDeclaration } from './trace/signal.ts';

/** The curve between two of the points at which its lines are drawn anew, as a share of all that pressure holds back. */
const CHORD_SHARE = 0.01;

export interface CatheterSignalsFacts {
  /** How far what has left the pump lies from its mean course at most. */
  readonly pulseMl: number;
  readonly shape: CatheterShape;
  /** No pressure is higher. */
  readonly kpaMax: number;
  /** Somebody says what it carries. */
  readonly hasDrug: boolean;
}

/** What a catheter writes into a trace. The mean course of the pump goes in, so its pulse is an error of each volume. */
export function catheterSignals(facts: CatheterSignalsFacts): readonly SignalDeclaration[] {
  const { pulseMl, shape, kpaMax, hasDrug } = facts;
  const mlPerKpa = complianceOf(shape);
  const volumeErrorMl = pulseMl + CHORD_SHARE * mlPerKpa * kpaMax;
  const volume = (name: SignalDeclaration['name'], doc: string): SignalDeclaration => {
    return { name, kind: 'line', unit: 'mL', errorMax: volumeErrorMl, doc };
  };
  const mass = (name: SignalDeclaration['name'], doc: string): SignalDeclaration => {
    return { name, kind: 'line', unit: 'ug', perMl: 'true.tipUgPerMl', doc };
  };
  const ofDrug: readonly SignalDeclaration[] = [
    { name: 'true.front', kind: 'event', unit: 'ug/mL', doc: 'The middle of another concentration came to the tip.' },
    {
      name: 'true.tipUgPerMl',
      kind: 'line',
      unit: 'ug/mL',
      perMl: 0,
      doc: 'Concentration at the tip; a front is a straight ramp of the mass and variance of the bell.',
    },
    mass('true.tipUg', 'Drug that came out of the tip at the target; as exact as its volume.'),
    mass('true.strayUg', 'Drug that came out of a tip that lies elsewhere.'),
    mass('true.leakedUg', 'Drug that ran into the pocket.'),
  ];
  return [
    { name: 'in.catheter', kind: 'event', unit: '', doc: 'Something befell the catheter, or was set right.' },
    { name: 'in.position', kind: 'event', unit: '', doc: 'The patient lay down or stood up.' },
    { name: 'true.catheter', kind: 'event', unit: '', doc: 'The way through the catheter became another one.' },
    { name: 'true.aspiration', kind: 'event', unit: 'mL', doc: 'Somebody drew at the catheter access port.' },
    {
      name: 'true.catheterKpa',
      kind: 'curve',
      unit: 'kPa',
      errorMax: pulseMl / mlPerKpa + KPA_WRITTEN_MIN,
      perMl: 1 / mlPerKpa,
      doc: 'Pressure at the outlet of the pump, from the mean course of what leaves it.',
    },
    volume('true.tipMl', 'Volume out of the tip at the target: the dose that arrives.'),
    volume('true.strayMl', 'Volume out of a tip that lies where the drug does no good.'),
    volume('true.leakedMl', 'Volume into the pocket, by a leak or a disconnection.'),
    ...(hasDrug ? ofDrug : []),
  ];
}
