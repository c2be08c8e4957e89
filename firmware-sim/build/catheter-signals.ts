import { type CatheterShape, complianceOf } from '../plant/catheter/catheter-shape.ts';
import { KPA_WRITTEN_MIN } from '../plant/catheter/pressure-record.ts';
import type { SignalDeclaration } from '../trace/signal.ts';

/** Distance of the curve from its chord between two points, as a share of all that pressure holds back. */
const CHORD_SHARE = 0.01;

/** Largest distance of a volume from its chord while the pressure approaches its end. */
export function chordErrorMl(shape: CatheterShape, kpaMax: number): number {
  return CHORD_SHARE * complianceOf(shape) * kpaMax;
}

export interface CatheterSignalsFacts {
  /** Largest distance of the pump's delivery from its mean course. */
  readonly pulseMl: number;
  readonly shape: CatheterShape;
  /** Highest possible pressure. */
  readonly kpaMax: number;
  /** Names of the drugs; signals of the first one carry no drug name. */
  readonly drugs: readonly string[];
}

/** Returns the signals of a catheter. It follows the mean course of the pump, so the pump's pulse is an error of each volume. */
export function catheterSignals(facts: CatheterSignalsFacts): readonly SignalDeclaration[] {
  const { pulseMl, shape, kpaMax, drugs } = facts;
  const mlPerKpa = complianceOf(shape);
  const volumeErrorMl = pulseMl + chordErrorMl(shape, kpaMax);
  const volume = (name: SignalDeclaration['name'], doc: string): SignalDeclaration => {
    return { name, kind: 'line', unit: 'mL', errorMax: volumeErrorMl, doc };
  };
  return [
    {
      name: 'in.catheter',
      kind: 'event',
      unit: '',
      doc: 'A catheter fault began, was repaired, or a needle was used.',
    },
    { name: 'in.position', kind: 'event', unit: '', doc: 'The patient lay down or stood up.' },
    { name: 'true.catheter', kind: 'event', unit: '', doc: 'The way through the catheter changed.' },
    { name: 'true.aspiration', kind: 'event', unit: 'mL', doc: 'A needle drew at the catheter access port.' },
    { name: 'in.examination', kind: 'event', unit: '', doc: 'Pictures of the catheter were requested.' },
    {
      name: 'true.examination',
      kind: 'event',
      unit: 'mL',
      doc: 'Place of contrast or a tracer, and its reading.',
    },
    { name: 'true.injection', kind: 'event', unit: 'mL', doc: 'A needle pushed fluid into the catheter access port.' },
    {
      name: 'true.catheterKpa',
      kind: 'curve',
      unit: 'kPa',
      errorMax: pulseMl / mlPerKpa + KPA_WRITTEN_MIN,
      perMl: 1 / mlPerKpa,
      doc: 'Pressure at the outlet of the pump, from the mean course of the delivery.',
    },
    volume('true.tipMl', 'Volume out of the tip at the target: the dose that arrives.'),
    volume('true.strayMl', 'Volume out of a tip that lies away from the target.'),
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
  doc: 'The middle of a change of concentration reached the tip.',
};

/** Returns the signals of one drug; `behind`: its name, empty for the first drug. */
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
      doc: 'Concentration at the tip; a front is a straight ramp with the mass and variance of the theoretical bell.',
    },
    mass('true.tipUg', 'Drug out of the tip at the target; as exact as its volume.'),
    mass('true.strayUg', 'Drug out of a tip that lies away from the target.'),
    mass('true.leakedUg', 'Drug into the pocket.'),
  ];
}
