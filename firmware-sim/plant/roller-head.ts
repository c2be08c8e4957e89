import { sinDeg } from '../base/exact-math.ts';

/** Fully occluding peristaltic head, lumped: each roller displaces `rollerZoneUl` while it lifts over `liftDeg`. */
export interface RollerHead {
  readonly rollerCount: number;
  readonly revolutionUl: number;
  readonly rollerZoneUl: number;
  readonly liftDeg: number;
}

/** Volume of tube bore that one roller's squeezed zone displaces: (2 pi R A - V_rev) / N, bore area A = pi d^2 / 4. */
export function rollerZoneUl(trackRadiusMm: number, boreMm: number, revolutionUl: number, rollerCount: number): number {
  const boreAreaMm2 = (Math.PI * boreMm ** 2) / 4;
  return (2 * Math.PI * trackRadiusMm * boreAreaMm2 - revolutionUl) / rollerCount;
}

/**
 * Returns the volume out of the head at rotor angle `rotorDeg` from its start, where a roller is just about to lift. It
 * is bore area times path, less a raised-cosine profile for each lifting roller. The form is closed: turning back by
 * any angle takes back exactly the volume of turning forward.
 */
export function outletUl(head: RollerHead, rotorDeg: number): number {
  const pitchDeg = 360 / head.rollerCount;
  const perPitchUl = head.revolutionUl / head.rollerCount;
  const pitches = Math.floor(rotorDeg / pitchDeg);
  const withinDeg = rotorDeg - pitches * pitchDeg;
  const sweptUl = ((perPitchUl + head.rollerZoneUl) * withinDeg) / pitchDeg;
  return pitches * perPitchUl + sweptUl - head.rollerZoneUl * liftedShare(withinDeg / head.liftDeg);
}

/** Returns the integral of the raised cosine, 0 to 1. */
function liftedShare(share: number): number {
  if (share >= 1) return 1;
  return share - sinDeg(360 * share) / (2 * Math.PI);
}

/**
 * Returns the largest distance between the outlet volume and its mean line, found on a fine grid. The trace declares
 * it.
 */
export function rippleUl(head: RollerHead): number {
  const pitchDeg = 360 / head.rollerCount;
  let largestUl = 0;
  for (let i = 0; i <= 720; i += 1) {
    const rotorDeg = (pitchDeg * i) / 720;
    const meanUl = (head.revolutionUl * rotorDeg) / 360;
    largestUl = Math.max(largestUl, Math.abs(outletUl(head, rotorDeg) - meanUl));
  }
  return largestUl;
}
