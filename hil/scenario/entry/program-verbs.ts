import type { ProgramChange } from '../../../firmware-sim/base/therapy.ts';
import { programLinesOf } from '../../../firmware-sim/telemetry/telemetry-draft-fields.ts';
import type { FirmwareVerb } from '../../firmware/firmware-verbs.ts';

/** Returns the telemetry verbs that programming a change needs, each once. */
export function verbsOfChange(change: ProgramChange): readonly FirmwareVerb[] {
  return [...new Set<FirmwareVerb>(['PROGBEGIN', ...programLinesOf(change).map(({ verb }) => verb), 'PROGCOMMIT'])];
}
