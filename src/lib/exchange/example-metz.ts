// The real Metz amendment no. 2, 2024-2025: the plan a new user opens first.
import { contract } from './example-metz/contract.ts';
import { fiches1To5 } from './example-metz/fiches-1-to-5.ts';
import { fiches6To11 } from './example-metz/fiches-6-to-11.ts';
import type { ExamplePlan } from './example-plan.ts';

export const metzExample: ExamplePlan = { contract, fiches: [...fiches1To5, ...fiches6To11] };
