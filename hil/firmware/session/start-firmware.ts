import type { Product } from '../../../firmware-sim/products/product.ts';
import { stepVolumeOf } from '../../../firmware-sim/products/step-volume.ts';
import { modelWord } from '../../../firmware-sim/telemetry/telemetry-readings.ts';
import type { OpenResult } from '../../../protocol/host/link.ts';
import type { TelemetryVocabulary } from '../../../protocol/tables/telemetry-vocabulary.ts';
import { HilError } from '../../base/hil-error.ts';
import type { FirmwareFile } from '../firmware-file.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { HostedFirmware } from '../hosted-firmware.ts';
import { Capabilities } from './capabilities.ts';
import { FirmwareSession, type SessionArgs, type SessionReply, type SessionResult } from './firmware-session.ts';
import { HandoverClock } from './handover-clock.ts';
import { PreRoll } from './pre-roll.ts';
import { isUnknown, probeVerbs } from './probe-verbs.ts';
import { openingFailure, requestFailure } from './session-failure.ts';
import { StartedFirmware } from './started-firmware.ts';

/** Longest time of one exchange: a banner comes within 2.5 s, a reply within 2 s. */
const EXCHANGE_US_MAX = 10_000_000;
/** Largest difference of a calibration that the wire's three decimals can cause. */
const CALIBRATION_UL_SLACK = 0.000_5;
/** Voltage of a new lithium cell under load (assumed). Only the pre-roll uses it. */
const NEW_BATTERY_MV = 3000;

/** A firmware with an open session, before the run. Its clock runs only as far as the programmer's requests need. */
export class StartingFirmware {
  readonly firmware: HostedFirmware;
  readonly file: FirmwareFile;
  readonly session: FirmwareSession;
  readonly clock: HandoverClock;
  #capabilities: Capabilities | undefined;
  readonly #preRoll: PreRoll;
  #deliver: (bytes: Uint8Array) => void;

  private constructor(firmware: HostedFirmware, file: FirmwareFile) {
    this.firmware = firmware;
    this.file = file;
    this.#preRoll = new PreRoll(firmware, NEW_BATTERY_MV);
    this.clock = new HandoverClock(this.#preRoll.clock);
    this.#deliver = (bytes) => this.#preRoll.receive(bytes);
    this.session = new FirmwareSession(
      this.clock,
      (bytes) => this.#deliver(bytes),
      () => firmware.place,
    );
    this.#preRoll.onBytes = (bytes) => this.session.receive(bytes);
  }

  /**
   * Powers a firmware up, opens a session and finds out what it can do. Throws `HilError` (firmware) if it does not speak
   * the telemetry of a pump.
   */
  static start(firmware: HostedFirmware, file: FirmwareFile): StartingFirmware {
    const starting = new StartingFirmware(firmware, file);
    starting.#preRoll.begin();
    starting.#open();
    const identity = starting.mustAsk('IDENT', {});
    const able = starting.ask('ABLE', {});
    const capabilities = new Capabilities(identity, able.ok ? able.reply.abilities : undefined, file.verbs);
    starting.#capabilities = capabilities;
    probeVerbs(capabilities, (verb, args) => starting.ask(verb, args));
    return starting;
  }

  get name(): string {
    return this.firmware.identity.name;
  }

  get capabilities(): Capabilities {
    if (this.#capabilities === undefined) throw new Error('starting firmware: it has not started');
    return this.#capabilities;
  }

  /** Throws `HilError` (usage) if the firmware is one for another pump. */
  mustMatch(product: Product): void {
    const { model, calibrationUl } = this.capabilities.identity;
    const { models } = this.file;
    const ourModel = modelWord(product.id);
    const { unitUl } = stepVolumeOf(product);
    const isModel = model === ourModel && (models === undefined || models.includes(ourModel));
    const served = models === undefined ? '' : `; its file names ${models.join(', ')}`;
    if (!isModel) {
      const message = `The firmware "${this.name}" is one of ${model}${served}; allowed for this run: ${ourModel}.`;
      throw new HilError('FIRMWARE_OTHER_MODEL', 'usage', message);
    }
    if (Math.abs(calibrationUl - unitUl) <= CALIBRATION_UL_SLACK) return;
    const message = `The firmware "${this.name}" has a calibration of ${calibrationUl} uL; allowed: ${unitUl} uL, that of ${product.id}.`;
    throw new HilError('FIRMWARE_OTHER_CALIBRATION', 'usage', message);
  }

  /** Sends a request and runs the firmware until it has answered. Throws `HilError` (firmware) without an answer. */
  ask<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>): SessionResult<V> {
    const result = this.#waited<SessionResult<V>>((done) => this.session.request(verb, args, done));
    if (!result.ok && result.why !== 'refused') throw requestFailure(this.name, verb, result, this.session.state);
    return result;
  }

  /** Sends a request that the firmware has to accept. Throws `HilError` (firmware) otherwise. */
  mustAsk<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>): SessionReply<V> {
    const result = this.ask(verb, args);
    if (!result.ok) throw requestFailure(this.name, verb, result, this.session.state);
    return result.reply;
  }

  /** Reads, if the firmware has the verb. */
  read<V extends FirmwareVerb>(verb: V, args: SessionArgs<V>): SessionReply<V> | undefined {
    if (!this.capabilities.has(verb)) return undefined;
    const result = this.ask(verb, args);
    if (isUnknown(result)) this.capabilities.deny(verb);
    return result.ok ? result.reply : undefined;
  }

  /** Ends the pre-roll: the pump's clock, which stands at 0, continues the time of the firmware. */
  handOver(): StartedFirmware {
    return new StartedFirmware(this.firmware, this.#preRoll, this.clock.nowUs());
  }

  /** Directs the requests of the session to the run. */
  deliverTo(deliver: (bytes: Uint8Array) => void): void {
    this.#deliver = deliver;
  }

  #open(): void {
    const opened = this.#waited<OpenResult<TelemetryVocabulary>>((done) => this.session.open(done));
    if (!opened.ok) throw openingFailure(this.name, opened, this.session.state);
  }

  #waited<T>(start: (done: (result: T) => void) => void): T {
    const found: T[] = [];
    start((result) => found.push(result));
    this.#preRoll.until(() => found.length > 0, this.#preRoll.clock.nowUs() + EXCHANGE_US_MAX);
    if (found[0] === undefined) throw new Error('starting firmware: an exchange had no end');
    return found[0];
  }
}
