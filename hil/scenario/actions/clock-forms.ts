import { type ClockTarget, LOCAL_TIME_MOVE_HOURS_MAX } from '../../../firmware-sim/outside/clocks.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type LeafRead, leaf } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';
import { readWeekClock, WEEK_CLOCK_ALLOWED, WEEK_CLOCK_PATTERN } from '../pump/flex-schema.ts';
import { type ActionForm, actionForm } from './read-action.ts';

const SECONDS_PER_MINUTE = 60;
const MOVE_ALLOWED = `a sign and a time of at most ${LOCAL_TIME_MOVE_HOURS_MAX} h that is not 0, as in +1 h or -30 min`;
const MOVE_US_MAX = LOCAL_TIME_MOVE_HOURS_MAX * 3_600_000_000;

const localTimeMove = leaf(MOVE_ALLOWED, `^[+-]${quantityPattern('time').slice(2)}$`, (text): LeafRead<number> => {
  const [, sign, size = ''] = /^([+-])?(.*)$/.exec(text) ?? [];
  const read = size.startsWith('-') ? { ok: false as const } : parseQuantity(size, 'time');
  if (!read.ok) return read.nearest === undefined ? read : { ok: false, nearest: `${sign ?? '+'}${read.nearest}` };
  if (sign === undefined) return { ok: false, nearest: `+${text}` };
  const isMove = read.value > 0 && read.value <= MOVE_US_MAX;
  return isMove ? { ok: true, value: sign === '-' ? 0 - read.value : read.value } : { ok: false };
});

const LOCAL_TIME = 'local time';
const SET_ALLOWED = `${LOCAL_TIME} (that of the patient), or ${WEEK_CLOCK_ALLOWED}`;

const clockTarget = leaf(SET_ALLOWED, `^(${LOCAL_TIME}|${WEEK_CLOCK_PATTERN})$`, (text): LeafRead<ClockTarget> => {
  if (text === LOCAL_TIME) return { ok: true, value: LOCAL_TIME };
  const read = readWeekClock(text);
  if (read.ok) return { ok: true, value: { weekSeconds: read.value * SECONDS_PER_MINUTE } };
  return { ok: false, nearest: read.nearest ?? nearestName(text, [LOCAL_TIME]) };
});

/** What moves the pump's clock, and what moves the patient's; by their key. */
export const clockForms: Readonly<Record<string, readonly ActionForm[]>> = {
  'set clock': [
    actionForm({ 'set clock': clockTarget }, (written) => ({ kind: 'set clock', to: written['set clock'] })),
  ],
  'local time': [
    actionForm({ 'local time': localTimeMove }, (written) => ({ kind: 'local time', byUs: written['local time'] })),
  ],
};
