import type { JSX } from 'preact';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import { PumpParts } from '../../../viewer/pump-picture.tsx';
import { pumpViewOf } from '../../../viewer/pump-view.ts';
import type { ValvesState } from '../../../viewer/texts/texts.ts';
import type { Moment } from '../play/moment.ts';

/** Scale from the components' picture to the scene's. */
const SCALE = 2.3;
/** Drug that moves by one mark of a throttle's capillary. */
const THROTTLE_UL = 4;

interface OtherPumpProps {
  readonly moment: Moment;
  readonly product: Product;
  readonly isSeeThrough: boolean;
}

/** A pump with valves or a throttle round the origin. Its drug moves as it is delivered. */
export function OtherPump({ moment, product, isSeeThrough }: OtherPumpProps): JSX.Element {
  const { drive } = product;
  const cycleUl = drive.kind === 'valves' ? drive.quantities.meteringUl.value : THROTTLE_UL;
  return (
    <g class={`other-pump pump pump-${isSeeThrough ? 'truth' : 'drawing'}`} transform={`scale(${SCALE})`}>
      <PumpParts
        pump={pumpViewOf(product)}
        look={isSeeThrough ? 'truth' : 'drawing'}
        label={product.title}
        valves={moment.valves as ValvesState}
        cycles={isSeeThrough ? moment.deliveredUl / cycleUl : 0}
      />
    </g>
  );
}
