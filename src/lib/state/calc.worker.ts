// Entry of the worker that holds the plan engine: the screen never waits for a total.
import { PlanEngine } from '../calc/plan-engine.ts';
import { answerWith, type CalcMessage, type CalcQuestion } from './calc-conversation.ts';

const answer = answerWith((formulas) => new PlanEngine({ formulas }));

self.onmessage = (event: MessageEvent<CalcQuestion>) => self.postMessage(answer(event.data));

const ready: CalcMessage = { type: 'ready' };
self.postMessage(ready);
