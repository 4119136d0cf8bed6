// A Playwright reporter that writes this run's totals where scripts/test.mjs reads them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default class PlaywrightTotals {
  #totals = { passed: 0, failed: 0, skipped: [] };
  #suite = null;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onError() {
    this.#totals.failed += 1;
  }

  onEnd() {
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'expected' || outcome === 'flaky') this.#totals.passed += 1;
      else if (outcome === 'unexpected') this.#totals.failed += 1;
      else {
        const reason = test.annotations.find((annotation) => annotation.type === 'skip')?.description;
        this.#totals.skipped.push({
          title: test.titlePath().filter(Boolean).join(' › '),
          reason: reason ?? 'not run',
        });
      }
    }
    writeFileSync(join(process.env.TRAME_TEST_RESULTS, 'playwright.json'), JSON.stringify(this.#totals));
  }

  printsToStdio() {
    return false;
  }
}
