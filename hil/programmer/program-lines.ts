import type { ProgramLine } from '../../protocol/line/program-checksum.ts';
import type { FlexWord } from '../../protocol/tables/telemetry-fields.ts';
import type { TelemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { ArgsOf } from '../../protocol/tables/vocabulary.ts';

type Args<K extends ProgramLine['verb']> = ArgsOf<TelemetryVocabulary, K>;

/** Fields of a draft, in the units of the wire. A missing field keeps the pump's value. */
export interface ProgramDraft {
  readonly mode?: Args<'PROGMODE'>['mode'];
  /** Rate in continuous mode; basal rate in periodic mode. */
  readonly rateMlPerDay?: number;
  readonly lowReservoirMl?: number;
  readonly criticalEverySeconds?: number;
  readonly nonCriticalEverySeconds?: number;
  /** Volume of the reservoir after a refill. */
  readonly reservoirMl?: number;
  readonly catheterMl?: number;
  readonly drugs?: readonly Args<'PROGDRUG'>[];
  /** All steps of flex mode. They replace all earlier steps. */
  readonly flex?: readonly { readonly day: FlexWord; readonly fromMinutes: number; readonly rateMlPerDay: number }[];
  readonly periodic?: Args<'PROGPER'>;
  readonly patientBolus?: Args<'PROGPAT'>;
  readonly bridge?: Args<'PROGBRIDGE'>;
}

/** Returns the lines of a draft in the order that the checksum covers. */
export function programLines(draft: ProgramDraft): readonly ProgramLine[] {
  const lines: (ProgramLine | undefined)[] = [
    given(draft.mode, (mode) => ({ verb: 'PROGMODE', args: { mode } })),
    given(draft.rateMlPerDay, (rateMlPerDay) => ({ verb: 'PROGRATE', args: { rateMlPerDay } })),
    given(draft.lowReservoirMl, (lowReservoirMl) => ({ verb: 'PROGLOW', args: { lowReservoirMl } })),
    given(draft.criticalEverySeconds, (every) => ({ verb: 'PROGCRIT', args: { criticalEverySeconds: every } })),
    given(draft.nonCriticalEverySeconds, (every) => ({ verb: 'PROGNON', args: { nonCriticalEverySeconds: every } })),
    given(draft.reservoirMl, (volumeMl) => ({ verb: 'PROGVOL', args: { volumeMl } })),
    given(draft.catheterMl, (catheterMl) => ({ verb: 'PROGCATH', args: { catheterMl } })),
    ...(draft.drugs ?? []).map((args): ProgramLine => ({ verb: 'PROGDRUG', args })),
    ...(draft.flex ?? []).map((args): ProgramLine => ({ verb: 'PROGFLEX', args })),
    given(draft.periodic, (args) => ({ verb: 'PROGPER', args })),
    given(draft.patientBolus, (args) => ({ verb: 'PROGPAT', args })),
    given(draft.bridge, (args) => ({ verb: 'PROGBRIDGE', args })),
  ];
  return lines.filter((line) => line !== undefined);
}

function given<T>(value: T | undefined, line: (value: T) => ProgramLine): ProgramLine | undefined {
  return value === undefined ? undefined : line(value);
}
