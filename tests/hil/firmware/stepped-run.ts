import { Bench } from '../../../hil/bench.ts';
import type { HostedFirmware } from '../../../hil/firmware/hosted-firmware.ts';

/** Period of the steppers of these tests: a step of 0.125 uL at 24 mL/day. */
export const STEP_US = 450_000;

/** What a stepped run shows of the plant and the rig. */
export interface SteppedRun {
  readonly print: string;
  /** Rig steps of all segments. */
  readonly playedSteps: number;
}

/** Runs a stepper on a rig through a hold, lost turns and a stop, and compares the shaft at the end. */
export async function steppedRun(rig: string, firmware: HostedFirmware, rebaseSteps?: number): Promise<SteppedRun> {
  const bench = await Bench.open({ rig, hosted: firmware, ...(rebaseSteps === undefined ? {} : { rebaseSteps }) });
  try {
    await bench.to('1 min');
    await bench.field({ fieldMt: 1500, azimuthDeg: 90 });
    await bench.to('2 min');
    await bench.noField();
    await bench.to('3 min');
    await bench.field({ fieldMt: 2.75, azimuthDeg: 90 });
    await bench.to('4 min');
    await bench.noField();
    await bench.to('10 min');
    await bench.confirm();
    const segments = bench.trace.records.filter((record) => 'e' in record && record.e === 'rig.segment');
    const playedSteps = segments.reduce((sum, record) => sum + Number('rigSteps' in record ? record.rigSteps : 0), 0);
    return { print: bench.trace.fingerprint(), playedSteps };
  } finally {
    await bench.close();
  }
}
