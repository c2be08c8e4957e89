import { randomInt } from 'node:crypto';
import { HilError } from '../base/hil-error.ts';
import { Interrupt } from '../base/interrupt.ts';
import type { CheckRow, RowVerdict } from '../check/check-row.ts';
import { keepCheck, stateFolder } from '../check/check-store.ts';
import { checkRig, type RigCheckResult } from '../check/rig-check.ts';
import { DRAWN_UNIT_NUMBERS } from '../check/unit-number.ts';
import { type CoverageOptions, coverageOf } from '../coverage/coverage-of.ts';
import { isPort } from '../rigs/rig-names.ts';
import { DISCLAIMER } from '../scenario/run-result.ts';
import { outColour } from './colour.ts';
import { VERDICT_STATUS } from './exit-status.ts';
import { printOut, printWarning } from './print-line.ts';

const NAME_WIDTH = 36;
const VERDICT_WIDTH = 11;
const BAR_WIDTH = 40;
const paint: Readonly<Record<RowVerdict, (text: string) => string>> = {
  pass: outColour.green,
  fail: outColour.red,
  'not decided': outColour.yellow,
};

/** Checks a rig and prints a table of the checks. Returns the exit status: 3 if a check fails, since that is the rig's failure. */
export async function rigCheck(
  name: string,
  options: {
    readonly turns: number;
    readonly calibrate: boolean;
    readonly json: boolean;
    readonly state?: string;
  } & Omit<CoverageOptions, 'rig'>,
): Promise<number> {
  const coverage = await coverageOf({ ...options, rig: name });
  const interrupt = new Interrupt();
  const { json } = options;
  try {
    const result = await checkRig(name, {
      turns: options.turns,
      calibrate: options.calibrate,
      ...(isPort(name) ? { drawUnitNumber: () => randomInt(DRAWN_UNIT_NUMBERS.from, DRAWN_UNIT_NUMBERS.to + 1) } : {}),
      signal: interrupt.signal,
      ...(coverage?.sketch === undefined ? {} : { sketch: coverage.sketch }),
      ...(json ? {} : { onRow: (row) => printOut(textOf(row)) }),
    });
    coverage?.write();
    keep(name, result, options.state);
    if (json) process.stdout.write(`${JSON.stringify({ ...result, disclaimer: DISCLAIMER })}\n`);
    else printOut(endOf(result));
    return result.verdict === 'fail' ? RIG_STATUS : VERDICT_STATUS[result.verdict];
  } catch (error) {
    if (json && error instanceof HilError) process.stdout.write(`${JSON.stringify(failed(name, error))}\n`);
    throw error;
  } finally {
    interrupt.dispose();
    coverage?.close();
  }
}

const RIG_STATUS = 3;

/** Stores the result for the reports of later runs on this board. A failed write is a warning, since the rig is not at fault. */
function keep(name: string, result: RigCheckResult, state: string | undefined): void {
  if (!isPort(name)) return;
  try {
    keepCheck(stateFolder(state), result);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    printWarning(`the result could not be stored in ${stateFolder(state)} (${why}). Later runs will not report it.`);
  }
}

function failed(rig: string, { fault, code, message, hint }: HilError): object {
  return { rig, verdict: 'not decided', failure: { whose: fault, code, message, hint: hint ?? null } };
}

function textOf({ name, value, unit, limits, verdict, note }: CheckRow): string {
  const shown = value === null ? 'nothing' : `${value}${unit === '' ? '' : ` ${unit}`}`;
  const allowed = limits === '' ? '' : outColour.dim(` (${limits})`);
  const why = note === undefined ? '' : `: ${note}`;
  return `  ${paint[verdict](verdict.padEnd(VERDICT_WIDTH))} ${name.padEnd(NAME_WIDTH)} ${shown}${allowed}${why}`;
}

function endOf({ rig, verdict, roundTrips, rows }: RigCheckResult): string {
  const most = Math.max(...roundTrips.map(({ count }) => count));
  const bars = roundTrips
    .filter(({ count }) => count > 0)
    .map(({ upToMs, count }) => {
      const label = Number.isFinite(upToMs) ? `up to ${upToMs} ms` : 'longer';
      return `  ${label.padEnd(12)} ${'#'.repeat(Math.ceil((count / most) * BAR_WIDTH))} ${count}`;
    });
  const passed = rows.filter((row) => row.verdict === 'pass').length;
  return `round trips\n${bars.join('\n')}\n${paint[verdict](verdict.toUpperCase())}  ${rig}: ${passed} of ${rows.length} checks passed`;
}
