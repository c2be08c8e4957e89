import { assumed } from '../base/quantity.ts';

const supplySet = 'no maker publishes the voltages; one coherent set of a lithium cell chosen here';

/** Electronics around a firmware under test: motor driver, slip sensor and supply. No maker publishes them. */
export const assumedElectronics = {
  senseDelayUs: assumed(
    1000,
    'us',
    'from a step to the pulse of the slip sensor; a two-pole motor turns within some ms',
  ),
  stepsPerSecondMax: assumed(64, 'steps/s', 'two-pole watch motors are driven at up to 64 Hz; not published'),
  supplyFullMv: assumed(3000, 'mV', supplySet),
  supplyEriMv: assumed(2600, 'mV', supplySet),
  supplyEndMv: assumed(2000, 'mV', supplySet),
} as const;
