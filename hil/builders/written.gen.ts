/* Types of a scenario as a program writes it, with the keys of the YAML. Written by `npm run generate` from the schema of the language. */

import type { Condition, EventCondition } from './condition.ts';
import type { EventTexts, NamedEvent, Quantity, Time } from './units.gen.ts';

/** A condition that builders made, or its text. */
export type ConditionText = string | Condition;

/** An event as an expectation names it, its text bare or in quotes. */
export type WrittenEvent =
  | EventCondition
  | { readonly [E in NamedEvent]: E | `${E} ${EventTexts[E]}` | `${E} "${EventTexts[E]}"` }[NamedEvent];

/** The pump of a scenario. */
export type WrittenPump = {
  readonly "product": "synchromed-ii" | "synchromed-ii-40" | "synchromed-el" | "synchromed-el-18" | "prometra-ii" | "prometra-ii-40" | "prometra" | "siromedes" | "siromedes-40";
  readonly "mode": "simple continuous" | "flex" | "periodic bolus" | "minimum rate" | "stopped";
  readonly "rate"?: Quantity<'rate'> | undefined;
  readonly "flex"?: {
  readonly "every day"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "monday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "tuesday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "wednesday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "thursday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "friday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "saturday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "sunday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
} | undefined;
  readonly "periodic bolus"?: {
  readonly "volume": Quantity<'volume'>;
  readonly "over": Time;
  readonly "every": Time;
} | undefined;
  readonly "patient bolus"?: {
  readonly "volume": Quantity<'volume'>;
  readonly "over": Time;
  readonly "lockout": Time;
  readonly "in 24 h": number;
} | "off" | undefined;
  readonly "reservoir"?: Quantity<'volume'> | undefined;
  readonly "accuracy"?: number | "sampled" | undefined;
  readonly "detection law"?: "volume" | "time" | "either later" | undefined;
  readonly "recovery law"?: "volume" | "time" | "either later" | undefined;
  readonly "restart delay"?: `up to ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "residual"?: "beneath the capacity" | "inside the capacity" | undefined;
  readonly "low residual"?: {
  readonly "knee": Quantity<'volume'>;
  readonly "floor": Quantity<'volume'>;
} | undefined;
  readonly "low reservoir"?: Quantity<'volume'> | undefined;
  readonly "critical alarm every"?: Time | undefined;
  readonly "non-critical alarm every"?: Time | undefined;
  readonly "catheter"?: {
  readonly "length"?: Quantity<'length'> | undefined;
  readonly "trimmed by"?: Quantity<'length'> | undefined;
  readonly "volume per length"?: Quantity<'volume per length'> | undefined;
  readonly "outer diameter"?: Quantity<'length'> | undefined;
  readonly "stiffness"?: Quantity<'stiffness'> | undefined;
  readonly "viscosity"?: Quantity<'viscosity'> | undefined;
  readonly "CSF pressure"?: Quantity<'pressure'> | undefined;
  readonly "lets back at"?: Quantity<'pressure'> | undefined;
} | undefined;
  readonly "stored catheter volume"?: Quantity<'volume'> | undefined;
  readonly "drug"?: string | undefined;
  readonly "needle mixing"?: "plug" | "laminar" | undefined;
  readonly "implanted for"?: Time | undefined;
  readonly "ERI after"?: Time | undefined;
  readonly "clock"?: string | undefined;
  readonly "clock drift"?: Quantity<'drift'> | undefined;
  readonly "after a single bolus"?: "goes on" | "stopped" | undefined;
  readonly "MR label"?: string | undefined;
  readonly "flipped"?: "yes" | "no" | undefined;
  readonly "battery"?: "by age" | "by use" | undefined;
  readonly "battery left"?: Quantity<'share'> | undefined;
  readonly "over-infusion risk"?: string | undefined;
  readonly "hazards"?: "sampled" | undefined;
  readonly "drug label"?: "approved" | "unapproved" | undefined;
  readonly "latch needs"?: "alarm state" | "tone burst" | undefined;
  readonly "latch ended by"?: "any" | "clinician only" | undefined;
};

/** An entry of the timeline. */
export type WrittenEntry =
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": "off";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": "hand magnet";
  readonly "angle to pump normal"?: Quantity<'angle'> | undefined;
  readonly "azimuth"?: Quantity<'angle'> | undefined;
  readonly "restart branch"?: "free" | "sampled" | `bound ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "distance": Quantity<'length'>;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": "phone";
  readonly "angle to pump normal"?: Quantity<'angle'> | undefined;
  readonly "azimuth"?: Quantity<'angle'> | undefined;
  readonly "restart branch"?: "free" | "sampled" | `bound ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "distance": Quantity<'length'>;
  readonly "near for"?: Time | undefined;
  readonly "away for"?: Time | undefined;
  readonly "times"?: number | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": "laptop";
  readonly "angle to pump normal"?: Quantity<'angle'> | undefined;
  readonly "azimuth"?: Quantity<'angle'> | undefined;
  readonly "restart branch"?: "free" | "sampled" | `bound ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "distance": Quantity<'length'>;
  readonly "near for"?: Time | undefined;
  readonly "away for"?: Time | undefined;
  readonly "times"?: number | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": `from file ${string}`;
  readonly "angle to pump normal"?: Quantity<'angle'> | undefined;
  readonly "azimuth"?: Quantity<'angle'> | undefined;
  readonly "restart branch"?: "free" | "sampled" | `bound ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "emi"?: "telemetry" | undefined;
  readonly "quirk"?: "second interrogation" | undefined;
  readonly "altered"?: "critical memory error" | "non-critical memory error" | `rate ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}` | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "field": Quantity<'field'>;
  readonly "angle to pump normal"?: Quantity<'angle'> | undefined;
  readonly "azimuth"?: Quantity<'angle'> | undefined;
  readonly "restart branch"?: "free" | "sampled" | `bound ${number} ${"s" | "min" | "h" | "d" | "y"}` | undefined;
  readonly "profile"?: "step" | "walk-in" | "walk-past" | undefined;
  readonly "distance"?: Quantity<'length'> | undefined;
  readonly "closest"?: Quantity<'length'> | undefined;
  readonly "pace"?: Quantity<'pace'> | undefined;
  readonly "bore length"?: Quantity<'length'> | undefined;
  readonly "bore radius"?: Quantity<'length'> | undefined;
  readonly "emi"?: "telemetry" | undefined;
  readonly "quirk"?: "second interrogation" | undefined;
  readonly "altered"?: "critical memory error" | "non-critical memory error" | `rate ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}` | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "bolus": Quantity<'volume'>;
  readonly "over"?: Time | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "patient bolus": "ask";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "priming bolus": Quantity<'volume'>;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "bridge bolus": {
  readonly "from": Quantity<'concentration'>;
  readonly "to": Quantity<'concentration'>;
  readonly "daily dose": Quantity<'mass'>;
  readonly "path"?: Quantity<'volume'> | undefined;
};
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "roller study": "take";
  readonly "filmed"?: "still" | "live" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "interrogate": "once" | "twice";
  readonly "by"?: "clinician" | "patient" | undefined;
  readonly "quirk"?: "premature low reservoir" | "premature empty reservoir" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "scan check": "take";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "refill": Quantity<'volume'>;
  readonly "programmed as"?: Quantity<'volume'> | undefined;
  readonly "overfill"?: "forced" | undefined;
  readonly "into"?: "reservoir" | "pocket" | "catheter access port" | undefined;
  readonly "needle"?: "access kit" | "refill kit" | undefined;
  readonly "compare"?: "every pump" | "by capacity" | undefined;
  readonly "drug"?: string | undefined;
  readonly "tracer"?: `In-111 ${number} ${"MBq" | "mCi"}` | `Tc-99m ${number} ${"MBq" | "mCi"}` | undefined;
  readonly "omit"?: readonly ("interrogate" | "withdraw" | "fill" | "program")[] | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "feedthrough shorting";
  readonly "safe state"?: "with" | "without" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "low battery reset";
  readonly "safe state"?: "with" | "without" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "reduced battery";
  readonly "left": Quantity<'share'>;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "critical memory error";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "non-critical memory error";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "over-infusion";
  readonly "ratio": number;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "pump leak";
  readonly "rate": Quantity<'rate'>;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "clogged filter";
  readonly "share": Quantity<'share'>;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "lost propellant";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "air in the reservoir";
  readonly "volume": Quantity<'volume'>;
  readonly "leaves"?: "last" | "mixed" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "sampled";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "defect": "shaft wear" | "drive-gear corrosion" | "foreign particle" | "unknown";
  readonly "rotor"?: "seized" | "intermittent" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "power off": string;
  readonly "for"?: Time | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "program": {
  readonly "mode": "simple continuous" | "flex" | "periodic bolus" | "minimum rate" | "stopped";
  readonly "rate"?: Quantity<'rate'> | undefined;
  readonly "flex"?: {
  readonly "every day"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "monday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "tuesday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "wednesday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "thursday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "friday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "saturday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
  readonly "sunday"?: readonly (`${string} ${number} ${"mL/day" | "mL/h" | "uL/day" | "uL/h"}`)[] | undefined;
} | undefined;
  readonly "periodic bolus"?: {
  readonly "volume": Quantity<'volume'>;
  readonly "over": Time;
  readonly "every": Time;
} | undefined;
  readonly "patient bolus"?: {
  readonly "volume": Quantity<'volume'>;
  readonly "over": Time;
  readonly "lockout": Time;
  readonly "in 24 h": number;
} | "off" | undefined;
};
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "draft": {
  readonly "mode": "simple continuous" | "minimum rate" | "stopped";
  readonly "rate"?: Quantity<'rate'> | undefined;
};
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "confirm": "draft" | "another program";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "stop": "pump";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "catheter": "occlude" | "occlude lying" | "occlude standing" | "disconnect" | "migrate tip" | "granuloma" | "repair" | "sampled fault" | "sampled Ascenda fault" | `kink ${number} ${"%"}` | `leak ${number} ${"%"}`;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "position": "lying" | "standing";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "catheter access": string;
  readonly "over"?: Time | undefined;
  readonly "syringe"?: Quantity<'volume'> | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "examine": "fluoroscopy" | "CT" | "scintigraphy";
  readonly "reading"?: "ideal" | "sampled" | undefined;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "faults": "off";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "faults": {
  readonly "flip"?: Quantity<'share'> | undefined;
  readonly "burst"?: Quantity<'share'> | undefined;
  readonly "drop"?: Quantity<'share'> | undefined;
  readonly "double"?: Quantity<'share'> | undefined;
  readonly "truncate"?: Quantity<'share'> | undefined;
  readonly "delay"?: Quantity<'share'> | undefined;
  readonly "cut"?: Quantity<'share'> | undefined;
};
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "withdraw": "all";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "flow-activated valve": "reset";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "surroundings": {
  readonly "temperature"?: Quantity<'temperature'> | undefined;
  readonly "air pressure"?: Quantity<'pressure'> | undefined;
};
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "alarm": "silence" | "test";
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "set clock": string;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait"?: Time | undefined;
  readonly "name"?: string | undefined;
  readonly "local time": string;
}
  | {
  readonly "at"?: Time | undefined;
  readonly "after"?: string | undefined;
  readonly "wait": Time;
  readonly "name"?: string | undefined;
};

/** An expectation. */
export type WrittenCheck =
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "see": WrittenEvent;
  readonly "stamped between"?: readonly [string, string] | undefined;
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever": ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
};
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during": ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
};
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before": ConditionText;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from": Time;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least": Time;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most": Time;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": Condition;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after": Condition;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when": Condition;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless": Condition;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during": {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
};
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "never see": WrittenEvent;
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever": ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
};
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during": ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
};
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before": ConditionText;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from": Time;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": Condition;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after": Condition;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when": Condition;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless": Condition;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during": {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
};
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never see": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.rotorDeg";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'angle'> | undefined;
  readonly "changes at least"?: Quantity<'angle'> | undefined;
  readonly "changes between"?: readonly [Quantity<'angle'>, Quantity<'angle'>] | undefined;
  readonly "changes equals"?: Quantity<'angle'> | undefined;
  readonly "advances at least"?: Quantity<'angle'> | undefined;
  readonly "advances at most"?: Quantity<'angle'> | undefined;
  readonly "advances between"?: readonly [Quantity<'angle'>, Quantity<'angle'>] | undefined;
  readonly "advances equals"?: Quantity<'angle'> | undefined;
  readonly "stays at least"?: Quantity<'angle'> | undefined;
  readonly "stays at most"?: Quantity<'angle'> | undefined;
  readonly "stays between"?: readonly [Quantity<'angle'>, Quantity<'angle'>] | undefined;
  readonly "stays equals"?: Quantity<'angle'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'angle'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.undeliveredMl" | "true.deliveredMl" | "true.reservoirMl" | "true.pumpLeakedMl" | "true.airMl" | "pump.programmedMl" | "pump.reservoirMl" | "true.tipMl" | "true.strayMl" | "true.leakedMl" | "true.csfInMl" | "true.pocketInMl";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'volume'> | undefined;
  readonly "changes at least"?: Quantity<'volume'> | undefined;
  readonly "changes between"?: readonly [Quantity<'volume'>, Quantity<'volume'>] | undefined;
  readonly "changes equals"?: Quantity<'volume'> | undefined;
  readonly "advances at least"?: Quantity<'volume'> | undefined;
  readonly "advances at most"?: Quantity<'volume'> | undefined;
  readonly "advances between"?: readonly [Quantity<'volume'>, Quantity<'volume'>] | undefined;
  readonly "advances equals"?: Quantity<'volume'> | undefined;
  readonly "stays at least"?: Quantity<'volume'> | undefined;
  readonly "stays at most"?: Quantity<'volume'> | undefined;
  readonly "stays between"?: readonly [Quantity<'volume'>, Quantity<'volume'>] | undefined;
  readonly "stays equals"?: Quantity<'volume'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'volume'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.flowRatio";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'share'> | undefined;
  readonly "changes at least"?: Quantity<'share'> | undefined;
  readonly "changes between"?: readonly [Quantity<'share'>, Quantity<'share'>] | undefined;
  readonly "changes equals"?: Quantity<'share'> | undefined;
  readonly "advances at least"?: Quantity<'share'> | undefined;
  readonly "advances at most"?: Quantity<'share'> | undefined;
  readonly "advances between"?: readonly [Quantity<'share'>, Quantity<'share'>] | undefined;
  readonly "advances equals"?: Quantity<'share'> | undefined;
  readonly "stays at least"?: Quantity<'share'> | undefined;
  readonly "stays at most"?: Quantity<'share'> | undefined;
  readonly "stays between"?: readonly [Quantity<'share'>, Quantity<'share'>] | undefined;
  readonly "stays equals"?: Quantity<'share'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'share'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "pump.rateMlPerDay";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'rate'> | undefined;
  readonly "changes at least"?: Quantity<'rate'> | undefined;
  readonly "changes between"?: readonly [Quantity<'rate'>, Quantity<'rate'>] | undefined;
  readonly "changes equals"?: Quantity<'rate'> | undefined;
  readonly "advances at least"?: Quantity<'rate'> | undefined;
  readonly "advances at most"?: Quantity<'rate'> | undefined;
  readonly "advances between"?: readonly [Quantity<'rate'>, Quantity<'rate'>] | undefined;
  readonly "advances equals"?: Quantity<'rate'> | undefined;
  readonly "stays at least"?: Quantity<'rate'> | undefined;
  readonly "stays at most"?: Quantity<'rate'> | undefined;
  readonly "stays between"?: readonly [Quantity<'rate'>, Quantity<'rate'>] | undefined;
  readonly "stays equals"?: Quantity<'rate'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'rate'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.batteryMah";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'charge'> | undefined;
  readonly "changes at least"?: Quantity<'charge'> | undefined;
  readonly "changes between"?: readonly [Quantity<'charge'>, Quantity<'charge'>] | undefined;
  readonly "changes equals"?: Quantity<'charge'> | undefined;
  readonly "advances at least"?: Quantity<'charge'> | undefined;
  readonly "advances at most"?: Quantity<'charge'> | undefined;
  readonly "advances between"?: readonly [Quantity<'charge'>, Quantity<'charge'>] | undefined;
  readonly "advances equals"?: Quantity<'charge'> | undefined;
  readonly "stays at least"?: Quantity<'charge'> | undefined;
  readonly "stays at most"?: Quantity<'charge'> | undefined;
  readonly "stays between"?: readonly [Quantity<'charge'>, Quantity<'charge'>] | undefined;
  readonly "stays equals"?: Quantity<'charge'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'charge'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.clockAheadMin";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'clock error'> | undefined;
  readonly "changes at least"?: Quantity<'clock error'> | undefined;
  readonly "changes between"?: readonly [Quantity<'clock error'>, Quantity<'clock error'>] | undefined;
  readonly "changes equals"?: Quantity<'clock error'> | undefined;
  readonly "advances at least"?: Quantity<'clock error'> | undefined;
  readonly "advances at most"?: Quantity<'clock error'> | undefined;
  readonly "advances between"?: readonly [Quantity<'clock error'>, Quantity<'clock error'>] | undefined;
  readonly "advances equals"?: Quantity<'clock error'> | undefined;
  readonly "stays at least"?: Quantity<'clock error'> | undefined;
  readonly "stays at most"?: Quantity<'clock error'> | undefined;
  readonly "stays between"?: readonly [Quantity<'clock error'>, Quantity<'clock error'>] | undefined;
  readonly "stays equals"?: Quantity<'clock error'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'clock error'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": "true.catheterKpa";
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'pressure'> | undefined;
  readonly "changes at least"?: Quantity<'pressure'> | undefined;
  readonly "changes between"?: readonly [Quantity<'pressure'>, Quantity<'pressure'>] | undefined;
  readonly "changes equals"?: Quantity<'pressure'> | undefined;
  readonly "advances at least"?: Quantity<'pressure'> | undefined;
  readonly "advances at most"?: Quantity<'pressure'> | undefined;
  readonly "advances between"?: readonly [Quantity<'pressure'>, Quantity<'pressure'>] | undefined;
  readonly "advances equals"?: Quantity<'pressure'> | undefined;
  readonly "stays at least"?: Quantity<'pressure'> | undefined;
  readonly "stays at most"?: Quantity<'pressure'> | undefined;
  readonly "stays between"?: readonly [Quantity<'pressure'>, Quantity<'pressure'>] | undefined;
  readonly "stays equals"?: Quantity<'pressure'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'pressure'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": string;
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'concentration'> | undefined;
  readonly "changes at least"?: Quantity<'concentration'> | undefined;
  readonly "changes between"?: readonly [Quantity<'concentration'>, Quantity<'concentration'>] | undefined;
  readonly "changes equals"?: Quantity<'concentration'> | undefined;
  readonly "advances at least"?: Quantity<'concentration'> | undefined;
  readonly "advances at most"?: Quantity<'concentration'> | undefined;
  readonly "advances between"?: readonly [Quantity<'concentration'>, Quantity<'concentration'>] | undefined;
  readonly "advances equals"?: Quantity<'concentration'> | undefined;
  readonly "stays at least"?: Quantity<'concentration'> | undefined;
  readonly "stays at most"?: Quantity<'concentration'> | undefined;
  readonly "stays between"?: readonly [Quantity<'concentration'>, Quantity<'concentration'>] | undefined;
  readonly "stays equals"?: Quantity<'concentration'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'concentration'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "signal": string;
  readonly "during"?: string | undefined;
  readonly "after"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "and then"?: WrittenEvent | undefined;
  readonly "within"?: Time | undefined;
  readonly "unless"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "changes at most"?: Quantity<'mass'> | undefined;
  readonly "changes at least"?: Quantity<'mass'> | undefined;
  readonly "changes between"?: readonly [Quantity<'mass'>, Quantity<'mass'>] | undefined;
  readonly "changes equals"?: Quantity<'mass'> | undefined;
  readonly "advances at least"?: Quantity<'mass'> | undefined;
  readonly "advances at most"?: Quantity<'mass'> | undefined;
  readonly "advances between"?: readonly [Quantity<'mass'>, Quantity<'mass'>] | undefined;
  readonly "advances equals"?: Quantity<'mass'> | undefined;
  readonly "stays at least"?: Quantity<'mass'> | undefined;
  readonly "stays at most"?: Quantity<'mass'> | undefined;
  readonly "stays between"?: readonly [Quantity<'mass'>, Quantity<'mass'>] | undefined;
  readonly "stays equals"?: Quantity<'mass'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'mass'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.rotorDeg";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'angle'> | undefined;
  readonly "at most"?: Quantity<'angle'> | undefined;
  readonly "between"?: readonly [Quantity<'angle'>, Quantity<'angle'>] | undefined;
  readonly "is"?: Quantity<'angle'> | undefined;
  readonly "equals"?: Quantity<'angle'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'angle'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.undeliveredMl" | "true.deliveredMl" | "true.reservoirMl" | "true.pumpLeakedMl" | "true.airMl" | "pump.programmedMl" | "pump.reservoirMl" | "true.tipMl" | "true.strayMl" | "true.leakedMl" | "true.csfInMl" | "true.pocketInMl";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'volume'> | undefined;
  readonly "at most"?: Quantity<'volume'> | undefined;
  readonly "between"?: readonly [Quantity<'volume'>, Quantity<'volume'>] | undefined;
  readonly "is"?: Quantity<'volume'> | undefined;
  readonly "equals"?: Quantity<'volume'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'volume'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.flowRatio";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'share'> | undefined;
  readonly "at most"?: Quantity<'share'> | undefined;
  readonly "between"?: readonly [Quantity<'share'>, Quantity<'share'>] | undefined;
  readonly "is"?: Quantity<'share'> | undefined;
  readonly "equals"?: Quantity<'share'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'share'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "pump.rateMlPerDay";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'rate'> | undefined;
  readonly "at most"?: Quantity<'rate'> | undefined;
  readonly "between"?: readonly [Quantity<'rate'>, Quantity<'rate'>] | undefined;
  readonly "is"?: Quantity<'rate'> | undefined;
  readonly "equals"?: Quantity<'rate'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'rate'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.batteryMah";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'charge'> | undefined;
  readonly "at most"?: Quantity<'charge'> | undefined;
  readonly "between"?: readonly [Quantity<'charge'>, Quantity<'charge'>] | undefined;
  readonly "is"?: Quantity<'charge'> | undefined;
  readonly "equals"?: Quantity<'charge'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'charge'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.clockAheadMin";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'clock error'> | undefined;
  readonly "at most"?: Quantity<'clock error'> | undefined;
  readonly "between"?: readonly [Quantity<'clock error'>, Quantity<'clock error'>] | undefined;
  readonly "is"?: Quantity<'clock error'> | undefined;
  readonly "equals"?: Quantity<'clock error'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'clock error'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": "true.catheterKpa";
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'pressure'> | undefined;
  readonly "at most"?: Quantity<'pressure'> | undefined;
  readonly "between"?: readonly [Quantity<'pressure'>, Quantity<'pressure'>] | undefined;
  readonly "is"?: Quantity<'pressure'> | undefined;
  readonly "equals"?: Quantity<'pressure'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'pressure'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": string;
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'concentration'> | undefined;
  readonly "at most"?: Quantity<'concentration'> | undefined;
  readonly "between"?: readonly [Quantity<'concentration'>, Quantity<'concentration'>] | undefined;
  readonly "is"?: Quantity<'concentration'> | undefined;
  readonly "equals"?: Quantity<'concentration'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'concentration'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "value": string;
  readonly "at"?: string | number | undefined;
  readonly "when"?: WrittenEvent | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "at least"?: Quantity<'mass'> | undefined;
  readonly "at most"?: Quantity<'mass'> | undefined;
  readonly "between"?: readonly [Quantity<'mass'>, Quantity<'mass'>] | undefined;
  readonly "is"?: Quantity<'mass'> | undefined;
  readonly "equals"?: Quantity<'mass'> | undefined;
  readonly "tolerance"?: Quantity<'share'> | undefined;
  readonly "marginal from"?: Quantity<'mass'> | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "outcome": "pass" | "fail" | "partial";
  readonly "of": string;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "reading": "pass" | "fail" | "partial" | "ambiguous";
  readonly "of": string;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "refused": "program" | "mode" | "rate" | "low reservoir" | "critical alarm interval" | "non-critical alarm interval" | "reservoir volume" | "catheter volume" | "drug 1" | "drug 2" | "drug 3" | "bolus" | "priming bolus" | "refill" | "flex" | "flex steps" | "periodic bolus" | "bolus interval" | "patient bolus" | "bolus duration" | "lockout" | "allotment" | "bridge bolus" | "roller study" | "valve" | "catheter access" | "examination" | "clock" | "range" | "missing" | "fraction" | "busy" | "latched" | "ended" | "order" | "lacking" | "stopped" | "reservoir";
  readonly "after": string;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "accepted": "yes";
  readonly "after": string;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "films fit": Quantity<'angle'>;
  readonly "of": string;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "holds": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | `${number} ${"s" | "min" | "h" | "d" | "y" | "mL" | "uL" | "mL/day" | "mL/h" | "uL/day" | "uL/h" | "T" | "mT" | "G" | "deg" | "MBq" | "mCi" | "mAh" | "%" | "mm" | "cm" | "m" | "m/s" | "degC" | "kPa" | "mbar" | "psi" | "mmHg" | "ug" | "mg" | "mg/mL" | "ug/mL" | "uL/cm" | "mL/cm" | "MPa" | "ppm" | "mPa s"}` | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
  readonly "until"?: ConditionText | undefined;
  readonly "unless before"?: ConditionText | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "never": ConditionText;
  readonly "from"?: Time | undefined;
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | `${number} ${"s" | "min" | "h" | "d" | "y" | "mL" | "uL" | "mL/day" | "mL/h" | "uL/day" | "uL/h" | "T" | "mT" | "G" | "deg" | "MBq" | "mCi" | "mAh" | "%" | "mm" | "cm" | "m" | "m/s" | "degC" | "kPa" | "mbar" | "psi" | "mmHg" | "ug" | "mg" | "mg/mL" | "ug/mL" | "uL/cm" | "mL/cm" | "MPa" | "ppm" | "mPa s"}` | undefined;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
  readonly "until"?: ConditionText | undefined;
  readonly "unless before"?: ConditionText | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "in order": readonly (ConditionText)[];
  readonly "within"?: Time | undefined;
  readonly "marginal from"?: Time | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "count": ConditionText;
  readonly "per": Time;
  readonly "at most"?: number | undefined;
  readonly "at least"?: number | undefined;
  readonly "marginal from"?: number | undefined;
}
  | {
  readonly "name": string;
  readonly "requires"?: readonly (string)[] | undefined;
  readonly "may never happen"?: "yes" | undefined;
  readonly "whenever"?: ConditionText | {
  readonly "becomes": ConditionText;
  readonly "for at least"?: Time | undefined;
  readonly "for at most"?: Time | undefined;
} | {
  readonly "throughout": ConditionText;
} | undefined;
  readonly "when"?: ConditionText | undefined;
  readonly "during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "except during"?: ConditionText | {
  readonly "from": ConditionText;
  readonly "to": ConditionText;
} | undefined;
  readonly "after"?: ConditionText | undefined;
  readonly "before"?: ConditionText | undefined;
  readonly "unless"?: ConditionText | undefined;
  readonly "let"?: Readonly<Record<string, ConditionText>> | undefined;
  readonly "formula": ConditionText;
};

interface WrittenTop {
  readonly "scenario": string;
  readonly "says": string;
  readonly "tags"?: readonly (string)[] | undefined;
  readonly "firmware"?: string | undefined;
  readonly "field from"?: "sensor" | undefined;
  readonly "rig slip"?: "allowed" | undefined;
  readonly "run at most"?: Time | undefined;
  readonly "ends at"?: Time | undefined;
  readonly pump: WrittenPump;
  readonly timeline: readonly WrittenEntry[];
}

/** A scenario with the keys of its YAML. A run that ends at a time needs no expectations. */
export type WrittenScenario = WrittenTop &
  ({ readonly expect: readonly WrittenCheck[] } | { readonly "ends at": Time; readonly expect?: undefined });

/** Keys whose value may be a time in whole microseconds. */
export const timeKeys: readonly string[] = ["ERI after","at","away for","critical alarm every","ends at","every","for","for at least","for at most","from","implanted for","lockout","marginal from","near for","non-critical alarm every","over","per","run at most","wait","within"];
