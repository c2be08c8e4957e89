import { crc16 } from '../tables/crc16.ts';
import { Row } from '../tables/row.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../tables/telemetry-vocabulary.ts';
import type { ArgsOf, Values } from '../tables/vocabulary.ts';

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
  'PROGFLEX',
  'PROGPER',
  'PROGPAT',
  'PROGBRIDGE',
] as const;

type ProgramVerb = (typeof programVerbs)[number];
export type ProgramLine = {
  [K in ProgramVerb]: { readonly verb: K; readonly args: ArgsOf<TelemetryVocabulary, K> };
}[ProgramVerb];

/** Steps of flex in a draft: 24 a day for each weekday and for all of them, twice over. */
const FLEX_LINES_MAX = 384;
const FLEX_BYTES_MAX = 40;
/** More than the text of every field at its longest. */
const TEXT_BYTES_MAX = 640 + FLEX_LINES_MAX * FLEX_BYTES_MAX;
const PLACES_PER_VERB = 100_000;
const MINUTES_PER_DAY = 1440;

const flexDays = telemetryVocabulary.verbs.PROGFLEX.args[0].choices;

/** Which field of the draft a line sets: the three drugs are three fields, and so is each moment of flex. */
function placeOf(line: ProgramLine): number {
  return programVerbs.indexOf(line.verb) * PLACES_PER_VERB + placeInVerb(line);
}

function placeInVerb({ verb, args }: ProgramLine): number {
  if (verb === 'PROGDRUG') return args.drugSlot;
  return verb === 'PROGFLEX' ? flexDays.indexOf(args.day) * MINUTES_PER_DAY + args.fromMinutes : 0;
}

/**
 * CRC-16/CCITT-FALSE over the fields of a draft as the wire spells them, each with the space before it, in the order of
 * `programVerbs`, drugs by their number, steps of flex by day (`all` first) and time; of two lines for one field the later
 * counts. The order of sending does not. A RangeError for more text than any draft may hold.
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
