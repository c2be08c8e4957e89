import type { AddedEntry, RunPlan } from './messages.ts';

/**
 * Messages between the page and the part of its Worker that drives a rig. All are plain data. Only the page can ask the user
 * for a serial port. The Worker then finds it among the ports that the page was granted; if it cannot, the page carries the
 * bytes.
 */
export type RigRequest =
  /**
   * Lets the rig behind the line follow a plan from a time on. The plan runs without the rig up to there. `alignDeg` turns the
   * shaft to the rotor; undefined: where the shaft stands counts as the rotor's angle.
   */
  | {
      readonly kind: 'rig follow';
      readonly plan: RunPlan;
      readonly atUs: number;
      readonly line: string;
      readonly pace: RigPace;
      /** Angle of the rotor at which an earlier run left the shaft; undefined for the first run. */
      readonly leftAtDeg: number | undefined;
      /** Number of the run, which its replies repeat. */
      readonly run: number;
      /** Carrier of the bytes: a serial port of the page, or the Worker with a serial port or a socket. */
      readonly via: RigVia;
    }
  /** Carries entries out as soon as the rig has ended its segment. */
  | { readonly kind: 'rig act'; readonly id: number; readonly entries: readonly AddedEntry['entry'][] }
  | { readonly kind: 'rig pace'; readonly pace: RigPace }
  /** Ends the run and halts the rig. */
  | { readonly kind: 'rig leave' }
  | { readonly kind: 'rig bytes'; readonly bytes: Uint8Array }
  /** The line is gone. */
  | { readonly kind: 'rig closed'; readonly why: string }
  | SocketRequest
  | SerialRequest;

export type RigVia = 'page' | 'serial' | 'socket';

/** Messages about the Worker's socket to the server that the page came from. A page has one at a time, each with a number. */
export type SocketRequest =
  | { readonly kind: 'rig socket open'; readonly socket: number; readonly host: string; readonly token: string }
  /** Sends a text to the pages that watch. */
  | { readonly kind: 'rig socket share'; readonly socket: number; readonly text: string }
  | { readonly kind: 'rig socket close'; readonly socket: number };

/** USB or Bluetooth ids of a serial port, as Web Serial gives them. A port on a board has none. */
export interface SerialIds {
  readonly usbVendorId?: number;
  readonly usbProductId?: number;
  readonly bluetoothServiceClassId?: number | string;
}

/** Messages about a serial port that the Worker opens. A page has one at a time, each with a number. */
export type SerialRequest =
  /** Opens the port with these ids, which the user has granted to the page. */
  | { readonly kind: 'rig serial open'; readonly serial: number; readonly ids: SerialIds }
  | { readonly kind: 'rig serial close'; readonly serial: number };

/** News of the Worker's serial port. */
export type SerialNews =
  | { readonly kind: 'rig serial opened'; readonly serial: number }
  /** The Worker cannot tell the port: its browser shows a Worker no port, or several with the same ids. */
  | { readonly kind: 'rig serial absent'; readonly serial: number }
  | { readonly kind: 'rig serial refused'; readonly serial: number; readonly why: string }
  | { readonly kind: 'rig serial gone'; readonly serial: number; readonly why: string };

/** News of what the Worker holds to reach a rig. */
export type LinkNews = SocketNews | SerialNews;

/** News of the Worker's socket. */
export type SocketNews =
  | { readonly kind: 'rig socket text'; readonly socket: number; readonly text: string }
  | { readonly kind: 'rig socket ended'; readonly socket: number; readonly code: number; readonly reason: string };

/** Speed in pump seconds per second, and the pump time that the rig may not pass. */
export interface RigPace {
  readonly speed: number;
  readonly limitUs: number;
}

/** Facts of a rig that follows. */
export interface FollowingRig {
  readonly name: string;
  readonly made: string;
  readonly unitNumber: number | undefined;
  /** Fastest speed at which this rig turns at the pump's highest rate. */
  readonly speedMax: number;
  /** True if a magnet at the rig's own sensor acts on the pump. */
  readonly hasFieldSensor: boolean;
}

/** A reply, with the number of the run that it is about. A page that has left that run ignores it. */
export type RigReply = RigNews & { readonly run: number };

/** What a run that a rig follows tells its page. */
export type RigNews =
  | { readonly kind: 'rig bytes'; readonly bytes: Uint8Array }
  /** The rig is open, and its shaft turns by this angle before it follows. */
  | { readonly kind: 'rig aligning'; readonly rig: FollowingRig; readonly turnsDeg: number }
  | { readonly kind: 'rig following' }
  /** Pump time of the run, with the latest readings of the rig. */
  | {
      readonly kind: 'rig at';
      readonly pumpUs: number;
      readonly rotorDeg: number;
      readonly shaftDeg: number | undefined;
      readonly fieldMt: number | undefined;
    }
  /** Entries have acted at a time: those of request `id`, or a field that the rig's sensor reported. */
  | {
      readonly kind: 'rig acted';
      readonly id: number | undefined;
      readonly atUs: number;
      readonly entries: readonly AddedEntry['entry'][];
    }
  /** The entries of request `id` did not act. */
  | { readonly kind: 'rig refused'; readonly id: number; readonly why: string }
  | { readonly kind: 'rig left' }
  | { readonly kind: 'rig lost'; readonly code: string; readonly message: string; readonly hint: string | undefined };

/** Returns true for a message about a rig. */
export function isAboutRig<M extends { readonly kind: string }>(
  message: M,
): message is Extract<M, RigRequest | RigReply | LinkNews> {
  return message.kind.startsWith('rig ');
}

/** Returns true for news of the Worker's socket. */
export function isOfSocket(news: RigReply | LinkNews): news is SocketNews {
  return news.kind.startsWith('rig socket ');
}

/** Returns true for news of the Worker's serial port. */
export function isOfSerial(news: RigReply | LinkNews): news is SerialNews {
  return news.kind.startsWith('rig serial ');
}
