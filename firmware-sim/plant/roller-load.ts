/** Torques of a roller drive: the motor's through the gears, less what the tube takes. */
export interface RollerTorque {
  readonly holdingTorqueUnm: number;
  readonly gearRatio: number;
  readonly gearEfficiencyRatio: number;
  readonly tubeTorqueUnm: number;
  readonly revolutionUl: number;
}

/**
 * Back pressure that takes up all remaining torque, in kPa: (share x T_h x gear x efficiency - T_tube) 2 pi / V_rev.
 * `share` is 1 for a running rotor, and less for one that has to start.
 */
export function blockingKpa(torque: RollerTorque, share = 1): number {
  const { holdingTorqueUnm, gearRatio, gearEfficiencyRatio, tubeTorqueUnm, revolutionUl } = torque;
  const leftUnm = share * holdingTorqueUnm * gearRatio * gearEfficiencyRatio - tubeTorqueUnm;
  return (leftUnm * 2 * Math.PI) / revolutionUl;
}
