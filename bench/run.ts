// `npm run bench`: every figure beside the bare cost it is made of, in one run on one machine. Compare ratios, not
// milliseconds, between machines.
import { benchBrowser } from './browser.ts';
import { benchCheck } from './check.ts';
import { benchEngine, benchFormulas, formatComparison } from './engine.ts';
import { benchFormulaPlan } from './formulas.ts';
import { benchHands } from './hands.ts';
import { benchHistory } from './history.ts';
import { formatMeasure } from './measure.ts';
import { benchRecovery } from './recovery.ts';
import { benchRelay, formatRelayReport } from './relay.ts';
import { benchSpeed } from './speed.ts';

console.log('── engine (one edit to its derived values, load)');
for (const comparison of benchEngine()) console.log(formatComparison(comparison));
for (const line of benchFormulas()) console.log(line);

console.log('\n── server (protocol level)');
console.log(formatRelayReport(await benchRelay()));

console.log('\n── the live part under load, beside relays');
await benchSpeed();

console.log('\n── there again: opened, killed, all coming back');
await benchRecovery();

console.log('\n── a page of a long history');
for (const measure of benchHistory()) console.log(formatMeasure(measure));

console.log('\n── the check of a frame');
for (const line of benchCheck()) console.log(line);

console.log('\n── Chromium, on the real server');
for (const measure of await benchBrowser()) console.log(formatMeasure(measure));

console.log('\n── The hands, beside the grid library alone');
for (const measure of await benchHands()) console.log(formatMeasure(measure));

console.log('\n── A plan of 10 000 rows with 5 000 formulas, in Chromium');
for (const measure of await benchFormulaPlan()) console.log(formatMeasure(measure));
