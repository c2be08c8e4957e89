import type { VirtualClock } from '../../firmware-sim/base/virtual-clock.ts';
import { TelemetryServer } from '../../firmware-sim/telemetry/telemetry-server.ts';
import { BoardTime } from '../base/board-time.ts';
import type { HilError } from '../base/hil-error.ts';
import { wallNowUs } from '../base/wall-clock.ts';
import type { Bench } from '../bench.ts';
import { openSerialLine } from '../ports/serial-line.ts';

/** Connection between a programmer and a pump: a port, or a bench in the same process. */
export interface TelemetryLine {
  readonly name: string;
  readonly boardTime: BoardTime;
  readonly session: number;
  /** Longest wait for a banner when the session opens. Default: the longest start of a board. */
  readonly bannerWaitUs?: number;
  onBytes: (bytes: Uint8Array) => void;
  /** Called when the port disappears. */
  onLost: (why: HilError) => void;
  send(bytes: Uint8Array): void;
  /** Waits until the effects of a request have reached the rig. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const SESSION_COUNT = 255;
/** A pump in this process needs no time to start. */
const NO_WAIT_US = 0;

/** Opens a port that has a pump at its other end. Rejects with `HilError` (link), as `openSerialLine` does. */
export async function portLine(path: string): Promise<TelemetryLine> {
  const boardTime = new BoardTime('wall', { skipsPauses: true });
  const serial = await openSerialLine(path);
  const line: TelemetryLine = {
    name: path,
    boardTime,
    session: 1 + (Math.floor(wallNowUs() / 1000 + process.pid) % SESSION_COUNT),
    onBytes: () => {},
    onLost: () => {},
    send: (bytes) => serial.send(bytes),
    settle: async () => {},
    close: () => serial.close(),
  };
  serial.onBytes = (bytes) => {
    boardTime.catchUp();
    line.onBytes(bytes);
    boardTime.wake();
  };
  serial.onClosed = (why) => {
    line.onLost(why);
    boardTime.wake();
  };
  return line;
}

/** Connects a programmer to the pump of a bench. A request takes no pump time, and its effects reach the rig. */
export function benchLine(bench: Bench): TelemetryLine {
  const boardTime = new BoardTime('free');
  const wireClock: VirtualClock = boardTime.clock;
  const { pump, trace, pumpClock } = bench;
  const line: TelemetryLine = {
    name: 'the pump of the bench',
    boardTime,
    session: 1,
    bannerWaitUs: NO_WAIT_US,
    onBytes: () => {},
    onLost: () => {},
    send: (bytes) => server.receive(bytes),
    settle: () => bench.driver.settle(),
    close: async () => server.close(),
  };
  const server = new TelemetryServer({
    pump,
    trace,
    pumpClock,
    wireClock,
    // Delivers the reply after the call that sent the request, as a wire does.
    send: (bytes) => void wireClock.at(wireClock.nowUs(), () => line.onBytes(bytes)),
  });
  server.boot();
  return line;
}
