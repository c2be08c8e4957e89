import { isMeasured } from '../../../firmware-sim/outside/field-exposure.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { TimelineEntry } from '../scenario.ts';
import type { NamedFiles } from './named-files.ts';

/** Reads the files of measured fields into the timeline. Problems of a file keep their own file, line and column. */
export function withMeasuredFields(
  entries: readonly TimelineEntry[],
  files: NamedFiles,
  refuse: Refuse,
): readonly TimelineEntry[] {
  return entries.map((entry) => withMeasuredField(entry, files, refuse));
}

function withMeasuredField(entry: TimelineEntry, files: NamedFiles, refuse: Refuse): TimelineEntry {
  const { action } = entry;
  if (action.kind !== 'field' || !isMeasured(action) || action.file === undefined) return entry;
  const { path, place } = action.file;
  const read = files.measuredField(path, place, action.angleToNormalDeg);
  if (read === undefined) return entry;
  if (read.hasAngle && action.angleToNormalDeg !== undefined)
    refuse(place, '`angle to pump normal` together with a column "angle" of the file', 'one of the two');
  return { ...entry, action: { ...action, samples: read.samples } };
}
