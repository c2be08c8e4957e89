import type { PumpView } from '../../viewer/pump/pump-view.ts';
import {
  comparison,
  degrees,
  differs,
  FACT_COLUMNS,
  fact,
  fieldFact,
  logFact,
  microlitres,
  rotorInWords,
  valueColumnsIn,
} from '../facts.ts';
import { type RunState, valueAt } from '../run-state.ts';
import { type Line, type StyledSpan, styled } from '../styled-text.ts';

/** Differences of volumes that are marked, in microlitres and as a share of the believed volume. */
const DIFFERENCE_UL_MIN = 1;
const DIFFERENCE_SHARE_MIN = 0.02;
/** From here on an angle is shown in turns, and a volume in millilitres. */
const TURNS_FROM_DEG = 100_000;
const ML_FROM = 1;

export interface PumpFactsOptions {
  /** True to leave out the event log and the reservoir. */
  readonly isBrief?: boolean;
  /** Columns that the facts may take. */
  readonly columns?: number;
}

/** Returns what the pump does and sees, and its values beside the true ones. */
export function pumpFacts(
  pump: PumpView,
  run: RunState,
  pumpUs: number,
  { isBrief = false, columns = FACT_COLUMNS }: PumpFactsOptions = {},
): readonly Line[] {
  const valueColumns = valueColumnsIn(columns);
  const believedMl = valueAt(run.programmedMl, pumpUs);
  const deliveredMl = valueAt(run.deliveredMl, pumpUs);
  return [
    fact('now', doing(pump, run)),
    fieldFact(run.fieldMt),
    driveFact(pump, run),
    fact('alarms', run.alarms.length === 0 ? styled('dim', 'none') : styled('bad', run.alarms.join(', '))),
    ...(isBrief ? [] : [logFact(run.logged)]),
    comparison('', 'believed', 'true', 'dim', valueColumns),
    ...angleFacts(pump, run, pumpUs, valueColumns),
    volumes('delivered', believedMl, deliveredMl, valueColumns),
    ...(isBrief
      ? []
      : [volumes('reservoir', valueAt(run.calculatedMl, pumpUs), valueAt(run.reservoirMl, pumpUs), valueColumns)]),
  ];
}

/** Returns the angle that the firmware commanded since the start of the run; 0 for a pump without rollers. */
export function commandedDeg({ drive }: PumpView, run: RunState, pumpUs: number): number {
  return drive.kind === 'rollers' ? (valueAt(run.programmedMl, pumpUs) / (drive.revolutionUl / 1000)) * 360 : 0;
}

function doing({ drive }: PumpView, { hasStudy, rateMlPerDay }: RunState): string {
  if (hasStudy) return 'roller study';
  const rate = `${Number(rateMlPerDay.toPrecision(4))} mL/day`;
  if (drive.kind === 'throttle') return `gas drive, built for ${rate}`;
  return rateMlPerDay === 0 ? 'no delivery' : `delivery, ${rate}`;
}

function driveFact({ drive }: PumpView, run: RunState): Line {
  switch (drive.kind) {
    case 'rollers':
      return fact('rotor', rotorInWords(run));
    case 'valves':
      return fact('valves', valvesInWords(run));
    case 'throttle':
      return fact('drive', 'nothing turns');
  }
}

function valvesInWords({ valves, rateMlPerDay }: RunState): StyledSpan {
  if (valves === 'open') return styled('bad', 'BOTH OPEN, drug flows');
  if (valves === 'shut') return styled('bad', 'SHUT, no drug flows');
  return rateMlPerDay === 0 ? styled('plain', 'shut') : styled('good', 'open in turn');
}

function angleFacts(pump: PumpView, run: RunState, pumpUs: number, valueColumns: number): readonly Line[] {
  if (pump.drive.kind !== 'rollers') return [];
  const commanded = commandedDeg(pump, run, pumpUs);
  const rotorDeg = valueAt(run.rotorDeg, pumpUs);
  const isLarge = Math.max(Math.abs(commanded), Math.abs(rotorDeg)) >= TURNS_FROM_DEG;
  const shown = (deg: number): string => (isLarge ? `${(deg / 360).toFixed(1)} turns` : degrees(deg));
  const style = differs(commanded, rotorDeg) ? 'bad' : 'plain';
  return [comparison('angle', shown(commanded), shown(rotorDeg), style, valueColumns)];
}

function volumes(label: string, believedMl: number, trueMl: number, valueColumns: number): Line {
  const isLarge = Math.max(Math.abs(believedMl), Math.abs(trueMl)) >= ML_FROM;
  const shown = (ml: number): string => (isLarge ? `${ml.toFixed(3)} mL` : microlitres(ml));
  const differenceMl = Math.abs(believedMl - trueMl);
  const isOff = differenceMl > Math.max(DIFFERENCE_UL_MIN / 1000, DIFFERENCE_SHARE_MIN * Math.abs(believedMl));
  return comparison(label, shown(believedMl), shown(trueMl), isOff ? 'bad' : 'plain', valueColumns);
}
