import { expect, test } from 'vitest';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { firmwareFileDefaults } from '../../../hil/firmware/firmware-file.ts';
import { shownFirmware } from '../../../hil/firmware/opening/shown-firmware.ts';
import { StartingFirmware } from '../../../hil/firmware/session/start-firmware.ts';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { productOf } from '../../../hil/scenario/scenario-product.ts';
import { ModelDouble } from './model-double.ts';

test('a firmware is shown with what it can do, and with what no scenario can test', async () => {
  const file = {
    ...firmwareFileDefaults,
    verbs: ['THERAPY', 'PROGBEGIN', 'PROGMODE', 'PROGRATE', 'PROGVOL', 'PROGCOMMIT'],
  } as const;
  const starting = StartingFirmware.start(new ModelDouble(synchromedII), file);
  const names = ['walk-past-a-magnet', 'roller-study', 'flex-day', 'prometra-scan-emptied'];
  const scenarios = [];
  for (const scenario of names.map((name) => scenarioNamed(name)))
    scenarios.push({ scenario, product: await productOf(scenario, undefined) });
  const shown = shownFirmware(starting, scenarios);
  expect(shown.verbs).toEqual(['IDENT', 'THERAPY', 'PROGBEGIN', 'PROGMODE', 'PROGRATE', 'PROGVOL', 'PROGCOMMIT']);
  expect(shown.unknown).toMatchObject({ 'pump.reservoirMl': 'the firmware has no verb RESERVOIR' });
  expect(shown.actions).toMatchObject({ 'roller study': ['no verb STUDY'] });
  const reasons = Object.fromEntries(shown.scenarios.map(({ name, why }) => [name, why.join('; ')]));
  expect(reasons['walk-past-a-magnet']).toBe('');
  expect(reasons['roller-study']).toContain('for a firmware without the verb STUDY');
  expect(reasons['flex-day']).toContain('mode "flex" for a firmware without the verb PROGFLEX');
  expect(reasons['prometra-scan-emptied']).toContain('is one of synchromed-ii; allowed for this run: prometra-ii');
});
