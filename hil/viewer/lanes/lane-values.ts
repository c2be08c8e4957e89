import type { LaneView } from '../lane-view.ts';
import { signalValueAt } from '../piece-value.ts';
import type { Texts } from '../texts/texts.ts';
import { shortNumber } from './ticks.ts';

/** A signal or a state with its value at the cursor. */
export interface LaneValue {
  readonly name: string;
  readonly label: string;
  readonly text: string;
}

/** Returns what a lane shows at a time: each signal with its unit, then each state. */
export function laneValuesAt({ signals, states }: LaneView, atUs: number, texts: Texts): readonly LaneValue[] {
  const { noValue } = texts.lanes;
  return [
    ...signals.map((signal) => {
      const value = signalValueAt(signal, atUs);
      const isKnown = value !== undefined && Number.isFinite(value);
      const text = isKnown ? `${shortNumber(value)} ${signal.unit}`.trim() : noValue;
      return { name: signal.name, label: signal.label, text };
    }),
    ...states.map(({ name, label, spans, resting }) => {
      const span = spans.findLast(({ fromUs, toUs }) => fromUs <= atUs && atUs <= toUs);
      return { name, label, text: span?.text ?? resting ?? noValue };
    }),
  ];
}
