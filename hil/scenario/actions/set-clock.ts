import type { ClockTarget } from '../../../firmware-sim/outside/clocks.ts';
import { nearestName } from '../../base/nearest-name.ts';
import { type LeafRead, leaf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { readWeekClock, WEEK_CLOCK_ALLOWED, WEEK_CLOCK_PATTERN } from '../pump/flex-schema.ts';

export interface SetClockAction {
  readonly kind: 'set clock';
  readonly to: ClockTarget;
}

const SECONDS_PER_MINUTE = 60;
const LOCAL_TIME = 'local time';
const SET_ALLOWED = `${LOCAL_TIME} (that of the patient), or ${WEEK_CLOCK_ALLOWED}`;

const clockTarget = leaf(SET_ALLOWED, `^(${LOCAL_TIME}|${WEEK_CLOCK_PATTERN})$`, (text): LeafRead<ClockTarget> => {
  if (text === LOCAL_TIME) return { ok: true, value: LOCAL_TIME };
  const read = readWeekClock(text);
  if (read.ok) return { ok: true, value: { weekSeconds: read.value * SECONDS_PER_MINUTE } };
  return { ok: false, nearest: read.nearest ?? nearestName(text, [LOCAL_TIME]) };
});

/** A programmer sets the pump's clock to the patient's local time, or to a time of the week. */
export const setClock: ActionDefinition<SetClockAction> = {
  kind: 'set clock',
  key: 'set clock',
  forms: [actionForm({ 'set clock': clockTarget }, (written) => ({ kind: 'set clock', to: written['set clock'] }))],
  lacks: (_action, _pump, { id, clock }) =>
    clock === undefined ? [{ found: `\`set clock\` with ${id}`, allowed: 'a pump whose clock can be set' }] : [],
  movesClock: true,
  act: ({ pump }, { to }) => pump.clocks.set(to),
  foreign: { needs: () => ['SETCLOCK'], act: (pump, { to }) => pump.setClock(to) },
  words: [
    {
      event: 'in.clock',
      isMarked: true,
      text: ({ shows }) => `a programmer sets the clock of the pump to ${shows}`,
    },
  ],
};
