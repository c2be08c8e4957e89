import type { CatheterInflow, CatheterLoad } from '../catheter-inflow.ts';
import { SLACK_KPA } from '../rounding.ts';
import { type SoftSource, softFlow } from '../soft-source.ts';
import { type PressureCourse, secondsToKpa } from './pressure-course.ts';

export interface OutletLimitsOptions {
  readonly inflow: CatheterInflow;
  readonly load?: CatheterLoad | undefined;
  readonly source?: SoftSource | undefined;
  /** Pressure above which fluid slips back through the pump. */
  readonly outletKpaMax: number;
  readonly csfKpa: number;
}

/** Pressures at the outlet that affect the pump: they block its drive, let it start again, or let fluid slip back. */
export class OutletLimits {
  readonly #options: OutletLimitsOptions;

  constructor(options: OutletLimitsOptions) {
    this.#options = options;
  }

  /** Applies a pressure to the pump. Returns true if this changed the delivery. */
  press({ kpa, outMlPerSKpa }: Pick<PressureCourse, 'kpa' | 'outMlPerSKpa'>): boolean {
    const { inflow, load, outletKpaMax } = this.#options;
    if (load !== undefined && !load.isBlocked && kpa >= load.blockKpa - SLACK_KPA && inflow.perSecondMl > 0) {
      load.block();
      return true;
    }
    if (load?.isBlocked === true && kpa <= load.restartKpa + SLACK_KPA) {
      const before = inflow.perSecondMl;
      load.unblock();
      if (inflow.perSecondMl !== before) return true;
    }
    const share = kpa >= outletKpaMax - SLACK_KPA ? this.#shareAtMax(outMlPerSKpa) : 1;
    if (share === inflow.passingShare) return false;
    inflow.letPass(share);
    return true;
  }

  /**
   * Returns the seconds until the pressure of a course blocks the drive, lets it start again, or lets fluid slip back.
   */
  secondsToPress(course: PressureCourse): number {
    const { load, outletKpaMax, inflow } = this.#options;
    if (load?.isBlocked === true) return secondsToKpa(course, load.restartKpa);
    const limitKpa = Math.min(load?.blockKpa ?? Number.POSITIVE_INFINITY, outletKpaMax);
    if (inflow.perSecondMl <= 0 || course.kpa >= limitKpa - SLACK_KPA) return Number.POSITIVE_INFINITY;
    return secondsToKpa(course, limitKpa);
  }

  /** Returns the seconds until a pressure above the gas pressure has fallen to it, and drug flows again. */
  secondsToGasPressure(course: PressureCourse): number {
    const { source } = this.#options;
    if (source === undefined || !(course.kpa > source.gasKpa + SLACK_KPA)) return Number.POSITIVE_INFINITY;
    return secondsToKpa(course, source.gasKpa);
  }

  /** Returns the share that passes at the highest outlet pressure and leaves by both ways. The rest slips back. */
  #shareAtMax(outMlPerSKpa: number): number {
    const { inflow, outletKpaMax, csfKpa, source } = this.#options;
    const aboveKpa = outletKpaMax - csfKpa;
    const leavesMlPerS = outMlPerSKpa * aboveKpa;
    const soft = source === undefined ? undefined : softFlow(source, csfKpa, outletKpaMax);
    const pushedMlPerS = soft === undefined ? inflow.pushedPerSecondMl : soft.mlPerS - soft.mlPerSKpa * aboveKpa;
    return pushedMlPerS <= leavesMlPerS ? 1 : leavesMlPerS / pushedMlPerS;
  }
}
