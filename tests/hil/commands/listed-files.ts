/** A scenario that the pump refuses during its run. */
export const refusedText = `scenario: refused
says: Asks for a bolus that the pump refuses.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day, reservoir: 0.1 mL }
timeline:
  - { at: 1 h, bolus: 0.5 mL, over: 1 h, name: bolus }
expect:
  - { name: end, after: bolus, within: 2 h, see: pump.bolus end }
`;

/** Scenarios of the same name. Only the one with the programmed rate passes. */
export function sameName(rate: string): string {
  return `scenario: same
says: The programmed rate is 0.5 mL/day.
pump: { product: synchromed-ii, mode: simple continuous, rate: 0.5 mL/day }
timeline:
  - { at: 1 h, interrogate: once, name: look }
expect:
  - { name: rate, at: 1 h, value: pump.rateMlPerDay, is: ${rate} }
`;
}
