import type { pumpModels } from '../../protocol/tables/pump-models.ts';
import type { FirmwareVerb } from './firmware-verbs.ts';
import type { ChipPin } from './pin-names.ts';

export type PumpModel = (typeof pumpModels)[number];

/** Signals of a firmware that an emulated chip carries on its pins. */
export interface PinMap {
  /** One rising edge makes one motor step. Absent: `coilA` and `coilB` drive the motor. */
  readonly step?: ChipPin | undefined;
  /** Energises the motor at the level `wiring.enableActive`. */
  readonly enable?: ChipPin | undefined;
  /** The two ends of the motor's coil. Each change of its direction makes one motor step. */
  readonly coilA?: ChipPin | undefined;
  readonly coilB?: ChipPin | undefined;
  /** Input: one pulse for each motor step that the shaft followed. */
  readonly sense: ChipPin;
  readonly piezo?: ChipPin | undefined;
  /** Analog input that measures the battery. */
  readonly battery?: ChipPin | undefined;
}

/** Fuse bytes of a chip. */
export interface Fuses {
  readonly low: number;
  readonly high: number;
  readonly extended: number;
}

/** Serial line of a chip that carries telemetry. */
export interface TelemetryWire {
  readonly uart: number;
  readonly baud: number;
  /** Byte that wakes the receiver of a sleeping chip. Absent: it hears every byte. */
  readonly wakeByte?: number | undefined;
  /** Time from the wake byte to the first byte that the chip hears. */
  readonly wakeUs?: number | undefined;
}

export type Level = 'high' | 'low';

/** How motor, slip sensor, battery and supply are connected to the chip's pins. */
export interface ChipWiring {
  /** Level of `enable` that energises the motor. */
  readonly enableActive: Level;
  /** Level of a SENSE pulse. */
  readonly senseActive: Level;
  /** Duration of a SENSE pulse. */
  readonly sensePulseUs: number;
  /** Divider between battery and analog input: the resistor to the battery, and the one to ground. */
  readonly batteryUpperOhm: number;
  readonly batteryLowerOhm: number;
  /** Voltage of a regulator that supplies the chip. Absent: the battery supplies it. */
  readonly supplyMv?: number | undefined;
}

/** The part of a file about the chip. Only a binary for a chip needs it. */
export interface ChipPart {
  readonly mcu: 'atmega328p';
  readonly clockMhz: number;
  readonly fuses: Fuses;
  readonly pins: PinMap;
  readonly wiring: ChipWiring;
  readonly telemetry: TelemetryWire;
}

/** What a user says of a firmware: the content of `firmware.json`. */
export interface FirmwareFile {
  readonly name?: string | undefined;
  /** Models that the firmware serves. Absent: any. */
  readonly models?: readonly PumpModel[] | undefined;
  /** Telemetry verbs that the firmware implements. Absent: those of the functions that ABLE names. */
  readonly verbs?: readonly FirmwareVerb[] | undefined;
  /** Resolution of the times in the event log. */
  readonly logResolutionS: number;
  /** Bound of the error of the firmware's clock, either way. */
  readonly clockDriftPpm: number;
  /** Size of the non-volatile memory of a native firmware. */
  readonly nonVolatileBytes: number;
  readonly chip?: ChipPart | undefined;
}

/** Wire times are seconds, so no stamp is finer. */
export const LOG_RESOLUTION_S_DEFAULT = 1;
/** EEPROM of an ATmega328P (its data sheet, section 8.4). */
export const NON_VOLATILE_BYTES_DEFAULT = 1024;

/** What is known of a firmware without a file. */
export const firmwareFileDefaults: FirmwareFile = {
  logResolutionS: LOG_RESOLUTION_S_DEFAULT,
  clockDriftPpm: 0,
  nonVolatileBytes: NON_VOLATILE_BYTES_DEFAULT,
};
/** Duration of a SENSE pulse (assumed): long enough for a program that looks at the pin once in half a millisecond. */
const SENSE_PULSE_US_DEFAULT = 1000;

/** Connections of a file without `wiring` (assumed): no divider, and a chip that the battery supplies. */
export const wiringDefaults: ChipWiring = {
  enableActive: 'high',
  senseActive: 'high',
  sensePulseUs: SENSE_PULSE_US_DEFAULT,
  batteryUpperOhm: 0,
  batteryLowerOhm: 1,
};
