import { tableHash } from '../../protocol/tables/table-hash.ts';
import { telemetryVocabulary } from '../../protocol/tables/telemetry-vocabulary.ts';
import { cHeader, withVerbs } from './c-header.ts';

/** Verbs that the reference firmware answers. To any other it says `err VERB`. */
const REFERENCE_VERBS = [
  'HELLO',
  'STAT',
  'PING',
  'EVTS',
  'ERRS',
  'COUNTERS',
  'IDENT',
  'THERAPY',
  'RESERVOIR',
  'ABLE',
  'ALARMS',
  'LOG',
  'INTERROGATE',
  'PROGBEGIN',
  'PROGMODE',
  'PROGRATE',
  'PROGLOW',
  'PROGCRIT',
  'PROGNON',
  'PROGVOL',
  'PROGREAD',
  'PROGCOMMIT',
  'PROGCANCEL',
  'BOLUS',
  'STUDY',
  'STOP',
  'MINRATE',
  'ALTEST',
] as const;

/** Returns the header of the reference firmware: its verbs, with the hash of the whole telemetry table. */
export function referenceHeader(): string {
  return cHeader(withVerbs(telemetryVocabulary, REFERENCE_VERBS), tableHash(telemetryVocabulary));
}
