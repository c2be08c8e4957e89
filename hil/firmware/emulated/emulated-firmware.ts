import { DecodedProgram } from '../../avr/cpu/decoded-program.ts';
import { EepromMemory } from '../../avr/memory/eeprom-memory.ts';
import { Microcontroller, resetFlag } from '../../avr/microcontroller.ts';
import { type Fuses, readFuses } from '../../avr/power/fuses.ts';
import { SupplyMonitor } from '../../avr/power/supply-monitor.ts';
import { I2cBus } from '../../avr/serial/i2c-bus.ts';
import type { ChipPart } from '../firmware-file.ts';
import type { FirmwareIdentity, Grant, HostedFirmware, PumpPins, ResetCause, Rest } from '../hosted-firmware.ts';
import { BatteryWiring } from './battery-wiring.ts';
import { OutputPins } from './chip-pins.ts';
import { EffectBuffer } from './effect-buffer.ts';
import { asFirmwareFailure, type FirmwareFault, firmwareFailure, wordAddress } from './firmware-failure.ts';
import type { FirmwareImage } from './firmware-image.ts';
import { HangWatch } from './hang-watch.ts';
import { ImageUse } from './image-use.ts';
import { isAlwaysEnergised, motorWatches } from './motor-pins.ts';
import { PiezoPin } from './piezo-pin.ts';
import { PowerCut, type PowerCutAt } from './power-cut.ts';
import { SensePin } from './sense-pin.ts';
import { TelemetryLine } from './telemetry-line.ts';
import { wakeSourceOf } from './wake-source.ts';

/** Most instructions of one grant. Without this bound, a program that never sleeps would delay Ctrl-C. */
const INSTRUCTIONS_MAX = 2_000_000;
const MCUSR = 0x54;
const NEVER = Number.POSITIVE_INFINITY;

/** What the image needs of the chip, measured during a run. */
export interface EmulatedUse {
  readonly flashBytes: number;
  /** Static RAM; undefined for a hex file, which does not tell it. */
  readonly ramBytes: number | undefined;
  /** Time awake over the whole time. */
  readonly awakeShare: number;
  readonly deepestStackBytes: number;
  readonly watchdogResetCount: number;
}

/** The user's binary on an emulated ATmega328P, wired to the pump by its pin map. It counts its own cycles. */
export class EmulatedFirmware implements HostedFirmware {
  readonly identity: FirmwareIdentity;
  readonly #image: FirmwareImage;
  readonly #part: ChipPart;
  readonly #fuses: Fuses;
  readonly #program: DecodedProgram;
  readonly #eeprom: EepromMemory;
  readonly #effects = new EffectBuffer();
  readonly #sense: SensePin;
  readonly #piezo: PiezoPin;
  readonly #line: TelemetryLine;
  readonly #outputs: OutputPins;
  readonly #battery: BatteryWiring;
  readonly #supply: SupplyMonitor;
  readonly #hangs: HangWatch;
  readonly #use = new ImageUse();
  readonly #cut: PowerCut;
  #pins: PumpPins | undefined;
  #chip: Microcontroller | undefined;
  /** Pump time at which the power returns; undefined while there is power. */
  #powerBackUs: number | undefined;
  #nowUs = 0;
  #isEnergised = false;
  #isStopped = false;
  #bites = false;
  #isCut = false;
  /** True once the program has executed its first instruction since the last reset. */
  #hasEntered = false;
  #followedSteps = 0;
  #senseDelayUs = 0;
  #fault: FirmwareFault | undefined;

  constructor(image: FirmwareImage, name: string, part: ChipPart) {
    this.#image = image;
    this.#eeprom = new EepromMemory(image.eeprom);
    this.#part = part;
    this.identity = { name, kind: 'emulated', hash: image.hash };
    this.#fuses = readFuses(part.fuses, part.clockMhz);
    this.#program = new DecodedProgram(image.flash, {
      endWord: image.endWord,
      beyond: () =>
        this.#fail('FIRMWARE_LEFT_PROGRAM', `has left its program, which ends at ${wordAddress(image.endWord)}`),
      onEntry: () => this.#enter(),
    });
    this.#sense = new SensePin(part);
    this.#piezo = new PiezoPin(part.clockMhz, (hertz, fromTicks) => {
      this.#effects.add({ kind: 'tone', atUs: this.#usAt(fromTicks), hertz });
    });
    this.#line = new TelemetryLine(part, {
      send: (bytes) => {
        this.#effects.add({ kind: 'send', atUs: this.#usNow(), bytes });
        this.#hangs.acts();
        this.#stop();
      },
      fail: (code, what) => this.#fail(code, what),
    });
    this.#outputs = new OutputPins([
      ...motorWatches(part, {
        nowUs: () => this.#usNow(),
        step: () => this.#step(),
        energise: (isOn) => this.#energise(isOn),
        refuse: (what) => this.#fail('FIRMWARE_COIL', what),
      }),
      ...(part.pins.piezo === undefined
        ? []
        : [{ pin: part.pins.piezo, onLevel: (level: boolean | undefined) => this.#piezo.onLevel(level) }]),
    ]);
    this.#battery = new BatteryWiring(part, () => this.#pins?.batteryMv() ?? 0);
    this.#supply = new SupplyMonitor(this.#fuses.brownOutVolts);
    this.#hangs = new HangWatch(part.clockMhz, (code, what) => this.#fail(code, what));
    this.#cut = new PowerCut(part.clockMhz, () => {
      this.#isCut = true;
      this.#stop();
    });
    this.#eeprom.onWrite = (write) => {
      this.#hangs.acts();
      this.#cut.seeWrite(write);
    };
    this.#eeprom.onBeyond = (address) =>
      this.#fail('FIRMWARE_EEPROM', `uses EEPROM byte ${address}; the ATmega328P has the bytes 0 to 1023`);
  }

  /** Content of the EEPROM, which keeps it across resets. */
  get eeprom(): Uint8Array {
    return this.#eeprom.bytes;
  }

  get use(): EmulatedUse {
    const { flashBytes, ramBytes } = this.#image;
    return {
      flashBytes,
      ramBytes,
      awakeShare: this.#use.awakeShare(this.#nowUs * this.#part.clockMhz),
      deepestStackBytes: this.#use.deepestStackBytes(this.#chip),
      watchdogResetCount: this.#hangs.watchdogResetCount,
    };
  }

  begin(pins: PumpPins, nowUs: number, cause: ResetCause): void {
    this.#pins = pins;
    this.#nowUs = Math.max(this.#nowUs, nowUs);
    this.#effects.startAt(nowUs);
    if (cause === 'power' && this.#chip !== undefined) this.#powerDown();
    else this.#float();
    this.#powerBackUs = undefined;
    this.#effects.clear();
    this.#isEnergised = false;
    this.#supply.see(this.#battery.supplyVolts());
    if (this.#supply.state === 'runs') this.#start(cause);
    this.#energise(isAlwaysEnergised(this.#part));
  }

  /** Cuts the power within a write of the EEPROM. It returns after a while, and the chip starts with the torn memory. */
  cutPower(at: PowerCutAt): void {
    this.#cut.arm(at);
  }

  advance(grant: Grant): Rest {
    const pins = this.#pins;
    if (pins === undefined) throw new Error('advance before begin');
    this.#followedSteps = grant.followedSteps;
    this.#senseDelayUs = grant.senseDelayUs;
    this.#isStopped = false;
    try {
      this.#run(grant.limitUs);
    } catch (error) {
      const failure = asFirmwareFailure(error);
      if (failure === undefined) throw error;
      this.#fault ??= failure;
    }
    const atUs = this.#usNow();
    const pc = this.#chip?.cpu.pc ?? 0;
    this.#effects.deliver(pins, grant.limitUs);
    if (this.#fault !== undefined) {
      throw firmwareFailure(this.#fault, { atUs, pc, image: this.#image, lastLines: this.#effects.lastLines() });
    }
    return this.#rest(grant.limitUs);
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#line.receive(bytes, this.#ticksFrom(atUs));
  }

  sense(atUs: number): void {
    this.#sense.pulse(this.#ticksFrom(atUs));
  }

  battery(_mv: number, atUs: number): void {
    const isOff = this.#chip?.sleep.isBrownOutOff === true;
    const before = this.#supply.state;
    const state = this.#supply.see(this.#battery.supplyVolts(), isOff);
    if (state === before) return;
    this.#nowUs = Math.max(this.#nowUs, atUs);
    if (state === 'runs') this.#start(before === 'brown-out' ? 'brown-out' : 'power');
    else if (state === 'power-off') this.#powerDown();
    else this.#hold();
  }

  async close(): Promise<void> {
    this.#chip = undefined;
  }

  #run(limitUs: number): void {
    const { clockMhz } = this.#part;
    const limitTicks = limitUs * clockMhz + 1;
    if (this.#powerBackUs !== undefined && this.#powerBackUs <= limitUs) this.#powerUp();
    let left = INSTRUCTIONS_MAX;
    while (!this.#isStopped && left > 0 && this.#chip !== undefined) {
      const { cpu, clock } = this.#chip;
      clock.limitTicks = limitTicks;
      const before = { instructions: cpu.instructionCount, ticks: clock.nowTicks, slept: cpu.sleptCycles };
      cpu.run(left);
      left -= cpu.instructionCount - before.instructions;
      const sleptTicks = (cpu.sleptCycles - before.slept) * clock.division;
      this.#use.add(clock.nowTicks - before.ticks, sleptTicks);
      this.#hangs.ran(clock.nowTicks, sleptTicks > 0);
      this.#nowUs = Math.max(this.#nowUs, Math.min(this.#usNow(), limitUs));
      if (this.#bites) this.#restart('watchdog');
      else if (this.#isCut) this.#loseItsPower(limitUs);
      else if (clock.nowTicks >= limitTicks || this.#chip.nextEventTicks >= limitTicks) break;
    }
    this.#checkSleep();
  }

  #rest(limitUs: number): Rest {
    const chip = this.#chip;
    const reachedUs = Math.max(this.#effects.deliveredUs, Math.min(this.#nowUs, limitUs));
    this.#nowUs = reachedUs;
    const chipUs = chip === undefined ? (this.#powerBackUs ?? NEVER) : this.#usAt(chip.nextEventTicks);
    return { reachedUs, wakeUs: Math.max(reachedUs, Math.min(chipUs, this.#effects.nextUs)) };
  }

  /** A chip that sleeps without an event and without a wake source never acts again. */
  #checkSleep(): void {
    const chip = this.#chip;
    if (chip === undefined || !chip.cpu.isAsleep || chip.nextEventTicks !== NEVER) return;
    const problem = wakeSourceOf(chip);
    if (problem !== undefined) this.#fail('FIRMWARE_SLEEPS_FOR_EVER', problem);
  }

  #step(): void {
    const atUs = this.#usNow();
    this.#effects.add({ kind: 'step', atUs });
    this.#hangs.acts();
    if (this.#isEnergised && this.#followedSteps > 0) {
      this.#followedSteps -= 1;
      this.#sense.pulse((atUs + this.#senseDelayUs) * this.#part.clockMhz);
    } else this.#stop();
  }

  #energise(isOn: boolean): void {
    if (isOn === this.#isEnergised) return;
    this.#isEnergised = isOn;
    this.#effects.add({ kind: 'energise', atUs: this.#usNow(), isOn });
  }

  /** An interrupt without a handler leads to word 0 too. A boot loader jumps there by intention. */
  #enter(): void {
    const isRestart = this.#hasEntered && !this.#fuses.startsInBootSection;
    this.#hasEntered = true;
    if (!isRestart) return;
    const causes = 'as an interrupt without a handler does, or a call through a null pointer';
    this.#fail('FIRMWARE_RESTARTS', `has jumped to its start without a reset, ${causes}; allowed: a watchdog reset`);
  }

  #fail(code: string, what: string): void {
    this.#fault ??= { code, what };
    this.#stop();
  }

  /** Ends the grant after the present instruction. */
  #stop(): void {
    this.#isStopped = true;
    if (this.#chip !== undefined) this.#chip.clock.limitTicks = Number.NEGATIVE_INFINITY;
  }

  #start(cause: ResetCause, sram?: Uint8Array, oldFlags = 0): void {
    const { clockMhz } = this.#part;
    const flag = resetFlag[cause === 'brown-out' ? 'brownOut' : cause];
    const chip = new Microcontroller({
      flash: this.#image.flash,
      program: this.#program,
      eeprom: this.#eeprom,
      sram: sram ?? this.#use.blankSram(),
      resetFlags: oldFlags | flag,
      clockMhz,
      fuses: this.#fuses,
      startTicks: Math.ceil((this.#nowUs + this.#fuses.resetUs) * clockMhz),
      rx: this.#line.wave,
      onByte: (byte, startTicks, endTicks) => this.#line.leaves(byte, startTicks, endTicks),
      onByteCut: () => this.#line.cut(),
      i2c: new I2cBus([]),
      volts: (channel) => this.#battery.volts(channel),
      supplyVolts: () => this.#battery.supplyVolts(),
      onWatchdog: () => {
        this.#bites = true;
        chip.clock.limitTicks = Number.NEGATIVE_INFINITY;
      },
    });
    this.#bites = false;
    this.#hasEntered = false;
    this.#chip = chip;
    chip.cpu.staysWhereItSleeps = true;
    this.#hangs.watch(chip);
    for (const part of [this.#outputs, this.#sense, this.#piezo, this.#line, this.#cut]) part.attach(chip);
  }

  /** Restarts the chip on the memory that it has. */
  #restart(cause: ResetCause): void {
    const { cpu, sram } = this.#chip as Microcontroller;
    this.#hangs.bitten();
    this.#float();
    this.#start(cause, sram, cpu.data[MCUSR] as number);
  }

  /** All pins float: no current, no tone, and a frame on its way is lost. */
  #float(): void {
    this.#outputs.float();
    this.#line.cut();
    if (this.#chip !== undefined) this.#piezo.silence(this.#chip.clock.nowTicks);
  }

  /** Holds the chip in reset while the supply is too low. */
  #hold(): void {
    this.#float();
    this.#use.keep(this.#chip);
    this.#chip = undefined;
  }

  #powerDown(): void {
    const nowTicks = this.#ticksFrom(this.#nowUs);
    this.#eeprom.tear(nowTicks, 'mixed', () => this.#cut.chance());
    this.#hold();
  }

  #loseItsPower(limitUs: number): void {
    this.#isCut = false;
    this.#powerBackUs = this.#nowUs + this.#cut.offUs;
    this.#powerDown();
    if (this.#powerBackUs <= limitUs) this.#powerUp();
  }

  #powerUp(): void {
    this.#nowUs = this.#powerBackUs ?? this.#nowUs;
    this.#powerBackUs = undefined;
    this.#start('power');
    this.#energise(isAlwaysEnergised(this.#part));
  }

  #usAt(ticks: number): number {
    return Math.ceil(ticks / this.#part.clockMhz);
  }

  #usNow(): number {
    return this.#chip === undefined ? this.#nowUs : Math.max(this.#nowUs, this.#usAt(this.#chip.clock.nowTicks));
  }

  #ticksFrom(us: number): number {
    return us * this.#part.clockMhz;
  }
}
