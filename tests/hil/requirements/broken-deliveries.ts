import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { Delivery } from '../../../firmware-sim/firmware/delivery.ts';
import { PatientBoluses } from '../../../firmware-sim/firmware/patient-boluses.ts';
import { PumpFirmware } from '../../../firmware-sim/firmware/pump-firmware.ts';
import { CommandedLine } from '../../../firmware-sim/firmware/schedule/commanded-line.ts';
import { SchedulePlayer } from '../../../firmware-sim/firmware/schedule/schedule-player.ts';
import { TimedTherapies } from '../../../firmware-sim/firmware/timed-therapies.ts';
import { BolusOrders } from '../../../firmware-sim/outside/bolus-orders.ts';
import { type BrokenPump, nothing, replace } from './broken-pump.ts';

/** Pumps that deliver or bolus wrongly. */
export const brokenDeliveries: readonly BrokenPump[] = [
  {
    what: 'accepts every program, also during a bolus',
    violates: ['1.1.2', '1.1.7', '1.1.8', '1.4.9', '1.4.10', '2.1.2', '3.2.4', '6.1.2.4', '6.1.2.5', '6.1.3', '6.3.5'],
    breaks: () => replace(Delivery, 'check', () => accepted),
  },
  {
    what: 'begins any bolus at any time',
    violates: ['1.4.8', '1.4.11'],
    breaks: () => replace(Delivery, 'bolusRefusal', nothing),
  },
  {
    what: 'clips the rate of a bolus to the highest one',
    violates: ['1.4.3', '6.1.2.5'],
    breaks: () =>
      replace(Delivery, 'startBolus', (original, _self, [bolus]) => {
        const one = bolus as { readonly rateMlPerDay: number };
        return original({ ...one, rateMlPerDay: Math.min(one.rateMlPerDay, 24) });
      }),
  },
  {
    what: 'clips the volume of a priming bolus',
    violates: ['6.1.2.6'],
    breaks: () =>
      replace(BolusOrders, 'priming', (original, _self, [volume]) => original(Math.min(volume as number, 1))),
  },
  {
    what: 'goes on at the rate of a bolus after its end',
    violates: ['1.4.4', '1.4.6', '6.1.2.2', '6.1.2.3'],
    breaks: () =>
      replace(Delivery, 'startBolus', (original, _self, [bolus]) => {
        const { rateMlPerDay } = bolus as { readonly rateMlPerDay: number };
        return original({ ...(bolus as object), programAfter: { mode: 'simple continuous', rateMlPerDay } });
      }),
  },
  {
    what: 'gives every bolus as fast as it can',
    violates: ['1.4.2', '1.4.7', '6.1.2.2'],
    breaks: () =>
      replace(Delivery, 'startBolus', (original, _self, [bolus]) =>
        original({ ...(bolus as object), rateMlPerDay: 24 }),
      ),
  },
  {
    what: 'gives a bolus on top of the base rate',
    violates: ['1.4.2', '1.4.3'],
    breaks: () =>
      replace(Delivery, 'startBolus', (original, _self, [bolus]) => {
        const one = bolus as { readonly rateMlPerDay: number };
        return original({ ...one, rateMlPerDay: one.rateMlPerDay + 0.5 });
      }),
  },
  {
    what: 'accepts a bolus and does not begin it',
    violates: ['1.4.1', '1.4.7'],
    breaks: () => replace(Delivery, 'startBolus', () => accepted),
  },
  {
    what: 'knows no lockout and no allotment',
    violates: ['1.4.12', '6.1.2.5', '1.7.1'],
    breaks: () =>
      replace(PatientBoluses, 'set', (original, _self, [setting]) =>
        original(typeof setting === 'object' ? { ...setting, lockoutUs: 1, allottedCount: 99 } : setting),
      ),
  },
  {
    what: 'ignores the button of the patient',
    violates: ['1.4.1', '1.4.5', '1.4.12', '4.1.1'],
    breaks: () => replace(PatientBoluses, 'ask', () => accepted),
  },
  {
    what: 'goes on with its infusion when another drug is bridged',
    violates: ['6.2.1', '6.1.2.2'],
    breaks: () => replace(TimedTherapies, 'bridge', () => accepted),
  },
  {
    what: 'records no reading',
    violates: ['4.1.1'],
    breaks: () => replace(PumpFirmware, 'interrogate', (_original, self) => self.status()),
  },
  {
    what: 'shows at each reading what the first one showed',
    violates: ['4.1.1'],
    breaks: () => {
      let first: unknown;
      replace(PumpFirmware, 'status', (original) => {
        first ??= original();
        return first;
      });
    },
  },
  {
    what: 'does not follow the steps of a schedule',
    violates: ['1.1.1', '1.1.6', '1.4.2'],
    breaks: () => replace(SchedulePlayer, 'play', nothing),
  },
  {
    what: 'turns at a third of the rate',
    violates: ['1.1.2', '1.1.5', '1.2.1', '1.4.7', '7.1.1'],
    breaks: () => replace(CommandedLine, 'run', (original, _self, [rate, end]) => original((rate as number) / 3, end)),
  },
  {
    what: 'does not stand still when it is stopped',
    violates: ['1.6.1'],
    breaks: () =>
      replace(CommandedLine, 'run', (original, _self, args) => (args[0] === 0 ? original(0.5) : original(...args))),
  },
];
