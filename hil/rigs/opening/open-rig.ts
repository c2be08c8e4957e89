import { HilError } from '../../base/hil-error.ts';
import { didYouMean } from '../../base/nearest-name.ts';
import { quoted } from '../../base/quoted-text.ts';
import type { BoardLine } from '../lines/board-line.ts';
import type { OpenLineOptions } from '../lines/line-opening.ts';
import { isNetworkAddress, isPort, type LineRigKind, lineRigNames, lineRigOf, rigNames } from '../rig-names.ts';
import { openModel } from './open-model.ts';
import type { OpenedRig, OpenRigOptions } from './opened-rig.ts';

/** Opens the line to a rig by name. Sends nothing yet. The error for an unknown rig lists the names in `known`. */
export async function openBoardLine(
  name: string,
  options: OpenLineOptions,
  known: readonly string[] = lineRigNames,
): Promise<BoardLine> {
  const kind = lineRigOf(name);
  if (kind !== undefined) return await openings[kind](name, options);
  if (isNetworkAddress(name)) throw networkRig(name, known);
  if (isPort(name)) return await openPort(name, options);
  throw unknownRig(name, known);
}

type LineOpening = (name: string, options: OpenLineOptions) => Promise<BoardLine>;

/**
 * Openers, one for each rig in `rig-names.ts` that has a line. A missing one does not compile. Each is loaded on
 * demand, because most runs use `model` and start sooner without them.
 */
const openings: Readonly<Record<LineRigKind, LineOpening>> = {
  loopback: async (_name, options) => (await import('../lines/loopback-line.ts')).openLoopbackLine(options),
  virtual: async (_name, options) => (await import('../lines/virtual-board-line.ts')).openVirtualBoardLine(options),
  emulated: async (name, options) => (await import('../lines/emulated-line.ts')).openEmulatedLine(name, options),
};

const openPort: LineOpening = async (path, options) =>
  (await import('../lines/port-line.ts')).openPortLine(path, options);

/** Opens a rig by name. The rig is `busy` until its session is open. If opening fails, `failure` holds the error. */
export async function openRig(name: string, options: OpenRigOptions): Promise<OpenedRig> {
  if (name === 'model') return openModel(options);
  // Imports before the line opens. An `await` after that would let bytes arrive before their receiver is set.
  const { openWireRig } = await import('./open-wire-rig.ts');
  return openWireRig(name, await openBoardLine(name, options, rigNames), options);
}

function unknownRig(name: string, known: readonly string[]): HilError {
  const meant = didYouMean(name, known);
  const allowed = `${known.join(', ')}, or the path of a port (with a slash, a backslash, or \`COMn\`)`;
  const message = `Unknown rig ${quoted(name)}; allowed: ${allowed}.${meant}`;
  return new HilError('RIG_UNKNOWN', 'usage', message);
}

/** Returns the error for an address such as `tcp://host:port`. This version opens serial devices only. */
function networkRig(name: string, known: readonly string[]): HilError {
  const message = `The rig ${quoted(name)} is a network address; allowed: the path of a serial device, or one of ${known.join(', ')}.`;
  return new HilError('RIG_NETWORK', 'usage', message, {
    hint: 'Bridge the network port to a local pseudo terminal, as with `socat PTY,link=./rig,raw,echo=0 TCP:HOST:PORT`, then use `--rig ./rig`.',
  });
}
