import { actionVerbs } from '../../protocol/tables/telemetry-actions.ts';
import { draftingVerbs } from '../../protocol/tables/telemetry-drafting.ts';
import { readingVerbs } from '../../protocol/tables/telemetry-readings.ts';
import type { ActionVerb, DraftingVerb, ReadingVerb } from '../../protocol/tables/telemetry-vocabulary.ts';

/** A telemetry verb that a firmware may implement. The verbs of the session itself belong to every firmware. */
export type FirmwareVerb = ReadingVerb | DraftingVerb | ActionVerb;

export const firmwareVerbs = [
  ...Object.keys(readingVerbs),
  ...Object.keys(draftingVerbs),
  ...Object.keys(actionVerbs),
] as [FirmwareVerb, ...FirmwareVerb[]];

/** Verbs without which the bench cannot program a firmware. IDENT is always asked, whether a file lists it or not. */
export const neededVerbs = ['PROGBEGIN', 'PROGMODE', 'PROGCOMMIT'] as const satisfies readonly FirmwareVerb[];
