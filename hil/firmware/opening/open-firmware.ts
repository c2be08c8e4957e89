import type { Product } from '../../../firmware-sim/products/product.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type FirmwareChoice, type FirmwareKind, firmwareChosen } from '../firmware-choice.ts';
import type { ForeignRun } from '../foreign/foreign-run.ts';
import type { HostedFirmware } from '../hosted-firmware.ts';
import { StartingFirmware } from '../session/start-firmware.ts';
import { preparedRun } from './prepare-run.ts';

type Opener = (choice: FirmwareChoice) => Promise<HostedFirmware>;

/** Openers of firmwares by kind. Their code is loaded when a call names such a firmware. */
const openers: Readonly<Record<FirmwareKind, Opener>> = {
  native: async (choice) => (await import('../native/open-native.ts')).openNative(choice),
  emulated: async (choice) => (await import('../emulated/open-emulated.ts')).openEmulated(choice),
};

/** Opens and starts a firmware that `--firmware` names. Throws `HilError`; then nothing stays open. */
export async function startFirmware(asked: string): Promise<StartingFirmware> {
  const choice = firmwareChosen(asked);
  if (choice === undefined) throw new Error('open firmware: the model is not started');
  const hosted = await openers[choice.kind](choice);
  try {
    return StartingFirmware.start(hosted, choice.file);
  } catch (error) {
    await hosted.close();
    throw error;
  }
}

/** Opens a firmware and prepares its run. Throws `HilError`; then nothing stays open. */
export async function prepareForeign(asked: string, scenario: Scenario, product: Product): Promise<ForeignRun> {
  return preparedRun(await startFirmware(asked), scenario, product);
}
