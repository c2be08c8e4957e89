import { BoardTime } from '../../base/board-time.ts';
import { HilError } from '../../base/hil-error.ts';
import { ModelRig } from '../model-rig.ts';
import { LINE_RIGS_IN_HELP } from '../rig-names.ts';
import type { OpenedRig, OpenRigOptions } from './opened-rig.ts';

/** Opens the rig `model`. Throws `HilError` NO_LINE (usage) for line faults. */
export function openModel({ faults, watched }: OpenRigOptions): OpenedRig {
  if (faults !== undefined) {
    const message = `\`--faults\` needs a line, and the rig \`model\` has none. Use ${LINE_RIGS_IN_HELP}.`;
    throw new HilError('NO_LINE', 'usage', message);
  }
  const boardTime = new BoardTime(watched === true ? 'wall' : 'free');
  return { rig: new ModelRig(boardTime), boardTime, onFault: undefined, faultLines: [] };
}
