import { DRUGS_MAX, type Drug } from '../../../firmware-sim/base/therapy.ts';
import { type LeafRead, leaf, quantityAllowed } from '../../yaml/leaf-schemas.ts';
import { parseQuantity, quantityPattern } from '../../yaml/units.ts';

export const DRUG_NAME = '[A-Za-z][A-Za-z0-9-]{0,29}';
const DRUG_LIMITS = { from: '0 mg/mL', to: '1000 mg/mL' } as const;
const UG_PER_ML_MAX = 1_000_000;

/** Pattern of one drug, as in `morphine 25 mg/mL`. */
export const DRUG_PATTERN = `${DRUG_NAME} ${quantityPattern('concentration')}`;
export const DRUG_ALLOWED = `a name and ${quantityAllowed('concentration', DRUG_LIMITS)}`;

export function readDrug(text: string): LeafRead<Drug> {
  const [, name, strength] = new RegExp(`^(${DRUG_NAME}) (.*)$`).exec(text) ?? [];
  if (name === undefined || strength === undefined) return { ok: false };
  const parsed = parseQuantity(strength, 'concentration');
  if (!parsed.ok) return { ok: false, nearest: parsed.nearest === undefined ? undefined : `${name} ${parsed.nearest}` };
  const isWithin = parsed.value >= 0 && parsed.value <= UG_PER_ML_MAX;
  return isWithin ? { ok: true, value: { name, concentrationUgPerMl: parsed.value } } : { ok: false };
}

const SEPARATOR = ' + ';

/** One drug or a mixture, in a reservoir or a filling: `morphine 10 mg/mL + clonidine 100 ug/mL`. */
export const drugs = leaf(
  `${DRUG_ALLOWED}, as in morphine 25 mg/mL, up to ${DRUGS_MAX} of them, each once, with + between`,
  `^${DRUG_PATTERN}( \\+ ${DRUG_PATTERN}){0,${DRUGS_MAX - 1}}$`,
  (text): LeafRead<readonly Drug[]> => {
    const parts = text.split(SEPARATOR);
    const read = parts.map(readDrug);
    const value = read.flatMap((one) => (one.ok ? [one.value] : []));
    if (value.length < parts.length) return { ok: false, nearest: nearestOf(parts, read) };
    const isOnce = new Set(value.map(({ name }) => name)).size === value.length;
    return isOnce && value.length <= DRUGS_MAX ? { ok: true, value } : { ok: false };
  },
);

function nearestOf(parts: readonly string[], read: readonly LeafRead<Drug>[]): string | undefined {
  const meant = read.map((one, index) => (one.ok ? parts[index] : one.nearest));
  return meant.includes(undefined) ? undefined : meant.join(SEPARATOR);
}
