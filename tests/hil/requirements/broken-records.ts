import { vi } from 'vitest';
import { refused } from '../../../firmware-sim/base/refusal.ts';
import { Alarms } from '../../../firmware-sim/firmware/alarms.ts';
import { Delivery } from '../../../firmware-sim/firmware/delivery.ts';
import { EventLog } from '../../../firmware-sim/firmware/event-log.ts';
import { PumpFirmware } from '../../../firmware-sim/firmware/pump-firmware.ts';
import { ReservoirCalculator } from '../../../firmware-sim/firmware/reservoir-calculator.ts';
import { ServiceLife } from '../../../firmware-sim/firmware/service-life.ts';
import { TelemetryLatch } from '../../../firmware-sim/firmware/telemetry-latch.ts';
import { DraftingProgrammer } from '../../../firmware-sim/telemetry/drafting-programmer.ts';
import { type BrokenPump, nothing, replace } from './broken-pump.ts';

/** Pumps whose alarms, log, level, settings or readings are wrong. */
export const brokenRecords: readonly BrokenPump[] = [
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
];
