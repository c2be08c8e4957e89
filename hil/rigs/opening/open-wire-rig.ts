import type { BoardLine } from '../lines/board-line.ts';
import { WireRig } from '../wire-rig.ts';
import type { OpenedRig, OpenRigOptions } from './opened-rig.ts';

/**
 * Opens a rig behind a line. It reads `onFault` at each fault, because the caller sets it after the opening. The caller has
 * awaited nothing since the line opened, so no byte has been missed.
 */
export function openWireRig(
  name: string,
  line: BoardLine,
  { rebaseSteps, spanUsMax }: OpenRigOptions,
): OpenedRig & { readonly rig: WireRig } {
  const { boardTime, board, emulated, setFieldMt, faultLines } = line;
  const rig = new WireRig({
    name,
    time: line.time,
    boardTime,
    session: line.session,
    rebaseSteps,
    spanUsMax,
    send: (bytes) => line.send(bytes),
    line: line.line,
    lineCounters: line.counters,
    close: line.close,
  });
  line.onBytes = (bytes) => rig.receive(bytes);
  line.onLost = (why) => rig.lost(why);
  rig.open();
  const none: OpenedRig['onFault'] = undefined;
  const opened = { rig, boardTime, onFault: none as OpenedRig['onFault'], faultLines, board, emulated, setFieldMt };
  line.onFault = (kind, direction) => opened.onFault?.(kind, direction);
  return opened;
}
