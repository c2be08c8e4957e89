import { PPB_PER_PPM } from '../../../firmware-sim/firmware/schedule/pump-calendar.ts';
import { type LeafRead, leaf, quantityAllowed } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';

/** Limits of the language. `excessesOfClock` checks the product's own limit. */
const DRIFT_LIMITS = { from: '-1000 ppm', to: '1000 ppm' } as const;
const DRIFT_PPM_MAX = 1000;
const DRIFT_ALLOWED = `${quantityAllowed('drift', DRIFT_LIMITS)}, in whole thousandths`;

/** Parts per billion by which the pump's clock runs fast. The number is whole, so that due times stay whole microseconds. */
export const clockDrift = leaf(DRIFT_ALLOWED, `^${quantityPattern('drift')}$`, (text): LeafRead<number> => {
  const read = parseQuantity(text, 'drift');
  if (!read.ok) return read;
  const ppb = Math.round(read.value * PPB_PER_PPM);
  const isWhole = Math.abs(read.value * PPB_PER_PPM - ppb) < 1e-6;
  return isWhole && Math.abs(read.value) <= DRIFT_PPM_MAX ? { ok: true, value: ppb } : { ok: false };
});
