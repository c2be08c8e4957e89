import { RandomStream } from '../../firmware-sim/base/random-stream.ts';
import { type MagneticField, noField } from '../../firmware-sim/plant/magnetic-field.ts';
import { floating, isHigh, type PinLevels, pins } from '../avr/pins/pin-levels.ts';
import { I2cBus } from '../avr/serial/i2c-bus.ts';
import { As5600 } from './as5600.ts';
import type { BenchKind } from './bench-kind.ts';
import type { BoardProbe, ProbeSignal } from './board-probe.ts';
import { BrakeInput } from './brake-input.ts';
import { Gear } from './gear.ts';
import { IndexHall, LinearHall } from './hall.ts';
import { Mechanics } from './mechanics.ts';
import type { Motor } from './motor.ts';
import { FourWireDrive, type MotorDrive, StepDirDrive } from './motor-drive.ts';

/** Window of the A3144. It operates at about 10 mT and releases at 5 mT, where the window is a little wider. */
const INDEX_OPERATE_DEG = 3;
const INDEX_RELEASE_DEG = 4;
const SUPPLY_VOLTS = 5;

/**
 * Everything around the board: driver, motor, gear, encoder, Hall sensors, brake. A reset of the board does not affect
 * it.
 */
export class Workbench {
  readonly mechanics: Mechanics;
  readonly encoder: As5600;
  readonly i2c: I2cBus;
  readonly motor: Motor;
  readonly drive: MotorDrive;
  readonly kind: BenchKind;
  supplyVolts = SUPPLY_VOLTS;
  /** Called when the index output changes. The board's pin then has a new level. */
  onIndex: ((isLow: boolean) => void) | undefined;
  /** Called when the time of the next event changes. */
  onDue: (() => void) | undefined;
  readonly #probe: BoardProbe | undefined;
  readonly #index: IndexHall;
  readonly #hall: LinearHall;
  readonly #brake: BrakeInput;
  readonly #gear: Gear;
  #levels: PinLevels = floating;
  #field: MagneticField = noField;
  #isHandOn = false;

  constructor(kind: BenchKind, seed: number, probe?: BoardProbe) {
    this.kind = kind;
    this.#probe = probe;
    this.motor = kind.motor();
    const { numerator, denominator } = kind.turnSteps;
    this.#gear = new Gear(numerator / denominator / kind.microsteps, kind.backlashDeg);
    this.mechanics = new Mechanics(this.motor, this.#gear);
    this.drive = kind.drive === 'four wire' ? new FourWireDrive() : new StepDirDrive(kind.microsteps);
    this.#brake = new BrakeInput(kind.brake, (isOn, cycles) => this.#clamp(isOn, cycles));
    this.encoder = new As5600({
      address: pins.encoderAddress,
      shaftDeg: () => this.mechanics.shaftDeg,
      nonlinearity: kind.nonlinearity,
      mountedDeg: kind.mountedDeg,
      random: new RandomStream(seed, 'encoder noise'),
    });
    this.i2c = new I2cBus([this.encoder]);
    this.#index = new IndexHall(kind.indexDeg, INDEX_OPERATE_DEG, INDEX_RELEASE_DEG);
    this.#hall = new LinearHall(new RandomStream(seed, 'field noise'));
    this.mechanics.onMoved = (rotorSteps, shaftDeg, cycles) => this.#moved(rotorSteps, shaftDeg, cycles);
  }

  get isIndexLow(): boolean {
    return this.#index.isLow;
  }

  get dueCycles(): number {
    return this.mechanics.actsCycles;
  }

  /** Receives the levels of the board's pins. */
  see(levels: PinLevels, nowCycles: number): void {
    const before = this.#levels;
    if (levels.portB === before.portB && levels.portD === before.portD) return;
    this.mechanics.settle(nowCycles);
    this.#levels = levels;
    if (this.drive.see(levels, nowCycles)) this.mechanics.energise(this.drive.stator, nowCycles);
    this.#brake.see(isHigh(levels.portB, pins.portB.brake), nowCycles);
    if (this.#probe !== undefined) this.#show(levels, before, nowCycles);
    this.onDue?.();
  }

  settle(nowCycles: number): void {
    this.mechanics.settle(nowCycles);
    this.onDue?.();
  }

  /** Sets the field at motor and sensor. */
  setField(field: MagneticField, nowCycles: number): void {
    this.#field = field;
    this.mechanics.setField(field, nowCycles);
    this.#probe?.change('fieldMt', field.fieldMt, nowCycles);
    this.onDue?.();
  }

  /** Clamps the shaft by hand, or releases it. */
  grip(isOn: boolean, nowCycles: number): void {
    if (isOn === this.#isHandOn) return;
    this.#isHandOn = isOn;
    this.#clamp(isOn, nowCycles);
  }

  /** Returns the voltage at an input of the converter. Only the Hall sensor is connected. */
  volts(channel: number): number {
    return channel === pins.fieldChannel ? this.#hall.volts(this.#field.fieldMt, this.supplyVolts) : 0;
  }

  #clamp(isOn: boolean, nowCycles: number): void {
    this.mechanics.settle(nowCycles);
    this.mechanics.clamp(isOn, nowCycles);
    this.onDue?.();
  }

  #moved(rotorSteps: number, shaftDeg: number, cycles: number): void {
    this.#probe?.change('rotorDeg', rotorSteps * this.#gear.stepDeg, cycles);
    this.#probe?.change('shaftDeg', shaftDeg, cycles);
    if (!this.#index.turn(shaftDeg)) return;
    this.#probe?.change('index', this.#index.isLow ? 0 : 1, cycles);
    this.onIndex?.(this.#index.isLow);
  }

  #show(levels: PinLevels, before: PinLevels, cycles: number): void {
    for (const [signal, port, bit] of SHOWN) {
      const is = isHigh(levels[port], bit);
      if (is !== isHigh(before[port], bit)) this.#probe?.change(signal, is ? 1 : 0, cycles);
    }
  }
}

const SHOWN: readonly (readonly [ProbeSignal, keyof PinLevels, number])[] = [
  ['step', 'portB', pins.portB.step],
  ['brake', 'portB', pins.portB.brake],
  ['coil3', 'portB', pins.portB.coil3],
  ['coil4', 'portB', pins.portB.coil4],
  ['dir', 'portD', pins.portD.dir],
  ['en', 'portD', pins.portD.en],
  ['coil1', 'portD', pins.portD.coil1],
  ['coil2', 'portD', pins.portD.coil2],
];
