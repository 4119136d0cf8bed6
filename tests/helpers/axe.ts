// What axe finds on a page as it is now.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

export async function violations(page: Page): Promise<string[]> {
  // A colour on its way from one to another is neither: what has just been enabled is looked at once it is.
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => !(one instanceof CSSTransition) || one.playState !== 'running'),
  );
  // The page's policy refuses added scripts; evaluation by the debugger is not the page's.
  await page.evaluate(axe);
  const result = (await page.evaluate('axe.run(document)')) as AxeResult;
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
