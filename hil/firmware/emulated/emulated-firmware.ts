import { DecodedProgram } from '../../avr/cpu/decoded-program.ts';
import type { Insight } from '../../avr/cpu/insight.ts';
import { EepromMemory } from '../../avr/memory/eeprom-memory.ts';
import { Microcontroller, resetFlag } from '../../avr/microcontroller.ts';
import { type Fuses, readFuses } from '../../avr/power/fuses.ts';
import { SupplyMonitor } from '../../avr/power/supply-monitor.ts';
import { I2cBus } from '../../avr/serial/i2c-bus.ts';
import type { ChipPart } from '../firmware-file.ts';
import type {
  FirmwareIdentity,
  FirmwareUse,
  Grant,
  HostedFirmware,
  PowerCutAt,
  PumpPins,
  ResetCause,
  Rest,
} from '../hosted-firmware.ts';
import { BatteryWiring } from './battery-wiring.ts';
import {
  asFirmwareFailure,
  type FirmwareFault,
  firmwareFailure,
  placeInProgram,
  wordAddress,
} from './firmware-failure.ts';
import type { FirmwareImage } from './firmware-image.ts';
import { HangWatch } from './hang-watch.ts';
import { ImageUse } from './image-use.ts';
import { PowerCut } from './power-cut.ts';
import { PumpWiring } from './pump-wiring.ts';
import { sleepModeName, wakeSourceOf } from './wake-source.ts';

/** Most instructions of one grant. Without this bound, a program that never sleeps would delay Ctrl-C. */
const INSTRUCTIONS_MAX = 2_000_000;
const MCUSR = 0x54;
const NEVER = Number.POSITIVE_INFINITY;

/** The user's binary on an emulated ATmega328P, wired to the pump by its pin map. It insight its own cycles. */
export class EmulatedFirmware implements HostedFirmware {
  readonly identity: FirmwareIdentity;
  readonly #image: FirmwareImage;
  readonly #part: ChipPart;
  readonly #fuses: Fuses;
  readonly #program: DecodedProgram;
  readonly #eeprom: EepromMemory;
  readonly #wiring: PumpWiring;
  readonly #battery: BatteryWiring;
  readonly #supply: SupplyMonitor;
  readonly #hangs: HangWatch;
  readonly #use = new ImageUse();
  readonly #cut: PowerCut;
  #pins: PumpPins | undefined;
  #chip: Microcontroller | undefined;
  /** Pump time at which the power returns after a cut. */
  #powerBackUs = NEVER;
  #nowUs = 0;
  /** Pump time at which an effect ended the grant under way. */
  #endUs = NEVER;
  #bites = false;
  /** True when the brown-out detector works again after a sleep without it. */
  #isDetectorOn = false;
  #isCut = false;
  #isReset = false;
  /** True once the program has executed its first instruction since the last reset. */
  #hasEntered = false;
  #fault: FirmwareFault | undefined;

  constructor(image: FirmwareImage, name: string, part: ChipPart, insight?: Insight) {
    this.#image = image;
    this.#part = part;
    this.identity = { name, kind: 'emulated', hash: image.hash };
    this.#fuses = readFuses(part.fuses, part.clockMhz);
    const watched = {
      endWord: image.endWord,
      beyond: () =>
        this.#fail('FIRMWARE_LEFT_PROGRAM', `left its program, which ends at ${wordAddress(image.endWord)}`),
      onEntry: () => this.#enter(),
    };
    this.#program = new DecodedProgram(image.flash, watched, insight);
    if (insight?.watch !== undefined)
      insight.watch.onReset = () => {
        this.#isReset = true;
        this.#leaveRun();
      };
    const fail = (code: string, what: string): void => this.#fail(code, what);
    this.#hangs = new HangWatch(part.clockMhz, fail);
    this.#wiring = new PumpWiring(part, {
      nowUs: () => this.#chipUs,
      endGrant: () => this.#endGrant(),
      acts: () => this.#hangs.acts(),
      fail,
    });
    this.#battery = new BatteryWiring(part, () => this.#pins?.batteryMv() ?? 0);
    this.#supply = new SupplyMonitor(this.#fuses.brownOutVolts);
    this.#cut = new PowerCut(part.clockMhz, () => {
      this.#isCut = true;
      this.#leaveRun();
    });
    this.#eeprom = new EepromMemory(image.eeprom);
    this.#eeprom.onWrite = (write) => {
      this.#hangs.acts();
      this.#cut.seeWrite(write);
    };
    this.#eeprom.onBeyond = (address) =>
      this.#fail('FIRMWARE_EEPROM', `uses EEPROM byte ${address}; allowed: 0 to 1023, the bytes of an ATmega328P`);
  }

  get place(): string {
    const chip = this.#chip;
    if (chip === undefined) return 'without power';
    const at = placeInProgram(chip.cpu.pc, this.#image);
    return chip.cpu.isAsleep ? `asleep (${sleepModeName(chip.sleep.mode)}) at ${at}` : `awake at ${at}`;
  }

  get use(): FirmwareUse {
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
    const before = this.#chip;
    if (cause === 'power') this.#tearWrite();
    this.#switchOff();
    this.#wiring.forget(nowUs);
    this.#powerBackUs = NEVER;
    if (this.#supply.see(this.#battery.supplyVolts()) === 'runs') this.#start(cause, before);
  }

  cutPower(at: PowerCutAt): void {
    this.#cut.arm(at);
  }

  advance({ limitUs, followedSteps, senseDelayUs }: Grant): Rest {
    const pins = this.#pins;
    if (pins === undefined) throw new Error('the firmware has not begun');
    this.#wiring.grant(followedSteps, senseDelayUs);
    this.#endUs = NEVER;
    try {
      this.#run(limitUs);
      this.#checkSleep();
    } catch (error) {
      const fault = asFirmwareFailure(error);
      if (fault === undefined) throw error;
      this.#fault ??= fault;
    }
    const { effects } = this.#wiring;
    effects.deliver(pins, Math.min(limitUs, this.#endUs));
    if (this.#fault !== undefined) {
      const { name } = this.identity;
      const place = { atUs: this.#chipUs, pc: this.#chip?.cpu.pc ?? 0, lastLines: effects.lastLines() };
      throw firmwareFailure(this.#fault, name, this.#image, place);
    }
    return this.#rest(limitUs);
  }

  receive(bytes: Uint8Array, atUs: number): void {
    this.#reach(atUs);
    this.#wiring.line.receive(bytes, atUs * this.#part.clockMhz);
  }

  sense(atUs: number): void {
    this.#reach(atUs);
    this.#wiring.sense(atUs);
  }

  battery(_mv: number, atUs: number): void {
    this.#reach(atUs);
    this.#judgeSupply(atUs);
  }

  async close(): Promise<void> {
    this.#use.keep(this.#chip);
    this.#chip = undefined;
  }

  /** An input shows that pump time has come so far, also if it does not wake the chip. */
  #reach(atUs: number): void {
    this.#nowUs = Math.max(this.#nowUs, atUs);
    this.#wiring.effects.reach(this.#nowUs);
  }

  #judgeSupply(atUs: number): void {
    this.#isDetectorOn = false;
    const before = this.#supply.state;
    const state = this.#supply.see(this.#battery.supplyVolts(), this.#chip?.sleep.isBrownOutOff);
    if (state === before || this.#powerBackUs !== NEVER) return;
    this.#reach(atUs);
    if (state === 'power-off') this.#tearWrite();
    if (state === 'runs') this.#start(before === 'brown-out' ? 'brown-out' : 'power');
    else this.#switchOff();
  }

  #run(limitUs: number): void {
    if (this.#powerBackUs <= limitUs) this.#powerUp();
    let left = INSTRUCTIONS_MAX;
    while (this.#endUs === NEVER && left > 0 && this.#chip !== undefined) {
      left -= this.#runChip(this.#chip, limitUs, left);
      if (this.#bites) this.#bite(this.#chip);
      else if (this.#isDetectorOn) this.#judgeSupply(this.#chipUs);
      else if (this.#isReset) this.#resetFromOutside(this.#chip);
      else if (this.#isCut) this.#losePower(limitUs);
      else if (this.#chip.nextEventTicks > limitUs * this.#part.clockMhz) break;
    }
  }

  /** Runs the chip up to and including the limit, or to an effect that ends the grant. Returns its instructions. */
  #runChip(chip: Microcontroller, limitUs: number, instructionsMax: number): number {
    const { cpu, clock } = chip;
    clock.limitTicks = limitUs * this.#part.clockMhz + 1;
    const { instructionCount, sleptCycles } = cpu;
    const fromTicks = clock.nowTicks;
    cpu.run(instructionsMax);
    const sleptTicks = (cpu.sleptCycles - sleptCycles) * clock.division;
    this.#use.add(clock.nowTicks - fromTicks, sleptTicks);
    this.#hangs.ran(clock.nowTicks, sleptTicks > 0);
    this.#nowUs = Math.max(this.#nowUs, Math.min(this.#usAt(clock.nowTicks), limitUs));
    return cpu.instructionCount - instructionCount;
  }

  #rest(limitUs: number): Rest {
    const chip = this.#chip;
    const { deliveredUs, nextUs } = this.#wiring.effects;
    this.#nowUs = Math.max(deliveredUs, Math.min(this.#nowUs, this.#endUs, limitUs));
    this.#wiring.effects.reach(this.#nowUs);
    const actsUs = chip === undefined ? this.#powerBackUs : this.#usAt(chip.nextEventTicks);
    return { reachedUs: this.#nowUs, wakeUs: Math.max(this.#nowUs, Math.min(actsUs, nextUs)) };
  }

  /** A chip that sleeps without an event and without a wake source never acts again. */
  #checkSleep(): void {
    const chip = this.#chip;
    if (chip === undefined || !chip.cpu.isAsleep || chip.nextEventTicks !== NEVER) return;
    const problem = wakeSourceOf(chip);
    if (problem !== undefined) this.#fail('FIRMWARE_SLEEPS_FOR_EVER', problem);
  }

  /** An interrupt without a handler leads to word 0 too. A boot loader jumps there by intention. */
  #enter(): void {
    const isRestart = this.#hasEntered && !this.#fuses.startsInBootSection;
    this.#hasEntered = true;
    if (!isRestart) return;
    const causes = 'as an interrupt without a handler does, or a call through a null pointer';
    this.#fail('FIRMWARE_RESTARTS', `jumped to its start without a reset, ${causes}; allowed: a watchdog reset`);
  }

  #fail(code: string, what: string): void {
    this.#fault ??= { code, what };
    this.#endGrant();
  }

  #endGrant(): void {
    this.#endUs = Math.min(this.#endUs, this.#chipUs);
    this.#leaveRun();
  }

  /** Lets the processor return after the present instruction. */
  #leaveRun(): void {
    if (this.#chip !== undefined) this.#chip.clock.limitTicks = Number.NEGATIVE_INFINITY;
  }

  /** Starts the chip. Its memory survives a reset, but not a loss of power. */
  #start(cause: ResetCause, before?: Microcontroller): void {
    const { clockMhz } = this.#part;
    const hasMemory = cause !== 'power' && before !== undefined;
    const oldFlags = hasMemory ? (before.cpu.data[MCUSR] as number) : 0;
    const chip = new Microcontroller({
      flash: this.#image.flash,
      program: this.#program,
      eeprom: this.#eeprom,
      sram: hasMemory ? before.sram : this.#use.blankSram(),
      resetFlags: oldFlags | resetFlag[cause === 'brown-out' ? 'brownOut' : cause],
      clockMhz,
      fuses: this.#fuses,
      startTicks: Math.ceil((this.#nowUs + this.#fuses.resetUs) * clockMhz),
      rx: this.#wiring.line.wave,
      onByte: (byte, startTicks, endTicks) => this.#wiring.line.leaves(byte, startTicks, endTicks),
      onByteCut: () => this.#wiring.line.cut(),
      i2c: new I2cBus([]),
      volts: (channel) => this.#battery.volts(channel),
      supplyVolts: () => this.#battery.supplyVolts(),
      onDetectorOn: () => {
        this.#isDetectorOn = true;
        this.#leaveRun();
      },
      onWatchdog: () => {
        this.#bites = true;
        this.#leaveRun();
      },
    });
    this.#bites = false;
    this.#hasEntered = false;
    this.#chip = chip;
    chip.cpu.staysWhereItSleeps = true;
    this.#hangs.watch(chip);
    this.#cut.attach(chip);
    this.#wiring.attach(chip);
  }

  #bite(chip: Microcontroller): void {
    this.#hangs.bitten();
    this.#switchOff();
    this.#start('watchdog', chip);
  }

  #resetFromOutside(chip: Microcontroller): void {
    this.#isReset = false;
    this.#switchOff();
    this.#start('external', chip);
  }

  /** Holds the chip in reset, or takes its power. */
  #switchOff(): void {
    this.#wiring.float(this.#chipUs);
    this.#use.keep(this.#chip);
    this.#chip = undefined;
  }

  /** A write of the EEPROM that is under way without power leaves a torn byte. */
  #tearWrite(): void {
    this.#eeprom.tear(this.#chipUs * this.#part.clockMhz, 'mixed', () => this.#cut.chance());
  }

  #losePower(limitUs: number): void {
    this.#isCut = false;
    this.#powerBackUs = this.#nowUs + this.#cut.offUs;
    this.#tearWrite();
    this.#switchOff();
    if (this.#powerBackUs <= limitUs) this.#powerUp();
  }

  #powerUp(): void {
    this.#nowUs = Math.max(this.#nowUs, this.#powerBackUs);
    this.#powerBackUs = NEVER;
    this.#start('power');
  }

  #usAt(ticks: number): number {
    return Math.ceil(ticks / this.#part.clockMhz);
  }

  /** Pump time of the chip's present instruction. */
  get #chipUs(): number {
    return this.#chip === undefined ? this.#nowUs : Math.max(this.#nowUs, this.#usAt(this.#chip.clock.nowTicks));
  }
}
