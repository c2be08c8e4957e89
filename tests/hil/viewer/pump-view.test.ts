import { describe, expect, test } from 'vitest';
import { products } from '../../../firmware-sim/products/catalogue.ts';
import { pumpViewOf } from '../../../hil/viewer/pump/pump-view.ts';

describe('the facts of a product for its picture', () => {
  test.each(products)('hold the part that meters the flow of $id', (product) => {
    const view = pumpViewOf(product);

    expect(view.drive.kind).toBe(product.drive.kind);
    expect(view.reservoirMl).toBe(product.quantities.reservoirMl.value);
  });

  test('distinguish the rotor test of an EL from the study of a SynchroMed II', () => {
    const anglesDeg = ['synchromed-el', 'synchromed-ii'].map((id) => {
      const { drive } = pumpViewOf(products.find((product) => product.id === id) as (typeof products)[number]);
      return drive.kind === 'rollers' ? drive.studyAngleDeg : undefined;
    });

    expect(anglesDeg).toEqual([90, 120]);
  });

  test('identify a Prometra II by the valve that its flow shuts', () => {
    const shut = products.flatMap((product) => {
      const { id, drive } = pumpViewOf(product);
      return drive.kind === 'valves' && drive.hasFlowActivatedValve ? [id] : [];
    });

    expect(shut).toEqual(['prometra-ii', 'prometra-ii-40']);
  });
});
