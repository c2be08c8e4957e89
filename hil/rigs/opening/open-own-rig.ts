import { HilError } from '../../base/hil-error.ts';
import { quoted } from '../../base/quoted-text.ts';
import { openLoopbackLine } from '../lines/loopback-line.ts';
import { openModel } from './open-model.ts';
import { openWireRig } from './open-wire-rig.ts';
import type { OpenedRig, OpenRigOptions } from './opened-rig.ts';

/** Rigs that need nothing of Node, so that a browser has them too. */
const ownRigNames = ['model', 'loopback'] as const;

/** Opens a rig that needs neither ports nor files. Throws `HilError` RIG_UNKNOWN (usage) for any other. */
export async function openOwnRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  if (name === 'model') return openModel(options);
  if (name === 'loopback') return openWireRig(name, openLoopbackLine(options), options);
  const message = `Rig ${quoted(name)}; allowed in a page: ${ownRigNames.join(', ')}.`;
  throw new HilError('RIG_UNKNOWN', 'usage', message);
}
