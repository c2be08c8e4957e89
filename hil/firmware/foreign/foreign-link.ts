import { HilError } from '../../base/hil-error.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { Capabilities } from '../session/capabilities.ts';
import type {
  FirmwareSession,
  SessionArgs,
  SessionReply,
  SessionReport,
  SessionResult,
} from '../session/firmware-session.ts';
import { isUnknown } from '../session/probe-verbs.ts';
import { requestFailure } from '../session/session-failure.ts';

export interface ForeignLinkOptions {
  readonly name: string;
  readonly session: FirmwareSession;
  readonly capabilities: Capabilities;
  /** True if the firmware's file lists its verbs. */
  readonly hasListedVerbs: boolean;
  /** Runs pump time until a condition holds. */
  readonly until: (condition: () => boolean) => Promise<void>;
}

type Done<V extends FirmwareVerb> = (reply: SessionReply<V>, report: SessionReport) => void;

/** Requests of a programmer to the firmware, on pump time: it runs while the programmer waits for a reply. */
export class ForeignLink {
  readonly #options: ForeignLinkOptions;
  /** Failure of a request that no caller awaits. */
  #failure: HilError | undefined;

  constructor(options: ForeignLinkOptions) {
    this.#options = options;
  }

  /**
   * Sends a request. Throws `HilError` if the firmware does not answer, or does not know the verb. A firmware without power
   * may leave a request without an answer.
   */
  async request<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>): Promise<SessionResult<V>> {
    const found: SessionResult<V>[] = [];
    this.#send(verb, args, (result) => found.push(result));
    await this.#options.until(() => found.length > 0);
    return this.#checked(verb, found[0] as SessionResult<V>);
  }

  /**
   * Sends a request that reads, and sends it again if the firmware restarted in between. Throws `HilError` (firmware) if the
   * firmware refuses it.
   */
  async read<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>): Promise<SessionReply<V>> {
    const first = await this.request(verb, args);
    const result = !first.ok && first.why === 'restarted' ? await this.request(verb, args) : first;
    if (result.ok) return result.reply;
    const { name, session } = this.#options;
    throw requestFailure(name, verb, result, session.state);
  }

  /** Sends a reading within an event, and calls `done` with its reply. A failure ends the run at the next wait. */
  readSoon<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>, done: Done<V>): void {
    if (!this.has(verb)) return;
    this.#send(verb, args, (result) => {
      try {
        const checked = this.#checked(verb, result);
        if (checked.ok) done(checked.reply, checked.report);
      } catch (error) {
        if (!(error instanceof HilError)) throw error;
        this.#failure ??= error;
      }
    });
  }

  has(verb: FirmwareVerb): boolean {
    return this.#options.capabilities.has(verb);
  }

  /** Lets the firmware restart without a failure of the run, because the bench takes its power. */
  expectRestart(): void {
    this.#options.session.expectRestart();
  }

  get isBusy(): boolean {
    return this.#options.session.busy;
  }

  /** Waits until no request is pending. Throws the failure of a reading within an event. */
  async quiet(): Promise<void> {
    await this.#options.until(() => !this.#options.session.busy);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #send<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>, done: (result: SessionResult<V>) => void): void {
    try {
      this.#options.session.request(verb, args, done);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new HilError('OUT_OF_TABLE', 'usage', `${verb} was not sent: ${error.message}.`, { cause: error });
    }
  }

  #checked<V extends FirmwareVerb>(verb: V, result: SessionResult<V>): SessionResult<V> {
    const { name, session, capabilities, hasListedVerbs } = this.#options;
    if (result.ok) return result;
    if (result.why !== 'refused') {
      const isLost = session.mayRestart && (result.why === 'restarted' || result.why === 'no answer');
      if (isLost) return result;
      throw requestFailure(name, verb, result, session.state);
    }
    if (!isUnknown(result)) return result;
    capabilities.deny(verb);
    const message = `The firmware "${name}" answered ${verb} with ${result.error}, so it does not know the verb.`;
    if (!hasListedVerbs) throw new HilError('FIRMWARE_LACKS', 'usage', message);
    const hint = `Its file lists ${verb} in \`verbs\`.`;
    throw new HilError('FIRMWARE_LACKS_LISTED', 'firmware', message, { hint, lastLines: session.state.lastLines });
  }
}
