import { afterAll, expect, test } from 'vitest';
import { firmwareFileDefaults } from '../../../../hil/firmware/firmware-file.ts';
import { openNative } from '../../../../hil/firmware/native/open-native.ts';
import { describeWith } from '../../../needed-tool.ts';
import { ConstantStepper } from '../constant-stepper.ts';
import { STEP_US, steppedRun } from '../stepped-run.ts';
import { CompiledFirmwares } from './compiled.ts';

const compiled = new CompiledFirmwares();
afterAll(() => compiled.remove());

/** A stepper of 700 steps. It wakes at each SENSE too, so that inputs come between two steps. */
const STEPPER = `#include "pump_hal.h"
int main(void) {
  hal_motor_energise(1);
  for (uint64_t step = 1; step <= 700; step += 1) {
    const uint64_t at_us = step * ${STEP_US}u;
    while (hal_now_us() < at_us) (void)hal_sleep_until_us(at_us, HAL_WAKE_SENSE);
    hal_motor_step();
  }
  for (;;) (void)hal_sleep_until_us(HAL_FOR_EVER, 0);
}
`;

describeWith('cc', 'a stepper in C, in lockstep', () => {
  test.each(['model', 'loopback'])('has the fingerprint of the one in TypeScript, on the rig %s', async (rig) => {
    const file = { ...firmwareFileDefaults, name: 'constant stepper' };
    const firmware = openNative({ kind: 'native', path: compiled.program(STEPPER), file });
    const { print } = await steppedRun('model', new ConstantStepper({ periodUs: STEP_US, stepCount: 700 }));
    expect((await steppedRun(rig, firmware)).print).toBe(print);
  });
});
