import type { Mode } from '../../../firmware-sim/base/therapy.ts';
import type { Product } from '../../../firmware-sim/products/product.ts';
import type { AbilityBit } from '../../../protocol/tables/telemetry-readings.ts';
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
  const programs = timeline.flatMap(({ action, place }) =>
    action.kind === 'program' || action.kind === 'draft' ? [{ mode: action.program.mode, place }] : [],
  );
  const ofModes = [{ mode: pump.program.mode, place: pump.place }, ...programs].flatMap(({ mode, place }) =>
    lacksMode(mode, capabilities) ? [{ place, ...lackOfAbility(mode) }] : [],
  );
  const ofActions = timeline.flatMap(({ name, action, place }) => {
    const needs = definitionOf(action).foreign.needs?.(action) ?? [];
    return needs.flatMap((need): readonly Violation[] => {
      if (typeof need !== 'string') return [{ place, ...need }];
      return capabilities.has(need) ? [] : [{ place, ...lackOfVerb(`"${name}"`, need) }];
    });
  });
  const ofSetup = lacksOfSetup.map((lack) => ({ place: pump.place, ...lack }));
  return [...ofDrive, ...ofSetup, ...ofProgram, ...ofModes, ...ofActions];
}

const abilityOfMode: Readonly<Partial<Record<Mode, AbilityBit>>> = {
  'simple continuous': 'continuous',
  'minimum rate': 'minimum',
  flex: 'flex',
  'periodic bolus': 'periodic',
};

/** Returns whether ABLE leaves out a mode. A firmware that does not answer ABLE may have any. */
function lacksMode(mode: Mode, { abilities, answersAble }: Capabilities): boolean {
  const ability = abilityOfMode[mode];
  return ability !== undefined && answersAble && !abilities.includes(ability);
}

function lackOfAbility(mode: Mode): Lack {
  return { found: `mode "${mode}" for a firmware without it`, allowed: 'a mode that ABLE of the firmware names' };
}

function missingVerbs(needed: readonly FirmwareVerb[], capabilities: Capabilities): readonly FirmwareVerb[] {
  return needed.filter((verb) => !capabilities.has(verb));
}

function lackOfVerb(what: string, verb: FirmwareVerb): Lack {
  return { found: `${what} for a firmware without the verb ${verb}`, allowed: `a firmware with ${verb}` };
}
