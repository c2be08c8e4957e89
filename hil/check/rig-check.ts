import { HilError } from '../base/hil-error.ts';
import { wallDateIso } from '../base/wall-clock.ts';
import type { SketchBuild } from '../board/sketch-build.ts';
import type { BoardIdentity } from '../rigs/board-identity.ts';
import { openBoardLine } from '../rigs/opening/open-rig.ts';
import { worst } from '../scenario/checks/verdict.ts';
import { calibrate } from './calibration.ts';
import { type CheckRow, factRow, type RowVerdict } from './check-row.ts';
import { CheckedRig } from './checked-rig.ts';
import { checkConsole, consoleTexts } from './console-check.ts';
import { Conversation } from './conversation.ts';
import { boardCounters, checkCounters, checkRoundTrips, type RoundTrips } from './line-checks.ts';
import { checkMagnet, checkOtherModes, checkPush, checkSlip, checkTrip } from './mode-checks.ts';
import { checkCounter, checkRefusals, checkRepeated, checkStrangers } from './request-checks.ts';
import { checkKnownBad, checkLapse, checkStopBytes } from './safety-checks.ts';
import { checkSegments, checkTone } from './segment-checks.ts';
import { checkFieldSensor, checkIndex } from './sensor-checks.ts';
import { checkTurns } from './turn-check.ts';
import { numbered } from './unit-number.ts';

export interface RigCheckOptions {
  readonly turns: number;
  /** True to measure the encoder first and store the result in the board. */
  readonly calibrate?: boolean;
  readonly seed?: number;
  /** Draws a unit number for a board that has the shipped one. Without it the board keeps its number. */
  readonly drawUnitNumber?: () => number;
  readonly signal?: AbortSignal;
  /** Program of an emulated board; default: the shipped sketch. */
  readonly sketch?: SketchBuild;
  /** Receives each row as soon as it is known. */
  readonly onRow?: (row: CheckRow) => void;
  /** Called when the line is open. Tests damage the rig there. */
  readonly onLine?: (line: Awaited<ReturnType<typeof openBoardLine>>) => void;
}

export interface RigCheckResult {
  readonly rig: string;
  readonly unitNumber: number;
  /** Identity by which a later run finds this check. */
  readonly board: BoardIdentity;
  readonly tableHash: string;
  readonly checkedAt: string;
  readonly verdict: RowVerdict;
  readonly rows: readonly CheckRow[];
  readonly roundTrips: RoundTrips['histogram'];
}

/** Checks everything that a verdict from this rig depends on. Throws `HilError` if the session fails. */
export async function checkRig(name: string, options: RigCheckOptions): Promise<RigCheckResult> {
  if (name === 'model') {
    throw new HilError(
      'NOTHING_TO_CHECK',
      'usage',
      'The rig `model` has no line and no board: there is nothing to check.',
    );
  }
  const line = await openBoardLine(name, { seed: options.seed ?? 1, sketch: options.sketch });
  options.onLine?.(line);
  const talk = new Conversation(line, options.signal);
  try {
    return await check(name, talk, { ...options, setFieldMt: line.setFieldMt });
  } finally {
    await talk.close();
  }
}

interface CheckOptions extends RigCheckOptions {
  /** Sets the field at a simulated sensor. */
  readonly setFieldMt: ((fieldMt: number) => void) | undefined;
}

async function check(name: string, talk: Conversation, options: CheckOptions): Promise<RigCheckResult> {
  const rows: CheckRow[] = [];
  const add = (...more: readonly CheckRow[]): void => {
    rows.push(...more);
    for (const row of more) options.onRow?.(row);
  };
  const console = await consoleTexts(talk);
  const { setFieldMt } = options;
  let opened = await talk.open();
  const { hello, banner, report } = opened;
  const tableHash = hello.tableHash.toString(16).toUpperCase().padStart(8, '0');
  add(
    factRow('identity', banner?.replace(/^# /, '') ?? 'a board without a banner', 'answers', true),
    factRow('protocol and table', `version ${hello.protocolVersion}, table ${tableHash}`, "this bench's", true),
  );
  let rig = await CheckedRig.meet(talk, opened);
  if (options.drawUnitNumber !== undefined) {
    const own = await numbered(rig, opened, options.drawUnitNumber);
    ({ rig, opened } = own);
    add(own.row);
  }
  if (options.calibrate === true) {
    await calibrate(rig, dateNumber(), opened.hello.unitNumber);
    rig = await CheckedRig.meet(talk, opened);
  }
  add(calibrationRow(rig));
  add(checkConsole(console, report.counterSteps));
  add(await checkRefusals(rig));
  add(await checkRepeated(rig));
  add(await checkStrangers(rig));
  add(await checkCounter(rig));
  const before = await boardCounters(talk);
  const trips = await checkRoundTrips(talk);
  add(...trips.rows);
  add(...(await checkTurns(rig, options.turns)));
  add(await checkIndex(rig));
  add(...(await checkFieldSensor(rig)));
  add(...(await checkSegments(rig)));
  add(await checkTone(rig));
  add(await checkKnownBad(rig));
  add(...(await checkOtherModes(rig)));
  add(await checkPush(rig));
  add(await checkTrip(rig));
  add(...(await checkMagnet(rig, setFieldMt)));
  add(...(await checkStopBytes(rig)));
  add(...(await checkLapse(rig)));
  add(checkSlip(rig));
  add(...(await checkCounters(talk, before)));
  await talk.ask('HALT', {});
  return {
    rig: name,
    unitNumber: rig.board.unitNumber,
    board: rig.board,
    tableHash,
    checkedAt: wallDateIso(),
    verdict: worst(rows.map((row) => row.verdict)),
    rows,
    roundTrips: trips.histogram,
  };
}

/** Returns today's date in the board's format, yyyymmdd. */
function dateNumber(): number {
  return Number(wallDateIso().slice(0, 10).replaceAll('-', ''));
}

function calibrationRow({ facts }: CheckedRig): CheckRow {
  const name = 'encoder calibrated';
  if (facts.calibrated) return factRow(name, `to ${facts.residualDeg} deg`, 'yes', true);
  const note = 'every verdict is uncertain by a degree; `--calibrate` measures and stores the error';
  return { name, value: 'no', unit: '', limits: 'yes', verdict: 'not decided', note };
}
