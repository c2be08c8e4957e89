import type { ProjectFile } from './project-file.ts';

const GITHUB = `name: pump
on: [push, pull_request]
jobs:
  pump:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22 }
      - run: npm install
      - run: npm test
      - run: npm run scenarios
      - if: always()
        run: cat results/summary.md >> "$GITHUB_STEP_SUMMARY"
      - uses: actions/upload-artifact@v4
        if: always()
        with: { name: results, path: results }
`;

const GITLAB = `pump:
  image: node:22
  script:
    - npm install
    - npm test
    - npm run scenarios
  artifacts:
    when: always
    paths: [results]
    reports:
      junit: results/junit.xml
`;

/** Settings of the build servers of GitHub and GitLab. They run on the emulated board, so they need no hardware. */
export const buildFiles: readonly ProjectFile[] = [
  { path: '.github/workflows/pump.yml', text: GITHUB },
  { path: '.gitlab-ci.yml', text: GITLAB },
];
