/** Torques of a roller drive: that of the motor through the gears, less the torque for the tube. */
export interface RollerTorque {
  readonly holdingTorqueUnm: number;
  readonly gearRatio: number;
  readonly gearEfficiencyRatio: number;
  readonly tubeTorqueUnm: number;
  readonly revolutionUl: number;
}

/**
 * Returns the back pressure that takes up all remaining torque, in kPa: (share x T_h x gear x efficiency - T_tube) 2 pi
 * / V_rev. `share` is 1 for a running rotor, and less for one that has to start.
 */
export function blockingKpa(torque: RollerTorque, share = 1): number {
  const { holdingTorqueUnm, gearRatio, gearEfficiencyRatio, tubeTorqueUnm, revolutionUl } = torque;
  const leftUnm = share * holdingTorqueUnm * gearRatio * gearEfficiencyRatio - tubeTorqueUnm;
  return (leftUnm * 2 * Math.PI) / revolutionUl;
}
