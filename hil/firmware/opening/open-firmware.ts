import { dirname, isAbsolute, join } from 'node:path';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Insight } from '../../avr/cpu/insight.ts';
import { HilError } from '../../base/hil-error.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type FirmwareChoice, type FirmwareKind, firmwareChosen } from '../firmware-choice.ts';
import type { ForeignRun } from '../foreign/foreign-run.ts';
import type { HostedFirmware } from '../hosted-firmware.ts';
import { StartingFirmware } from '../session/start-firmware.ts';
import { preparedRun } from './prepare-run.ts';

type Opener = (choice: FirmwareChoice, insight: Insight | undefined) => Promise<HostedFirmware>;

/** Openers of firmwares by kind. Their code is loaded when a call names such a firmware. */
const openers: Readonly<Record<FirmwareKind, Opener>> = {
  native: async (choice) => (await import('../native/open-native.ts')).openNative(choice),
  emulated: async (choice, insight) => (await import('../emulated/open-emulated.ts')).openEmulated(choice, insight),
};

/** Opens and starts a firmware that `--firmware` names. An emulated chip insight its instructions in `insight`. Throws `HilError`; then nothing stays open. */
export async function startFirmware(asked: string, insight?: Insight): Promise<StartingFirmware> {
  const choice = firmwareChosen(asked);
  if (choice === undefined) {
    const message =
      'The firmware "model" is the bench\'s own and has nothing to start; allowed: native:PATH, FILE.hex or FILE.elf.';
    throw new HilError('FIRMWARE_IS_MODEL', 'usage', message, { hint: '`rollerloop pump show` shows the model.' });
  }
  const hosted = await openers[choice.kind](choice, insight);
  try {
    return StartingFirmware.start(hosted, choice.file);
  } catch (error) {
    await hosted.close();
    throw error;
  }
}

/** Opens a firmware, by default the scenario's, and prepares its run. Throws `HilError`; then nothing stays open. */
export async function prepareForeign(
  asked: string | undefined,
  scenario: Scenario,
  product: Product,
  insight?: Insight,
): Promise<ForeignRun> {
  return preparedRun(await startFirmware(asked ?? fromScenario(scenario), insight), scenario, product);
}

/** Returns the scenario's firmware with its path relative to the working folder. In the scenario it is relative to the file. */
function fromScenario({ firmware, file }: Scenario): string {
  const [, native = '', path = ''] = /^(native:)?(.*)$/s.exec(firmware?.path ?? '') ?? [];
  return `${native}${isAbsolute(path) ? path : join(dirname(file), path)}`;
}
