// A program beside the server that is never done.
import { beginAside } from '../../server/store/aside-program.ts';

beginAside();
setInterval(() => undefined, 60_000);
process.stdout.write('begun\n');
