// A vitest reporter that writes this run's totals where scripts/test.mjs reads them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export default class VitestTotals {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = { passed: 0, failed: unhandledErrors.map(String), skipped: [] };
    for (const module of modules) {
      if (module.errors().length > 0) totals.failed.push(module.relativeModuleId);
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') totals.passed += 1;
        else if (result.state === 'failed') totals.failed.push(test.fullName);
        else totals.skipped.push({ title: test.fullName, reason: result.note ?? 'no reason given' });
      }
    }
    writeFileSync(join(process.env.TRAME_TEST_RESULTS, 'vitest.json'), JSON.stringify(totals));
  }
}
