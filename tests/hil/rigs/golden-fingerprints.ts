/** Same scenario and seed, same fingerprint: on any rig, any machine, any day. */
export const goldenFingerprints: Readonly<Record<string, string>> = {
  'mri-30-min': '5842b9b6cd9bdaf6eb7493e79aef0b388eef7a9ce0984f21c251e4b8ad7f3fc7',
  'mri-bound-gears': '7f0f69c759d2efa0b72f5e3f67d662b2c6342a127323423c4232cff8ad105325',
  'mri-forbidden-orientation': '91f32bbe86c943542a6f63a1fa1c6fbc2643984eb7b952133d0a6109e1ab582e',
  'mri-shorter-than-detection': 'ae496a13cb05d77bfc69fc1c965504b1e98e18ef8f2de4dedb86f4d471d1fccd',
  'over-infusion-runs-dry-silently': 'f1f1b5c4ed382ab2680625a5846b7e36157751ad1732ef225bae14d597063c02',
  'reservoir-low-then-empty': '9ba115acf047d69d8a87ea5687831e50fa2a210894bd2937e3addca907601ac0',
  'roller-study': '0af85c41ba7fcb19bc310860fe62879236c524867f15c03de9458a46dd3c4b0a',
  'roller-study-ends-in-a-stall': '3cec8ab63054bb43fbe7ba8aa791060b45cc802b4c8d65de5b6d82e70f92de38',
  'roller-study-in-field': '03d04ba77e0a91e8e4240ca8c536a779f2053836110de471bd97c1dc236a98cd',
  'scan-check-omitted': '88b21d08793941130f0381d4cc41236a4b49bb729efafde56ef37bff643fdcee',
  'second-interrogation': 'a558116df2b70e180b5a24d32c6223bee408f0e167561b041f32a16ea8344f00',
  'stopped-mode-hides-a-stall': 'a0337782b4b5eb566a46005fbf0c0424f3e4f66bac84aa6b3d5f9d0c52d47b2d',
  'telemetry-latch': 'b0526242618b8d385e1d06c1658b92a5a0a7e0e71154ce12e91663f502eb706f',
};
