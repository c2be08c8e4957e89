import { firmwareFileDefaults } from '../../../../hil/firmware/firmware-file.ts';
import type { Grant, PumpPins, Rest } from '../../../../hil/firmware/hosted-firmware.ts';
import type { NativeFirmware } from '../../../../hil/firmware/native/native-firmware.ts';
import { openNative } from '../../../../hil/firmware/native/open-native.ts';

/** A native firmware with pins that write down its effects. */
export class NativeBed {
  readonly firmware: NativeFirmware;
  /** Effects in order: `step 1000 x3 every 500`, `energise 1 at 0`. */
  readonly effects: string[] = [];
  commandedSteps = 0;
  said = '';
  batteryMv = 3000;

  constructor(path: string, nonVolatileBytes = 1024) {
    const file = { ...firmwareFileDefaults, name: 'test pump', nonVolatileBytes };
    this.firmware = openNative({ kind: 'native', path, file });
    const pins: PumpPins = {
      step: (firstUs, count, periodUs) => {
        this.commandedSteps += count;
        this.effects.push(`step ${firstUs}${count === 1 ? '' : ` x${count} every ${periodUs}`}`);
      },
      energise: (isOn, atUs) => this.effects.push(`energise ${isOn ? 1 : 0} at ${atUs}`),
      tone: (hertz, atUs) => this.effects.push(`tone ${hertz} at ${atUs}`),
      send: (bytes, atUs) => {
        this.said += Buffer.from(bytes).toString('latin1');
        this.effects.push(`send ${bytes.length} at ${atUs}`);
      },
      batteryMv: () => this.batteryMv,
    };
    this.firmware.begin(pins, 0, 'power');
  }

  /** Runs to a time; by default the shaft follows every step. */
  to(limitUs: number, grant: Partial<Grant> = {}): Rest {
    return this.firmware.advance({ limitUs, followedSteps: 1_000_000, senseDelayUs: 1000, ...grant });
  }
}
