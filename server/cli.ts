// The command line: `npm run -s trame -- <command>`. Runs without a build; everything is in cli/.
import { text } from 'node:stream/consumers';
import { runCommandLine } from './cli/run.ts';

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  environment: process.env,
  directory: process.env['INIT_CWD'] ?? process.cwd(),
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
  readInput: () => text(process.stdin),
});
