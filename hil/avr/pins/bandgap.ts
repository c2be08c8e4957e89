/** Internal voltage reference of converter and comparator (data sheet table 29-16). */
export const BANDGAP_VOLTS = 1.1;
