import { crc16 } from '../tables/crc16.ts';
import { Row } from '../tables/row.ts';
import { draftVerbs } from '../tables/telemetry-drafting.ts';
import { type TelemetryVocabulary, telemetryVocabulary } from '../tables/telemetry-vocabulary.ts';
import type { ArgsOf, Values } from '../tables/vocabulary.ts';

type DraftVerb = keyof typeof draftVerbs;
export type ProgramLine = {
  [K in DraftVerb]: { readonly verb: K; readonly args: ArgsOf<TelemetryVocabulary, K> };
}[DraftVerb];

/** Limit of the flex steps in a draft: twice 24 a day, for each weekday and for `all`. */
const FLEX_LINES_MAX = 384;
const FLEX_BYTES_MAX = 40;
/** Bound of the text: longer than all fields at their longest. */
const TEXT_BYTES_MAX = 640 + FLEX_LINES_MAX * FLEX_BYTES_MAX;
const PLACES_PER_VERB = 100_000;
const MINUTES_PER_DAY = 1440;

const verbOrder = Object.keys(draftVerbs);
const flexDays = telemetryVocabulary.verbs.PROGFLEX.args[0].choices;

/**
 * Returns a name for the field that a line sets. Each of the three drugs is a field, and so is each time of a flex
 * step.
 */
function placeOf(line: ProgramLine): number {
  return verbOrder.indexOf(line.verb) * PLACES_PER_VERB + placeInVerb(line);
}

function placeInVerb({ verb, args }: ProgramLine): number {
  if (verb === 'PROGDRUG') return args.drugSlot;
  return verb === 'PROGFLEX' ? flexDays.indexOf(args.day) * MINUTES_PER_DAY + args.fromMinutes : 0;
}

/**
 * Returns the CRC-16/CCITT-FALSE over the fields of a draft in the wire's notation, each with the space before it.
 * Their order is that of `draftVerbs`, drugs by number, flex steps by day (`all` first) and time. Of two lines for one
 * field the later counts. The order of sending does not matter. Throws a RangeError for more text than a draft may
 * hold.
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
