// A Playwright reporter that writes this run's totals where scripts/test.mjs reads them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default class PlaywrightTotals {
  #totals = { passed: 0, failed: [], skipped: [] };
  #suite = null;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onError(error) {
    this.#totals.failed.push(error.message ?? 'an error outside any test');
  }

  onEnd() {
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome();
      const title = test.titlePath().filter(Boolean).join(' › ');
      if (outcome === 'expected' || outcome === 'flaky') this.#totals.passed += 1;
      else if (outcome === 'unexpected') this.#totals.failed.push(title);
      else {
        const reason = test.annotations.find((annotation) => annotation.type === 'skip')?.description;
        this.#totals.skipped.push({ title, reason: reason ?? 'not run' });
      }
    }
    writeFileSync(join(process.env.TRAME_TEST_RESULTS, 'playwright.json'), JSON.stringify(this.#totals));
  }

  printsToStdio() {
    return false;
  }
}
