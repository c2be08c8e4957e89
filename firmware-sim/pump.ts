import type { FirmwarePort, OrderedVolume, RefillPort } from './base/firmware-port.ts';
import { type Acceptance, accepted, refused } from './base/refusal.ts';
import type { BridgeBolus, ExposureEffects, Program, ProgramChange } from './base/therapy.ts';
import { lane } from './base/virtual-clock.ts';
import { fieldsOf } from './build/program-fields.ts';
import type { PrematureCause } from './firmware/premature-alarms.ts';
import { PumpFirmware } from './firmware/pump-firmware.ts';
import type { PumpStatus } from './firmware/pump-status.ts';
import type { Interrogator } from './firmware/telemetry-latch.ts';
import { BolusOrders } from './outside/bolus-orders.ts';
import { Clocks } from './outside/clocks.ts';
import type { FieldExposure } from './outside/field-exposure.ts';
import { ScanRecords } from './outside/scan-check.ts';
import { PumpBody, type PumpOptions } from './pump-body.ts';

export interface Interrogation {
  readonly who?: Interrogator | undefined;
  /** Reservoir alarm that the interrogation itself raises too early. */
  readonly premature?: PrematureCause | undefined;
}

/** A pump with the TypeScript model as its firmware. Each input from outside goes through this class and its body. */
export class Pump extends PumpBody {
  readonly firmware: PumpFirmware;
  readonly clocks: Clocks;
  readonly #boluses: BolusOrders;
  readonly #records = new ScanRecords();

  constructor(options: PumpOptions) {
    super(options);
    const { clock } = options;
    const { trace, product, state } = this;
    this.firmware = new PumpFirmware({
      clock: clock.lane(lane.pumpAlarm),
      trace,
      product,
      motor: this.metering,
      power: this.battery,
      state,
    });
    const { firmware } = this;
    this.#boluses = new BolusOrders({ trace, product, firmware, endsStopped: state.singleBolusEndsStopped });
    this.clocks = new Clocks({ clock, trace, firmware, isFollowed: state.followsLocalTime });
    this.connect(this.#port());
  }

  #port(): FirmwarePort {
    const { firmware } = this;
    return {
      ordered: () => this.#ordered(),
      decideAtSteps: () => firmware.detector.decideAtSteps(),
      calculatedMl: () => firmware.calculator.calculatedMl,
      meanMlPerDay: () => firmware.delivery.meanMlPerDay,
      refills: this.#refills(),
      startStudy: (bolus) => firmware.delivery.startBolus({ kind: 'roller study', ...bolus }),
      interfere: (isInterfered) => firmware.latch.interfere(isInterfered),
      hideNextRecovery: () => firmware.hideNextRecovery(),
      alter: (alteration) => firmware.alter(alteration),
      lowBatteryReset: (safeState) => firmware.lowBatteryReset(safeState),
      replacementDue: () => firmware.replacementDue(),
    };
  }

  #refills(): RefillPort {
    const { firmware } = this;
    return {
      interrogate: () => this.#records.keep(firmware.interrogate()),
      isFree: (afterInterrogation) =>
        afterInterrogation ? firmware.latch.freedBy('clinician') : !firmware.latch.latched,
      refusal: (volumeMl) => firmware.refillRefusal(volumeMl),
      tell: (volumeMl, drugs) => firmware.tellRefill(volumeMl, drugs),
    };
  }

  #ordered(): OrderedVolume {
    const { stepMl, commandedSteps, line, withheldMl, withheldPerSecondMl } = this.delivery;
    return {
      volumeMl: commandedSteps * stepMl + withheldMl,
      perSecondMl: this.delivery.perSecondMl(line) + withheldPerSecondMl,
    };
  }

  get delivery() {
    return this.firmware.delivery;
  }

  get detector() {
    return this.firmware.detector;
  }

  get log() {
    return this.firmware.log;
  }

  /** Powers up the pump: stopped, without a program. */
  override begin(): void {
    super.begin();
    this.firmware.begin();
    this.clocks.record();
  }

  program(program: Program): Acceptance {
    this.trace.event('in.program', fieldsOf(program));
    return this.firmware.program(program);
  }

  /** Applies a programmer's change as a whole, or refuses it as a whole. */
  change(change: ProgramChange): Acceptance {
    this.trace.event('in.program', fieldsOf(change));
    return this.firmware.change(change);
  }

  programSimpleContinuous(rateMlPerDay: number): Acceptance {
    return this.program({ mode: 'simple continuous', rateMlPerDay });
  }

  programStopped(): Acceptance {
    return this.program({ mode: 'stopped' });
  }

  singleBolus(volumeMl: number, rateMlPerDay: number): Acceptance {
    return this.#boluses.single(volumeMl, rateMlPerDay);
  }

  /** Requests a patient bolus. Returns an acceptance or a refusal, for example because of lockout or allotment. */
  askPatientBolus(): Acceptance {
    return this.#boluses.patient();
  }

  /** Starts a bridge bolus after a change of concentration; see `BridgeBolus`. */
  bridgeBolus(bolus: BridgeBolus): Acceptance {
    return this.#boluses.bridge(bolus);
  }

  /** Starts a bolus at the highest rate, which brings drug from the reservoir to the tip of the catheter. */
  primingBolus(volumeMl: number): Acceptance {
    return this.#boluses.priming(volumeMl);
  }

  /** Starts a field. The latest interrogation before the first field is the record from before the scan. */
  override setField(exposure: FieldExposure, effects?: ExposureEffects): void {
    if (!this.isExposed) this.#records.scanBegins();
    super.setField(exposure, effects);
  }

  interrogate({ who, premature }: Interrogation = {}): PumpStatus {
    this.trace.event('in.interrogate', { who, premature });
    const status = this.#records.keep(this.firmware.interrogate(who));
    if (premature !== undefined) this.firmware.premature.raise(premature);
    return status;
  }

  /**
   * Interrogates, and compares each field with the record from before the scan. If a stall has no recovery, it
   * interrogates a second time. `pump.scanCheck` records the result.
   */
  scanCheck(): void {
    this.#records.check(this.trace, () => this.interrogate());
  }

  alarmTest(): void {
    this.trace.event('in.alarmTest');
    this.firmware.alarms.test();
  }

  /** Silences the standing alarms, on behalf of a programmer. Refused while telemetry mode is latched. */
  silenceAlarms(): Acceptance {
    this.trace.event('in.alarmSilence');
    const { latch, alarms } = this.firmware;
    if (latch.latched)
      return refused(
        'program',
        'an alarm to silence',
        'no change while telemetry mode is latched: interrogate first',
        'latched',
      );
    this.trace.event('pump.silence', { causes: alarms.silence() });
    return accepted;
  }
}
