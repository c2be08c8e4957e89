import { nativeDigestOf } from '../../../hil/base/native-hash.ts';
import { Bench } from '../../../hil/bench.ts';
import { type FirmwareFile, firmwareFileDefaults } from '../../../hil/firmware/firmware-file.ts';
import type { HostedFirmware } from '../../../hil/firmware/hosted-firmware.ts';
import { preparedRun } from '../../../hil/firmware/opening/prepare-run.ts';
import { StartingFirmware } from '../../../hil/firmware/session/start-firmware.ts';
import { pumpNamed } from '../../../hil/pump-file/pump-named.ts';
import { type PlayOptions, playScenario } from '../../../hil/scenario/play-scenario.ts';
import type { RunResult } from '../../../hil/scenario/run-result.ts';
import type { Scenario } from '../../../hil/scenario/scenario.ts';
import { ModelDouble } from './model-double.ts';

/** Choices of a run with a double. */
export interface DoubleOptions extends PlayOptions {
  readonly file?: FirmwareFile;
  /** Makes the firmware. Default: the double of the model, with the laws of the scenario. */
  readonly make?: (scenario: Scenario) => HostedFirmware;
}

/** Runs a scenario with a firmware of this process in the pump's place. */
export async function runDouble(scenario: Scenario, options: DoubleOptions = {}): Promise<RunResult> {
  const { file = firmwareFileDefaults, make, ...choice } = options;
  return playScenario(
    scenario,
    { rig: 'model', ...choice, firmware: 'double' },
    {
      productNamed: pumpNamed,
      openBench: Bench.forRun,
      rigCheckOf: () => ({ state: 'in process', says: 'none' }),
      digestOf: nativeDigestOf,
      prepareForeign: async (_asked, one, product) => {
        const { law, recoveryLaw } = one.pump;
        const laws = { law, ...(recoveryLaw === undefined ? {} : { recoveryLaw }) };
        const firmware = make?.(one) ?? new ModelDouble(product, laws);
        return preparedRun(StartingFirmware.start(firmware, file), one, product);
      },
    },
  );
}
