import type { Product } from '../../../firmware-sim/products/product.ts';
import { HilError } from '../../base/hil-error.ts';
import { definitionOf } from '../../scenario/actions/action-table.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { FirmwareFile } from '../firmware-file.ts';
import type { FirmwareVerb } from '../firmware-verbs.ts';
import { firstProgramOf } from '../foreign/first-program.ts';
import { sourcesOf } from '../foreign/sources.ts';
import type { FirmwareIdentity, FirmwareUse } from '../hosted-firmware.ts';
import type { SessionReply } from '../session/firmware-session.ts';
import type { StartingFirmware } from '../session/start-firmware.ts';
import { violationsOfFirmware } from './testable.ts';

/** A scenario, and why a firmware cannot run it; empty if it can. */
export interface ShownScenario {
  readonly name: string;
  readonly why: readonly string[];
}

/** What `firmware show` says of a firmware. */
export interface ShownFirmware {
  readonly identity: FirmwareIdentity;
  /** What it has used of its chip until it answered; null without a chip. */
  readonly use: FirmwareUse | null;
  readonly ident: SessionReply<'IDENT'>;
  readonly abilities: readonly string[];
  readonly verbs: readonly FirmwareVerb[];
  /** Verbs that its file lists or ABLE implies, and that it answered as unknown. */
  readonly denied: readonly FirmwareVerb[];
  readonly file: FirmwareFile;
  /** Signals that a run with it cannot know, each with the reason. */
  readonly unknown: Readonly<Record<string, string>>;
  /** Actions of the shipped scenarios that it cannot take, each with the reasons. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  readonly scenarios: readonly ShownScenario[];
}

/** Returns what a started firmware has, and what is therefore not testable with these scenarios. */
export function shownFirmware(
  starting: StartingFirmware,
  scenarios: readonly { readonly scenario: Scenario; readonly product: Product }[],
): ShownFirmware {
  const { firmware, capabilities, file } = starting;
  const actions = new Map<string, Set<string>>();
  const shown = scenarios.map(({ scenario, product }): ShownScenario => {
    const why = whyNot(starting, scenario, product);
    for (const { action } of scenario.timeline) noteAction(actions, action, starting);
    return { name: scenario.name, why };
  });
  return {
    identity: firmware.identity,
    use: firmware.use ?? null,
    ident: capabilities.identity,
    abilities: capabilities.abilities,
    verbs: capabilities.verbs,
    denied: capabilities.denied,
    file,
    unknown: Object.fromEntries(sourcesOf(file, capabilities)),
    actions: Object.fromEntries([...actions].map(([key, whys]) => [key, [...whys]])),
    scenarios: shown,
  };
}

function whyNot(starting: StartingFirmware, scenario: Scenario, product: Product): readonly string[] {
  try {
    starting.mustMatch(product);
  } catch (error) {
    if (error instanceof HilError) return [error.message];
    throw error;
  }
  const { lacks } = firstProgramOf(scenario.pump, product, starting);
  const missing = violationsOfFirmware(scenario, product, starting.capabilities, lacks);
  return [...new Set(missing.map(({ found, allowed }) => `${found}; allowed: ${allowed}`))];
}

type Action = Scenario['timeline'][number]['action'];

function noteAction(actions: Map<string, Set<string>>, action: Action, { capabilities }: StartingFirmware): void {
  const { key, foreign } = definitionOf(action);
  for (const need of foreign.needs?.(action) ?? []) {
    const why = typeof need === 'string' ? (capabilities.has(need) ? undefined : `no verb ${need}`) : need.found;
    if (why === undefined) continue;
    const whys = actions.get(key) ?? new Set();
    actions.set(key, whys.add(why));
  }
}
