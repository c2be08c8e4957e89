import { HilError } from '../../../base/hil-error.ts';
import { machineWall, type Wall } from '../../../base/wall-clock.ts';
import type { LinkNews, RigNews, RigReply, RigRequest, SerialRequest, SocketRequest } from '../engine/rig-messages.ts';
import type { ShippedLibrary } from '../engine/shipped-library.ts';
import type { GrantedPorts } from '../rig/serial-port.ts';
import { LiveRun } from './live-run.ts';
import { PageLine } from './page-line.ts';
import { SerialLink } from './serial-link.ts';
import { SocketLink } from './socket-link.ts';

type Follow = Extract<RigRequest, { readonly kind: 'rig follow' }>;

export interface RigFollowerParts {
  readonly wall?: Wall | undefined;
  /** Ports that the page was granted; undefined in a browser whose Workers have none. */
  readonly serial?: GrantedPorts | undefined;
}

/** Drives the rig of a page from its Worker, whose timers a hidden tab does not slow. One run follows at a time. */
export class RigFollower {
  readonly #library: ShippedLibrary;
  readonly #send: (reply: RigReply | LinkNews) => void;
  readonly #wall: Wall;
  #run: LiveRun | undefined;
  #line: PageLine | undefined;
  /** Number of the run that the page asked for last; undefined after it has left that run. */
  #wanted: number | undefined;
  /** Socket to the server of the page, and its number. */
  #socket: { readonly number: number; readonly link: SocketLink } | undefined;
  readonly #serial: SerialLink;
  #last: Promise<void> = Promise.resolve();

  constructor(
    library: ShippedLibrary,
    send: (reply: RigReply | LinkNews) => void,
    { wall = machineWall, serial }: RigFollowerParts = {},
  ) {
    this.#library = library;
    this.#send = send;
    this.#wall = wall;
    this.#serial = new SerialLink(serial, { onBytes: (bytes) => this.#line?.take(bytes), onNews: send });
  }

  take(request: RigRequest): void {
    switch (request.kind) {
      case 'rig follow':
        this.#run?.leave();
        this.#wanted = request.run;
        this.#last = this.#last.then(() => this.#follow(request));
        return;
      case 'rig act':
        if (this.#run === undefined)
          this.#send({
            kind: 'rig refused',
            id: request.id,
            why: 'The rig no longer follows.',
            run: this.#wanted ?? 0,
          });
        else this.#run.act(request);
        return;
      case 'rig pace':
        this.#run?.setPace(request.pace);
        return;
      case 'rig leave':
        // Also a run that still waits for the end of the one before.
        this.#wanted = undefined;
        this.#run?.leave();
        return;
      case 'rig bytes':
        this.#line?.take(request.bytes);
        return;
      case 'rig closed':
        this.#line?.lose(request.why);
        return;
      case 'rig serial open':
      case 'rig serial close':
        this.#takeOfSerial(request);
        return;
      default:
        this.#takeOfSocket(request);
    }
  }

  #takeOfSerial(request: SerialRequest): void {
    if (request.kind === 'rig serial open') this.#serial.open(request.serial, request.ids);
    else this.#serial.close(request.serial);
  }

  #takeOfSocket(request: SocketRequest): void {
    const { socket } = request;
    const present = this.#socket?.number === socket ? this.#socket.link : undefined;
    if (request.kind === 'rig socket open') this.#open(request);
    else if (request.kind === 'rig socket share') present?.send(request.text);
    else if (present !== undefined) {
      present.close();
      this.#socket = undefined;
    }
  }

  #open({ socket: number, host, token }: Extract<SocketRequest, { readonly kind: 'rig socket open' }>): void {
    this.#socket?.link.close();
    const link = new SocketLink({
      host,
      token,
      onText: (text) => this.#send({ kind: 'rig socket text', socket: number, text }),
      onBytes: (bytes) => this.#line?.take(bytes),
      onEnded: ({ code, reason }) => this.#send({ kind: 'rig socket ended', socket: number, code, reason }),
    });
    this.#socket = { number, link };
  }

  async #follow({ plan, atUs, pace, leftAtDeg, line: path, run: number, via }: Follow): Promise<void> {
    const send = (news: RigNews): void => this.#send({ ...news, run: number });
    if (this.#wanted !== number) {
      send({ kind: 'rig left' });
      return;
    }
    const link = via === 'socket' ? this.#socket?.link : via === 'serial' ? this.#serial : undefined;
    const line = new PageLine(path, (bytes) =>
      link === undefined ? send({ kind: 'rig bytes', bytes }) : link.send(bytes),
    );
    this.#line = line;
    try {
      const [library, wall] = [this.#library, this.#wall];
      this.#run = new LiveRun({ plan, atUs, pace, leftAtDeg, line, number, library, wall, send });
      await this.#run.run();
      send({ kind: 'rig left' });
    } catch (error) {
      send(endOf(error));
    } finally {
      this.#run = undefined;
      this.#line = undefined;
    }
  }
}

function endOf(error: unknown): RigNews {
  if (!(error instanceof HilError)) return { kind: 'rig lost', code: 'BUG', message: String(error), hint: undefined };
  const { code, message, hint } = error;
  return code === 'INTERRUPTED' ? { kind: 'rig left' } : { kind: 'rig lost', code, message, hint };
}
