import { vi } from 'vitest';
import { accepted, refused } from '../../../firmware-sim/base/refusal.ts';
import { Alarms } from '../../../firmware-sim/firmware/alarms.ts';
import { Delivery } from '../../../firmware-sim/firmware/delivery.ts';
import { EventLog } from '../../../firmware-sim/firmware/event-log.ts';
import { PatientBoluses } from '../../../firmware-sim/firmware/patient-boluses.ts';
import { PumpFirmware } from '../../../firmware-sim/firmware/pump-firmware.ts';
import { ReservoirCalculator } from '../../../firmware-sim/firmware/reservoir-calculator.ts';
import { CommandedLine } from '../../../firmware-sim/firmware/schedule/commanded-line.ts';
import { SchedulePlayer } from '../../../firmware-sim/firmware/schedule/schedule-player.ts';
import { ServiceLife } from '../../../firmware-sim/firmware/service-life.ts';
import { TelemetryLatch } from '../../../firmware-sim/firmware/telemetry-latch.ts';
import { TimedTherapies } from '../../../firmware-sim/firmware/timed-therapies.ts';
import { BolusOrders } from '../../../firmware-sim/outside/bolus-orders.ts';
import { Environment } from '../../../firmware-sim/outside/environment.ts';
import { OutletLimits } from '../../../firmware-sim/plant/catheter/outlet-limits.ts';
import { FlowRatio } from '../../../firmware-sim/plant/flow-ratio.ts';
import { type Product, withStallField } from '../../../firmware-sim/products/product.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { DraftingProgrammer } from '../../../firmware-sim/telemetry/drafting-programmer.ts';

/** A pump that violates requirements on purpose. Each of them must have a check that does not pass on it. */
export interface BrokenPump {
  readonly what: string;
  readonly violates: readonly string[];
  /** Breaks the code until all mocks are restored. */
  readonly breaks?: () => void;
  /** Replaces the product. */
  readonly product?: Product;
}

/** Replaces a method. `broken` gets the original, the object and the arguments. */
export function replace<T extends object, K extends keyof T & string>(
  owner: { readonly prototype: T },
  name: K,
  broken: (original: (...args: unknown[]) => unknown, self: T, args: readonly unknown[]) => unknown,
): void {
  const { prototype } = owner;
  const original = prototype[name] as unknown as (...args: unknown[]) => unknown;
  const spied = vi.spyOn(prototype as unknown as Record<string, (...args: unknown[]) => unknown>, name);
  spied.mockImplementation(function (this: unknown, ...args: unknown[]) {
    return broken((...given) => original.apply(this, given), this as T, args);
  });
}

const nothing = (): undefined => undefined;

function withSoftCatheter(product: Product): Product {
  if (product.catheter === undefined) return product;
  const { catheterYoungMpa: stiff } = product.catheter;
  const catheterYoungMpa = { ...stiff, value: stiff.value / 10 };
  return { ...product, catheter: { ...product.catheter, catheterYoungMpa } };
}

export const brokenPumps: readonly BrokenPump[] = [
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
  {
    what: 'never raises an alarm',
    violates: [
      ...[
        '1.1.8',
        '1.5.1',
        '1.5.2',
        '1.5.3',
        '1.5.4',
        '1.5.5',
        '1.5.6',
        '2.2.1',
        '2.2.2',
        '3.1.1',
        '3.1.2',
        '3.2.1',
        '3.2.2',
      ],
      ...['3.3.4', '5.1.4', '5.1.6', '6.2.2', '6.3.1', '6.3.5'],
    ],
    breaks: () => replace(Alarms, 'raise', nothing),
  },
  {
    what: 'raises an alarm without a cause',
    violates: ['1.2.2', '1.5.2', '1.10.1', '1.10.2', '3.2.4', '7.1.2'],
    breaks: () =>
      replace(PumpFirmware, 'program', (original, self, args) => {
        self.alarms.raise('low reservoir');
        return original(...args);
      }),
  },
  {
    what: 'never ends an alarm',
    violates: ['3.2.1', '6.2.2'],
    breaks: () => replace(Alarms, 'clear', nothing),
  },
  {
    what: 'calculates a level of 10 mL whatever it delivers',
    violates: ['1.5.1', '1.5.3', '1.7.1', '1.10.1', '6.2.2'],
    breaks: () => {
      vi.spyOn(ReservoirCalculator.prototype, 'calculatedMl', 'get').mockReturnValue(10);
    },
  },
  {
    what: 'stays silent for good once it was silenced',
    violates: ['3.2.2'],
    breaks: () => {
      let isSilenced = false;
      replace(Alarms, 'silence', (original) => {
        isSilenced = true;
        return original();
      });
      replace(Alarms, 'raise', (original, _self, args) => (isSilenced ? undefined : original(...args)));
    },
  },
  {
    what: 'does not sound a test',
    violates: ['3.4.4.7'],
    breaks: () => replace(Alarms, 'test', nothing),
  },
  {
    what: 'writes no log',
    violates: ['1.2.3', '1.10.5', '3.1.1', '4.1.2', '4.1.3', '5.1.6'],
    breaks: () => replace(EventLog, 'write', nothing),
  },
  {
    what: 'erases its log at a reset',
    violates: ['4.1.4'],
    breaks: () => {
      let isErased = false;
      replace(PumpFirmware, 'lowBatteryReset', (original, _self, args) => {
        isErased = true;
        original(...args);
      });
      const { get } = Object.getOwnPropertyDescriptor(EventLog.prototype, 'entries') as PropertyDescriptor;
      vi.spyOn(EventLog.prototype, 'entries', 'get').mockImplementation(function (this: EventLog) {
        return isErased ? [] : get?.call(this);
      });
    },
  },
  {
    what: 'goes on with a bolus and its rate after a reset',
    violates: ['3.1.3', '6.3.1', '6.3.2'],
    breaks: () => replace(Delivery, 'reset', nothing),
  },
  {
    what: 'forgets all settings at a reset, and stops',
    violates: ['1.1.8', '1.7.1', '6.3.1', '6.3.2'],
    breaks: () =>
      replace(PumpFirmware, 'lowBatteryReset', (original, self, args) => {
        original(...args);
        self.delivery.apply({ mode: 'stopped' });
        self.therapies.setPatientBolus('off');
      }),
  },
  {
    what: 'forgets the bolus of the patient and its level at a stop',
    violates: ['1.7.1'],
    breaks: () =>
      replace(PumpFirmware, 'program', (original, self, args) => {
        const answer = original(...args);
        if (self.delivery.program.mode !== 'stopped') return answer;
        self.therapies.setPatientBolus('off');
        self.calculator.told(20);
        return answer;
      }),
  },
  {
    what: 'delivers on after its end of service',
    violates: ['1.6.2', '1.4.11', '3.1.3', '5.1.6'],
    breaks: () => replace(Delivery, 'end', nothing),
  },
  {
    what: 'takes no notice of the charge of its battery',
    violates: ['5.1.3', '5.1.4'],
    breaks: () => replace(ServiceLife, 'batteryLow', nothing),
  },
  {
    what: 'does not take over the volume of a refill',
    violates: ['6.2.2'],
    breaks: () => replace(ReservoirCalculator, 'told', nothing),
  },
  {
    what: 'lets a device of the patient end the latch',
    violates: ['6.1.5'],
    breaks: () => replace(TelemetryLatch, 'interrogated', (original) => original('clinician')),
  },
  {
    what: 'takes a reading by the patient for a program',
    violates: ['6.1.5'],
    breaks: () =>
      replace(PumpFirmware, 'interrogate', (original, self, args) => {
        if (args[0] === 'patient') self.delivery.alterRate(1);
        return original(...args);
      }),
  },
  {
    what: 'takes any confirmation for that of the draft',
    violates: ['2.1.1', '2.2.3'],
    breaks: () => replace(DraftingProgrammer, 'confirm', (original) => original('draft')),
  },
  {
    what: 'keeps a draft after the confirmation of another program',
    violates: ['2.2.3'],
    breaks: () =>
      replace(DraftingProgrammer, 'confirm', (original, _self, args) =>
        args[0] === 'draft' ? original(...args) : refused('program', 'another', 'the draft'),
      ),
  },
  {
    what: 'runs a draft before it is confirmed',
    violates: ['2.1.1', '2.2.3', '1.1.7'],
    breaks: () =>
      replace(DraftingProgrammer, 'draft', (original, self, args) => {
        original(...args);
        self.confirm('draft');
        return original(...args);
      }),
  },
  {
    what: 'has a motor ten times as strong',
    violates: ['1.10.2', '1.10.3', '1.10.5', '1.10.6', '1.10.7'],
    product: withStallField(synchromedII, 20),
  },
  {
    what: 'has a motor a quarter weaker',
    violates: ['1.10.2'],
    product: withStallField(synchromedII, 1.5),
  },
  {
    what: 'lets no fluid slip back',
    violates: ['1.10.3', '1.10.6'],
    breaks: () => replace(OutletLimits, 'secondsToPress', () => Number.POSITIVE_INFINITY),
  },
  {
    what: 'has a catheter ten times as soft',
    violates: ['1.10.7'],
    product: withSoftCatheter(synchromedII),
  },
  {
    what: 'latches at any interference',
    violates: ['7.2.1'],
    breaks: () => {
      vi.spyOn(Alarms.prototype, 'causes', 'get').mockReturnValue(['motor stall']);
    },
  },
  {
    what: 'stalls near the weakest magnet',
    violates: ['7.2.1'],
    product: withStallField(synchromedII, 0.01),
  },
  {
    what: 'delivers all the same with a clogged filter or too little gas',
    violates: ['1.10.1', '1.10.4'],
    breaks: () => replace(FlowRatio, 'set', nothing),
  },
  {
    what: 'fails in any surroundings but the usual ones',
    violates: ['7.1.1', '7.1.3'],
    breaks: () =>
      replace(FlowRatio, 'set', (original, _self, [factor, value]) =>
        original(factor, factor === 'ambient' ? 0 : value),
      ),
  },
  {
    what: 'turns on in a field',
    violates: ['1.8.1'],
    breaks: () => replace(Environment, 'begin', nothing),
  },
];
