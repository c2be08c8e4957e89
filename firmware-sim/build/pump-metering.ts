import type { Clock } from '../../protocol/clock.ts';
import { RandomStream } from '../base/random-stream.ts';
import { Drive } from '../plant/drive.ts';
import type { Metering } from '../plant/metering.ts';
import { Throttle } from '../plant/throttle.ts';
import { Valves } from '../plant/valves.ts';
import type { Product } from '../products/product.ts';
import type { Trace } from '../trace/trace.ts';
import { throttleGasKpa } from './ambient.ts';
import { driveTrainOf } from './pump-build.ts';

export interface MeteringOptions {
  readonly product: Product;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly seed: number;
  /** True over programmed volume. */
  readonly accuracy: number;
  readonly hasDrug: () => boolean;
}

/** Returns the plant part that meters the flow, by the product's drive. */
export function newMetering({ product, clock, trace, seed, accuracy, hasDrug }: MeteringOptions): Metering {
  const { drive } = product;
  if (drive.kind === 'rollers') {
    const train = driveTrainOf(drive.quantities, accuracy);
    return new Drive({ clock, trace, train, lossStream: new RandomStream(seed, 'lost motor turns') });
  }
  if (drive.kind === 'throttle') {
    const stepUl = drive.quantities.reckoningUl.value * accuracy;
    return new Throttle(clock, { stepUl, gasKpa: throttleGasKpa(drive) });
  }
  const { meteringUl, openFieldMt, freeFlowMlPerMinute } = drive.quantities;
  const { flowActivatedValve } = drive;
  return new Valves({
    clock,
    trace,
    hasDrug,
    train: {
      meteringUl: meteringUl.value * accuracy,
      openFieldMt: openFieldMt.value,
      freeFlowMlPerMinute: freeFlowMlPerMinute.value,
      shutAfterUl: flowActivatedValve?.shutAfterUl.value,
    },
  });
}
