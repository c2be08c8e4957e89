import { type CatheterShape, complianceOf } from '../plant/catheter/catheter-shape.ts';
import { KPA_WRITTEN_MIN } from '../plant/catheter/pressure-record.ts';
import type { SignalDeclaration } from '../trace/signal.ts';

/** The curve between two of the points at which its lines are drawn anew, as a share of all that pressure holds back. */
const CHORD_SHARE = 0.01;

/** Largest distance of a volume from its chord while the pressure nears its end. */
export function chordErrorMl(shape: CatheterShape, kpaMax: number): number {
  return CHORD_SHARE * complianceOf(shape) * kpaMax;
}

export interface CatheterSignalsFacts {
  /** How far what has left the pump lies from its mean course at most. */
  readonly pulseMl: number;
  readonly shape: CatheterShape;
  /** No pressure is higher. */
  readonly kpaMax: number;
  /** What it carries; the signals of the first have no name behind them. */
  readonly drugs: readonly string[];
}

/** What a catheter writes into a trace. The mean course of the pump goes in, so its pulse is an error of each volume. */
export function catheterSignals(facts: CatheterSignalsFacts): readonly SignalDeclaration[] {
  const { pulseMl, shape, kpaMax, drugs } = facts;
  const mlPerKpa = complianceOf(shape);
  const volumeErrorMl = pulseMl + chordErrorMl(shape, kpaMax);
  const volume = (name: SignalDeclaration['name'], doc: string): SignalDeclaration => {
    return { name, kind: 'line', unit: 'mL', errorMax: volumeErrorMl, doc };
  };
  return [
    { name: 'in.catheter', kind: 'event', unit: '', doc: 'Something befell the catheter, or was set right.' },
    { name: 'in.position', kind: 'event', unit: '', doc: 'The patient lay down or stood up.' },
    { name: 'true.catheter', kind: 'event', unit: '', doc: 'The way through the catheter became another one.' },
    { name: 'true.aspiration', kind: 'event', unit: 'mL', doc: 'A needle drew at the catheter access port.' },
    { name: 'in.examination', kind: 'event', unit: '', doc: 'Pictures of the catheter were asked for.' },
    {
      name: 'true.examination',
      kind: 'event',
      unit: 'mL',
      doc: 'Where contrast or a tracer was, and how it was read.',
    },
    { name: 'true.injection', kind: 'event', unit: 'mL', doc: 'A needle pushed fluid into the catheter access port.' },
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
    volume('true.csfInMl', 'Cerebrospinal fluid that a needle drew in at the tip; written from the first needle on.'),
    volume('true.pocketInMl', 'Pocket fluid that a needle drew in; written from the first needle on.'),
    ...(drugs.length === 0 ? [] : [frontSignal]),
    ...drugs.flatMap((name, index) => drugSignals(index === 0 ? '' : `.${name}`)),
  ];
}

const frontSignal: SignalDeclaration = {
  name: 'true.front',
  kind: 'event',
  unit: 'ug/mL',
  doc: 'The middle of another concentration came to the tip.',
};

/** What one drug writes; `behind`: its name, where another drug came first. */
function drugSignals(behind: '' | `.${string}`): readonly SignalDeclaration[] {
  const perMl: SignalDeclaration['name'] = `true.tipUgPerMl${behind}`;
  const mass = (name: SignalDeclaration['name'], doc: string): SignalDeclaration => {
    return { name: `${name}${behind}` as SignalDeclaration['name'], kind: 'line', unit: 'ug', perMl, doc };
  };
  return [
    {
      name: perMl,
      kind: 'line',
      unit: 'ug/mL',
      perMl: 0,
      doc: 'Concentration at the tip; a front is a straight ramp of the mass and variance of the bell.',
    },
    mass('true.tipUg', 'Drug that came out of the tip at the target; as exact as its volume.'),
    mass('true.strayUg', 'Drug that came out of a tip that lies elsewhere.'),
    mass('true.leakedUg', 'Drug that ran into the pocket.'),
  ];
}
