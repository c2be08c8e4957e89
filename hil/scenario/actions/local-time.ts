import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { US_PER_HOUR } from '../../../firmware-sim/base/time-units.ts';
import { LOCAL_TIME_MOVE_HOURS_MAX } from '../../../firmware-sim/outside/clocks.ts';
import { type LeafRead, leaf } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface LocalTimeAction {
  readonly kind: 'local time';
  readonly byUs: number;
}

const MOVE_ALLOWED = `a sign and a time of at most ${LOCAL_TIME_MOVE_HOURS_MAX} h that is not 0, as in +1 h or -30 min`;
const MOVE_US_MAX = LOCAL_TIME_MOVE_HOURS_MAX * US_PER_HOUR;

const localTimeMove = leaf(MOVE_ALLOWED, `^[+-]${quantityPattern('time').slice(2)}$`, (text): LeafRead<number> => {
  const [, sign, size = ''] = /^([+-])?(.*)$/.exec(text) ?? [];
  const read = size.startsWith('-') ? { ok: false as const } : parseQuantity(size, 'time');
  if (!read.ok) return read.nearest === undefined ? read : { ok: false, nearest: `${sign ?? '+'}${read.nearest}` };
  if (sign === undefined) return { ok: false, nearest: `+${text}` };
  const isMove = read.value > 0 && read.value <= MOVE_US_MAX;
  return isMove ? { ok: true, value: sign === '-' ? 0 - read.value : read.value } : { ok: false };
});

/** The patient's clock changes by daylight saving or travel. The pump's clock does not. */
export const localTime: ActionDefinition<LocalTimeAction> = {
  kind: 'local time',
  key: 'local time',
  forms: [
    actionForm({ 'local time': localTimeMove }, (written) => ({ kind: 'local time', byUs: written['local time'] })),
  ],
  movesClock: true,
  act({ pump }, { byUs }) {
    pump.clocks.moveLocalTime(byUs);
    return accepted;
  },
  foreign: {
    act(pump, { byUs }) {
      pump.moveLocalTime(byUs);
      return accepted;
    },
  },
  words: [
    {
      event: 'in.localTime',
      isMarked: true,
      text: ({ byMin }) => `the local time of the patient moves by ${byMin} min; the clock of the pump does not`,
    },
  ],
};
