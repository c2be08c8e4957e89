import type { Acceptance } from '../../../firmware-sim/base/refusal.ts';
import { lane } from '../../../firmware-sim/base/virtual-clock.ts';
import { rateCheckSignals } from '../../../firmware-sim/outside/rate-check.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import { stepMlOf, stepVolumeOf } from '../../../firmware-sim/products/step-volume.ts';
import { declarationsFor } from '../../../firmware-sim/trace/signal.ts';
import type { OpenBench } from '../../open-bench.ts';
import { refusedEntries, type Scenario } from '../../scenario/scenario.ts';
import type { FirmwareIdentity, FirmwareUse, HostedFirmware } from '../hosted-firmware.ts';
import type { StartingFirmware } from '../session/start-firmware.ts';
import type { FirstProgram } from './first-program.ts';
import { ForeignLink } from './foreign-link.ts';
import { ForeignPump } from './foreign-pump.ts';
import { RateWatch } from './rate-watch.ts';
import { sourcesOf } from './sources.ts';

/** Longest delay of an event on a wire (assumed): the longest line at 9600 baud, behind some others. */
const LATE_US_MAX = 1_000_000;
/** Longest pump time for which a programmer waits: a reply takes at most 2 s. */
const WAIT_US_MAX = 10_000_000;

export interface ForeignRunParts {
  readonly starting: StartingFirmware;
  readonly scenario: Scenario;
  readonly product: Product;
  /** Drafted in the firmware. */
  readonly first: FirstProgram;
  /** Number of the newest entry in the firmware's log; 0 for an empty log, or for a run in which the firmware cannot restart. */
  readonly logNumber: number;
}

/** A run with a foreign firmware: prepared before the bench opens, then attached to it. */
export class ForeignRun {
  readonly #starting: StartingFirmware;
  readonly #scenario: Scenario;
  readonly #product: Product;
  readonly #first: FirstProgram;
  readonly #logNumber: number;
  #pump: ForeignPump | undefined;

  constructor({ starting, scenario, product, first, logNumber }: ForeignRunParts) {
    this.#starting = starting;
    this.#scenario = scenario;
    this.#product = product;
    this.#first = first;
    this.#logNumber = logNumber;
  }

  get identity(): FirmwareIdentity {
    return this.#starting.firmware.identity;
  }

  /** What the firmware has used of its chip; undefined without a chip. */
  get use(): FirmwareUse | undefined {
    return this.#starting.firmware.use;
  }

  /** The firmware for the bench. Its pre-roll is over. */
  handOver(): HostedFirmware {
    return this.#starting.handOver();
  }

  /** Connects the programmer with the firmware on an open bench. */
  attach({ body, trace, pumpClock, driver, underTest }: OpenBench): void {
    if (underTest === undefined) throw new Error('foreign run: the bench has no firmware under test');
    const { host, orders: book } = underTest;
    const { session, clock, capabilities, file, name } = this.#starting;
    trace.declare(declarationsFor(rateCheckSignals));
    const { pump: setup, timeline, expect } = this.#scenario;
    const refused = refusedEntries(expect);
    const programs = timeline.flatMap((entry) =>
      entry.action.kind === 'program' && !refused.has(entry.name) ? [entry.action.program.mode] : [],
    );
    const modes = [setup.program.mode, ...programs];
    for (const [signal, why] of sourcesOf(file, capabilities, modes)) trace.hasNoSource(signal, why);
    if (file.chip !== undefined) trace.comesLate(LATE_US_MAX);
    clock.handOver(pumpClock.lane(lane.timeline));
    this.#starting.deliverTo((bytes) => host.receive(bytes));
    host.onBytes = (bytes) => session.receive(bytes);
    const link = new ForeignLink({
      name,
      session,
      capabilities,
      hasListedVerbs: file.verbs !== undefined,
      until: async (condition) => {
        const boundUs = pumpClock.nowUs() + WAIT_US_MAX;
        if (!(await driver.until(condition, boundUs))) throw new Error('foreign run: a request had no end');
      },
    });
    const pump = new ForeignPump({
      body,
      trace,
      clock: pumpClock.lane(lane.timeline),
      link,
      book,
      file,
      singleBolusEndsStopped: this.#scenario.pump.singleBolusEndsStopped,
      commandedSteps: () => host.commandedSteps,
    });
    const rates = new RateWatch({
      trace,
      clock: pumpClock,
      stepMl: stepMlOf(stepVolumeOf(this.#product)),
      clockDriftPpm: file.clockDriftPpm,
      stepsMade: () => host.commandedSteps,
    });
    pump.stated.onRate = (stated) => rates.stated(stated);
    session.onEvent = (event) => pump.hear(event);
    session.onRestart = () => pump.restarted();
    pump.logBegins(this.#logNumber);
    host.outputs.onTone = (hertz) => pump.hearTone(hertz);
    host.onReset = () => pump.resets();
    this.#pump = pump;
  }

  get pump(): ForeignPump {
    if (this.#pump === undefined) throw new Error('foreign run: it is not attached');
    return this.#pump;
  }

  /** Commits the first program, at pump time 0. */
  begin(): Promise<Acceptance> {
    return this.pump.commitFirst(this.#first.change);
  }

  /** Ends the session and the firmware. */
  async close(): Promise<void> {
    this.#starting.session.close();
    await this.#starting.firmware.close();
  }
}
