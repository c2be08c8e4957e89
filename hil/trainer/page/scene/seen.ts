import type { Product } from '../../../../firmware-sim/products/product.ts';
import { describeSeen } from '../../../viewer/describe.ts';
import type { RotorState, ValvesState } from '../../../viewer/texts/texts.ts';
import type { Moment } from '../play/moment.ts';
import type { Texts } from '../texts/texts.ts';

/** Describes the scene in words. Without see-through it describes only what is seen from outside. */
export function seen(moment: Moment, { drive }: Product, isSeeThrough: boolean, texts: Texts): string {
  if (!isSeeThrough) return texts.scene.closed;
  const rotor =
    drive.kind === 'rollers'
      ? {
          truth: { deg: Math.round(moment.rotorDeg), state: moment.rotorState as RotorState },
          commandedDeg: Math.round(moment.commandedDeg),
          rollerCount: drive.quantities.rollerCount.value,
        }
      : null;
  const valves = drive.kind === 'valves' ? (moment.valves as ValvesState) : null;
  return describeSeen({ rotor, valves, volumes: null, study: null }, { kind: 'all' }, texts.viewer);
}
