import { hex } from './ascii.ts';
import { rigVocabulary } from './rig-vocabulary.ts';
import { tableHash } from './table-hash.ts';
import { telemetryVocabulary } from './telemetry-vocabulary.ts';
import { BANNER_START } from './text-line.ts';

const vocabularies = [rigVocabulary, telemetryVocabulary] as const;

export type VocabularyTitle = (typeof vocabularies)[number]['title'];

/**
 * Returns the vocabulary of the other end, by its banner or by its table hash (8 hex digits). Undefined if neither is
 * known.
 */
export function languageOf(banner: string | undefined, theirHash: string): VocabularyTitle | undefined {
  return vocabularies.find(
    (one) => banner?.startsWith(`${BANNER_START}${one.title} `) === true || hex(tableHash(one), 8) === theirHash,
  )?.title;
}
