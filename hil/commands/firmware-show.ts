import { startFirmware } from '../firmware/opening/open-firmware.ts';
import { type ShownFirmware, shownFirmware } from '../firmware/opening/shown-firmware.ts';
import { unattendedScenarios } from '../scenario/library.ts';
import { productOf } from '../scenario/scenario-product.ts';
import { outColour } from './colour.ts';
import { useText } from './firmware-use.ts';
import { printOut } from './print-line.ts';

const HANG_COLUMNS = 4;

/** Starts a firmware and shows what it can do, and which shipped scenarios can test it. */
export async function firmwareShow(asked: string, options: { readonly json: boolean }): Promise<number> {
  const starting = await startFirmware(asked);
  try {
    const scenarios = [];
    for (const scenario of unattendedScenarios())
      scenarios.push({ scenario, product: await productOf(scenario, undefined) });
    const shown = shownFirmware(starting, scenarios);
    if (options.json) process.stdout.write(`${JSON.stringify(shown)}\n`);
    else printOut(textOf(shown), HANG_COLUMNS);
    return 0;
  } finally {
    await starting.firmware.close();
  }
}

function textOf(shown: ShownFirmware): string {
  const { identity, use, ident, abilities, verbs, denied, file, unknown, actions, scenarios } = shown;
  const can = scenarios.filter(({ why }) => why.length === 0);
  const cannot = scenarios.filter(({ why }) => why.length > 0);
  const { chip } = file;
  const pins = Object.entries(chip?.pins ?? {}).map(([signal, pin]) => `${signal} ${pin}`);
  return [
    `${outColour.bold(identity.name)} (${identity.kind}), SHA-256 ${identity.hash}`,
    `model ${ident.model}, calibration ${ident.calibrationUl} uL, firmware version ${ident.firmwareVersion}`,
    ...(chip === undefined ? [] : [`${chip.mcu} at ${chip.clockMhz} MHz; pins: ${pins.join(', ')}`]),
    ...(use === null ? [] : [`until it answered: ${useText(use)}`]),
    `log resolution ${file.logResolutionS} s, clock within ${file.clockDriftPpm} ppm`,
    `can: ${abilities.length === 0 ? 'nothing that ABLE names' : abilities.join(', ')}`,
    `verbs: ${verbs.join(', ')}`,
    ...(denied.length === 0 ? [] : [`${outColour.yellow('answered as unknown')}: ${denied.join(', ')}`]),
    '',
    outColour.bold('Not testable'),
    ...Object.entries(unknown).map(([signal, why]) => `signal ${signal}: ${why}`),
    ...Object.entries(actions).map(([key, whys]) => `action ${key}: ${whys.join(', ')}`),
    '',
    outColour.bold(`${can.length} of ${scenarios.length} shipped scenarios can run`),
    can.map(({ name }) => name).join(', '),
    ...cannot.map(({ name, why }) => `${outColour.yellow('not')} ${name}: ${why.join('; ')}`),
  ].join('\n');
}
