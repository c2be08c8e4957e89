/* Units, signals, events and states with their types. Written by `npm run generate` from the schema of the language. */

/** Units of each dimension. */
export interface Units {
  readonly 'time': "s" | "min" | "h" | "d" | "y";
  readonly 'volume': "mL" | "uL";
  readonly 'rate': "mL/day" | "mL/h" | "uL/day" | "uL/h";
  readonly 'field': "T" | "mT" | "G";
  readonly 'angle': "deg";
  readonly 'activity': "MBq" | "mCi";
  readonly 'charge': "mAh";
  readonly 'share': "%";
  readonly 'length': "mm" | "cm" | "m";
  readonly 'pace': "m/s";
  readonly 'temperature': "degC";
  readonly 'pressure': "kPa" | "mbar" | "psi" | "mmHg";
  readonly 'mass': "ug" | "mg";
  readonly 'concentration': "mg/mL" | "ug/mL";
  readonly 'volume per length': "uL/cm" | "mL/cm";
  readonly 'stiffness': "MPa";
  readonly 'clock error': "min" | "s" | "h";
  readonly 'drift': "ppm";
  readonly 'viscosity': "mPa s";
}

export type Dimension = keyof Units;

/** A number, a space and a unit of the dimension, as in `0.5 mL/day`. */
export type Quantity<D extends Dimension> = `${number} ${Units[D]}`;

/** A time with a unit, as in `30 min`, or whole microseconds. */
export type Time = Quantity<'time'> | number;

/** Signals with a number, each with its dimension. */
export interface SignalDimensions {
  readonly 'true.rotorDeg': 'angle';
  readonly 'true.undeliveredMl': 'volume';
  readonly 'true.deliveredMl': 'volume';
  readonly 'true.reservoirMl': 'volume';
  readonly 'true.pumpLeakedMl': 'volume';
  readonly 'true.airMl': 'volume';
  readonly 'true.flowRatio': 'share';
  readonly 'pump.rateMlPerDay': 'rate';
  readonly 'pump.programmedMl': 'volume';
  readonly 'pump.reservoirMl': 'volume';
  readonly 'true.batteryMah': 'charge';
  readonly 'true.clockAheadMin': 'clock error';
  readonly 'true.catheterKpa': 'pressure';
  readonly 'true.tipMl': 'volume';
  readonly 'true.strayMl': 'volume';
  readonly 'true.leakedMl': 'volume';
  readonly 'true.csfInMl': 'volume';
  readonly 'true.pocketInMl': 'volume';
  readonly 'true.tipUgPerMl': 'concentration';
  readonly 'true.tipUg': 'mass';
  readonly 'true.strayUg': 'mass';
  readonly 'true.leakedUg': 'mass';
  readonly 'true.filledMl': 'volume';
  readonly 'true.withdrawnMl': 'volume';
}

/** Signals that each drug has. A further drug's name follows, as in `true.tipUg.clonidine`. */
export type DrugSignal = "true.tipUgPerMl" | "true.tipUg" | "true.strayUg" | "true.leakedUg";

/** Events, each with the texts that may follow its name. */
export interface EventTexts {
  readonly 'true.rotor': "turning" | "held" | "losing" | "bound" | "blocked" | "seized";
  readonly 'true.valves': "metering" | "open" | "shut";
  readonly 'in.program': never;
  readonly 'in.interrogate': never;
  readonly 'in.valveReset': never;
  readonly 'in.alarmTest': never;
  readonly 'in.alarmSilence': never;
  readonly 'in.powerOff': never;
  readonly 'pump.silence': never;
  readonly 'in.bolus': never;
  readonly 'in.rollerStudy': never;
  readonly 'true.film': never;
  readonly 'in.field': never;
  readonly 'in.clock': never;
  readonly 'in.localTime': never;
  readonly 'in.refill': never;
  readonly 'in.withdraw': never;
  readonly 'true.refill': "nothing";
  readonly 'pump.refillCheck': "as reckoned" | "more than reckoned" | "less than reckoned";
  readonly 'in.scanCheck': never;
  readonly 'pump.scanCheck': "no record" | "unchanged" | "changed" | "no stall" | "recovered" | "not recovered" | "mode" | "rate" | "flex" | "periodic bolus" | "patient bolus" | "drugs" | "catheter volume" | "low reservoir" | "critical alarm interval" | "non-critical alarm interval" | "alarms";
  readonly 'true.defect': "rotor" | "feedthrough shorting" | "low battery reset" | "reduced battery" | "memory error" | "over-infusion" | "pump leak" | "clogged filter" | "lost propellant" | "air" | "shaft wear" | "drive-gear corrosion" | "foreign particle" | "unknown";
  readonly 'true.reservoir': "empty" | "filled" | "overfilled" | "pocket fill" | "air follows" | "air withdrawn";
  readonly 'in.surroundings': never;
  readonly 'pump.mode': "simple continuous" | "flex" | "periodic bolus" | "minimum rate" | "stopped";
  readonly 'pump.alarm': "critical" | "non-critical" | "raised" | "cleared" | "motor stall" | "empty reservoir" | "end of service" | "pump stopped over 48 h" | "critical memory error" | "low battery reset" | "low reservoir" | "elective replacement indicator" | "non-critical memory error" | "low battery";
  readonly 'pump.tone': "critical" | "non-critical";
  readonly 'pump.interrogation': "simple continuous" | "flex" | "periodic bolus" | "minimum rate" | "stopped" | "delivering" | "bolus" | "suspended" | "ended";
  readonly 'pump.bolus': "start" | "end" | "cut" | "refused" | "single bolus" | "periodic bolus" | "patient bolus" | "priming bolus" | "bridge bolus" | "roller study" | "lockout" | "allotment" | "busy" | "stopped" | "latched" | "ended" | "reservoir";
  readonly 'pump.clock': "set";
  readonly 'pump.log': "motor stall" | "empty reservoir" | "end of service" | "pump stopped over 48 h" | "critical memory error" | "low battery reset" | "low reservoir" | "elective replacement indicator" | "non-critical memory error" | "low battery" | "motor stall recovery" | "telemetry mode" | "telemetry mode ended";
  readonly 'true.battery': "ERI level" | "exhausted";
  readonly 'true.overInfusionRisk': "stopped or stalled over 48 h" | "ran dry" | "overfilled" | "catheter blocked";
  readonly 'true.overInfusion': never;
  readonly 'motor.rateCheck': "kept" | "not kept";
  readonly 'in.catheter': never;
  readonly 'in.position': never;
  readonly 'true.catheter': "open" | "kinked" | "narrowed" | "leaking" | "occluded" | "disconnected";
  readonly 'true.aspiration': "free" | "slow" | "nothing";
  readonly 'true.injection': "free" | "slow" | "nothing";
  readonly 'in.examination': never;
  readonly 'true.examination': "fluoroscopy" | "CT" | "scintigraphy" | "layers" | "extravasation" | "no layering" | "no intrathecal contrast" | "no contrast" | "in the CSF" | "in the pocket" | "in the catheter" | "in the reservoir" | "no tracer" | "normal" | "abnormal" | "too early";
  readonly 'true.front': never;
  readonly 'start': never;
}

/** Events that an expectation may name. Conditions may name all of them. */
export type NamedEvent = "true.rotor" | "true.valves" | "pump.silence" | "true.film" | "true.refill" | "pump.refillCheck" | "pump.scanCheck" | "true.defect" | "true.reservoir" | "pump.mode" | "pump.alarm" | "pump.tone" | "pump.interrogation" | "pump.bolus" | "pump.clock" | "pump.log" | "true.battery" | "true.overInfusionRisk" | "true.overInfusion" | "motor.rateCheck" | "true.catheter" | "true.aspiration" | "true.injection" | "true.examination" | "true.front";

/** States, each with its words and with the texts that may stand before `is`. */
export interface States {
  readonly 'pump.mode': { readonly word: "simple continuous" | "flex" | "periodic bolus" | "minimum rate" | "stopped"; readonly of: never };
  readonly 'pump.alarm': { readonly word: "raised" | "cleared"; readonly of: "critical" | "non-critical" | "motor stall" | "empty reservoir" | "end of service" | "pump stopped over 48 h" | "critical memory error" | "low battery reset" | "low reservoir" | "elective replacement indicator" | "non-critical memory error" | "low battery" };
  readonly 'true.rotor': { readonly word: "turning" | "held" | "losing" | "bound" | "blocked" | "seized"; readonly of: never };
  readonly 'true.valves': { readonly word: "metering" | "open" | "shut"; readonly of: never };
}
