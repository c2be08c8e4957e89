import { chordErrorMl } from '../build/catheter-build.ts';
import { drugSignals, frontSignals, volumeSignals } from '../plant/catheter/catheter-books.ts';
import type { CatheterPath } from '../plant/catheter/catheter-path.ts';
import { type CatheterShape, complianceOf } from '../plant/catheter/catheter-shape.ts';
import { pressureSignals } from '../plant/catheter/pressure-record.ts';
import { type Declarations, declarationsFor, type SignalDeclaration, type Sizes } from '../trace/signal.ts';
import { needleSignals } from './catheter-access.ts';
import { examinationSignals } from './examination.ts';

/** Events of catheter faults. */
const catheterFaultSignals = {
  'in.catheter': { kind: 'event', unit: '', doc: 'A catheter fault began, was repaired, or a needle was used.' },
  'in.position': { kind: 'event', unit: '', doc: 'The patient lay down or stood up.' },
  'true.catheter': {
    kind: 'event',
    unit: '',
    texts: [
      'open',
      'kinked',
      'narrowed',
      'leaking',
      'occluded',
      'disconnected',
    ] satisfies readonly CatheterPath['kind'][],
    doc: 'The way through the catheter changed.',
  },
} as const satisfies Declarations;

export interface CatheterSignalsFacts {
  /** Largest distance of the pump's delivery from its mean course. */
  readonly pulseMl: number;
  readonly shape: CatheterShape;
  /** Highest possible pressure. */
  readonly kpaMax: number;
  /** Names of the drugs. Signals of the first one have no drug name. */
  readonly drugs: readonly string[];
}

const everyCatheter: Declarations = {
  ...catheterFaultSignals,
  ...needleSignals,
  ...examinationSignals,
  ...pressureSignals,
  ...volumeSignals,
};

/** All signals of a catheter. Signals of drugs have the names of the first drug. */
export const catheterDeclarations: Declarations = { ...everyCatheter, ...frontSignals, ...drugSignals };

/**
 * Returns the signals of a catheter. Its volumes follow the pulse of the pump, and its pressure the mean course. The
 * pulse therefore is an error of each volume until a reader computes it.
 */
export function catheterSignals(facts: CatheterSignalsFacts): readonly SignalDeclaration[] {
  const { pulseMl, shape, kpaMax, drugs } = facts;
  const mlPerKpa = complianceOf(shape);
  const sizes: Sizes = {
    'catheter volume': pulseMl + chordErrorMl(shape, kpaMax),
    'catheter chord': chordErrorMl(shape, kpaMax),
    'pressure of 1 mL': 1 / mlPerKpa,
  };
  return [
    ...declarationsFor(everyCatheter, sizes),
    ...(drugs.length === 0 ? [] : declarationsFor(frontSignals)),
    ...drugs.flatMap((name, index) => ofDrug(index === 0 ? '' : `.${name}`)),
  ];
}

/** Returns the signals of one drug. `behind` is its name; empty for the first drug. */
function ofDrug(behind: '' | `.${string}`): readonly SignalDeclaration[] {
  return declarationsFor(drugSignals).map((signal) => {
    const perMl = typeof signal.perMl === 'string' ? { perMl: `${signal.perMl}${behind}` } : {};
    return { ...signal, name: `${signal.name}${behind}` as SignalDeclaration['name'], ...perMl };
  });
}
