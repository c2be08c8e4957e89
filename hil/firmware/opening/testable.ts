import type { Product } from '../../../firmware-sim/products/product.ts';
import { definitionOf } from '../../scenario/actions/action-table.ts';
import type { Lack } from '../../scenario/entry/action-definition.ts';
import { verbsOfChange } from '../../scenario/entry/program-verbs.ts';
import type { Violation } from '../../scenario/language/product-limits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import type { UntakenSetting } from '../foreign/first-program.ts';
import type { Capabilities } from '../session/capabilities.ts';

/** Returns what a scenario needs and a firmware lacks: verbs of its actions and of its first program, and parts that no verb reaches. */
export function violationsOfFirmware(
  scenario: Scenario,
  product: Product,
  capabilities: Capabilities,
  lacksOfSetup: readonly UntakenSetting[],
): readonly Violation[] {
  const { pump, timeline } = scenario;
  const ofDrive: readonly Violation[] =
    product.drive.kind === 'rollers'
      ? []
      : [
          {
            place: pump.place,
            found: `a firmware under test with ${product.id}`,
            allowed: 'a pump with a motor of single steps',
          },
        ];
  const ofProgram = missingVerbs(verbsOfChange(pump.program), capabilities).map((verb) => ({
    place: pump.place,
    ...lackOfVerb(`mode "${pump.program.mode}"`, verb),
  }));
  const ofActions = timeline.flatMap(({ name, action, place }) => {
    const needs = definitionOf(action).foreign.needs?.(action) ?? [];
    return needs.flatMap((need): readonly Violation[] => {
      if (typeof need !== 'string') return [{ place, ...need }];
      return capabilities.has(need) ? [] : [{ place, ...lackOfVerb(`"${name}"`, need) }];
    });
  });
  return [...ofDrive, ...lacksOfSetup.map((lack) => ({ place: pump.place, ...lack })), ...ofProgram, ...ofActions];
}

function missingVerbs(needed: readonly FirmwareVerb[], capabilities: Capabilities): readonly FirmwareVerb[] {
  return needed.filter((verb) => !capabilities.has(verb));
}

function lackOfVerb(what: string, verb: FirmwareVerb): Lack {
  return { found: `${what} for a firmware without the verb ${verb}`, allowed: `a firmware with ${verb}` };
}
