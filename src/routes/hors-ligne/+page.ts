// Drawn in the browser: its empty frame is kept on the device (service-worker.ts), and what it lists is there alone.
import type { PageLoad } from './$types';

export const ssr = false;

export const load: PageLoad = ({ url }) => ({
  wanted: url.searchParams.get('depuis'),
  hasSignedOut: url.searchParams.has('sortie'),
});
