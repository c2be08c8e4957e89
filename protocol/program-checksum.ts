import { crc16 } from './crc16.ts';
import { Row } from './row.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from './telemetry-vocabulary.ts';
import type { ArgsOf, Values } from './vocabulary.ts';

/** The verbs that set a field of a draft, in the order in which their fields are summed up. */
const programVerbs = [
  'PROGMODE',
  'PROGRATE',
  'PROGLOW',
  'PROGCRIT',
  'PROGNON',
  'PROGVOL',
  'PROGCATH',
  'PROGDRUG',
] as const;

type ProgramVerb = (typeof programVerbs)[number];
export type ProgramLine = {
  [K in ProgramVerb]: { readonly verb: K; readonly args: ArgsOf<TelemetryVocabulary, K> };
}[ProgramVerb];

/** More than the text of every field at its longest. */
const TEXT_BYTES_MAX = 512;

/** Which field of the draft a line sets; the three drugs are three fields. */
function placeOf({ verb, args }: ProgramLine): number {
  return programVerbs.indexOf(verb) + ('drugSlot' in args ? args.drugSlot - 1 : 0);
}

/**
 * CRC-16/CCITT-FALSE over the fields of a draft as the wire spells them, each with the space before it, in the order of
 * `programVerbs`, drugs by their number; of two lines for one field the later counts. The order of sending does not.
 */
export function programChecksum(lines: readonly ProgramLine[]): number {
  const last = new Map(lines.map((line) => [placeOf(line), line]));
  const bytes = new Uint8Array(TEXT_BYTES_MAX);
  let end = 0;
  for (const place of [...last.keys()].sort((a, b) => a - b)) {
    const { verb, args } = last.get(place) as ProgramLine;
    end = new Row(telemetryVocabulary.verbs[verb].args).write(bytes, end, args as Values);
  }
  return crc16(bytes, end);
}
