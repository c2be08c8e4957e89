import { drugSignals as declaredOfDrugs } from '../../../firmware-sim/plant/catheter/catheter-books.ts';
import { allSignals } from '../../../firmware-sim/pump-signals.ts';
import type { QuantityUnit } from '../../../firmware-sim/trace/signal.ts';
import type { Dimension } from '../../yaml/units.ts';

/** A recorded quantity that an expectation may name. `unit` is the unit of the trace. */
export interface SignalName {
  readonly dimension: Extract<
    Dimension,
    'angle' | 'volume' | 'rate' | 'share' | 'pressure' | 'mass' | 'concentration' | 'charge' | 'clock error'
  >;
  readonly unit: string;
}

const dimensions: Readonly<Record<QuantityUnit, SignalName['dimension']>> = {
  deg: 'angle',
  mL: 'volume',
  'mL/day': 'rate',
  '': 'share',
  mAh: 'charge',
  min: 'clock error',
  kPa: 'pressure',
  ug: 'mass',
  'ug/mL': 'concentration',
};

/** Quantities that an expectation may name: all that a pump or its catheter declares. */
export const signals: Readonly<Record<string, SignalName>> = Object.fromEntries(
  Object.entries(allSignals).flatMap(([name, declared]) =>
    declared.kind === 'event' ? [] : [[name, { dimension: dimensions[declared.unit], unit: declared.unit }]],
  ),
);

/**
 * Signals that exist for each drug of a pump. The first drug has these names. For another drug its name follows:
 * `true.tipUg.clonidine`.
 */
export const drugSignals: readonly string[] = Object.keys(declaredOfDrugs);

/**
 * Events that a pattern may name, each with the texts that may follow it. An event without texts has no text after it.
 */
export const events: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(allSignals).flatMap(([name, declared]) =>
    declared.kind === 'event' && declared.texts !== undefined ? [[name, declared.texts]] : [],
  ),
);
