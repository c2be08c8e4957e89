import type { Product } from '../../../firmware-sim/products/product.ts';

/** Data of a product that its picture needs. */
export interface PumpView {
  readonly id: string;
  readonly title: string;
  readonly reservoirMl: number;
  readonly hasAccessPort: boolean;
  readonly drive: DriveView;
}

/** Part that meters the flow. */
export type DriveView = RollerView | ValveView | ThrottleView;

/** A roller head. */
export interface RollerView {
  readonly kind: 'rollers';
  readonly rollerCount: number;
  readonly revolutionUl: number;
  readonly stepsPerRevolution: number;
  readonly studyAngleDeg: number;
  /** True if films show which roller is which. No product of the catalogue has such a mark. */
  readonly hasIndexMark: boolean;
}

/** Two valves with a metering volume between them. */
export interface ValveView {
  readonly kind: 'valves';
  readonly meteringUl: number;
  readonly hasFlowActivatedValve: boolean;
}

/** Gas that presses drug through a capillary. */
export interface ThrottleView {
  readonly kind: 'throttle';
}

/** Returns what a picture shows of a product. */
export function pumpViewOf(product: Product): PumpView {
  const { id, title, quantities, accessPort } = product;
  const reservoirMl = quantities.reservoirMl.value;
  return { id, title, reservoirMl, hasAccessPort: accessPort !== undefined, drive: driveOf(product) };
}

function driveOf({ drive }: Product): DriveView {
  switch (drive.kind) {
    case 'rollers': {
      const { rollerCount, revolutionUl, stepsPerRevolutionCount, studyAngleDeg } = drive.quantities;
      return {
        kind: 'rollers',
        rollerCount: rollerCount.value,
        revolutionUl: revolutionUl.value,
        stepsPerRevolution: stepsPerRevolutionCount.value,
        studyAngleDeg: studyAngleDeg.value,
        hasIndexMark: false,
      };
    }
    case 'valves':
      return {
        kind: 'valves',
        meteringUl: drive.quantities.meteringUl.value,
        hasFlowActivatedValve: drive.flowActivatedValve !== undefined,
      };
    case 'throttle':
      return { kind: 'throttle' };
  }
}
